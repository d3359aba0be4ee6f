import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { refuse } from '../../errors.ts';
import { receiptKeys } from '../../plugins/receipt-keys.ts';
import { exactly, oneOf } from '../../plugins/schemas.ts';
import { portalStatus } from '../../portal-status.ts';
import { given, procedureName } from '../case-views.ts';
import { CASE_STATES } from '../schemas/case.ts';
import { Problem } from '../schemas/problem.ts';
import { Instant, LocalizedText } from '../schemas/shared.ts';
import { CasePage, casePage } from './case-page.ts';

const PublicCase = Type.Object({
  dossierCode: Type.String(),
  procedure: Type.Object({ code: Type.String(), name: LocalizedText }),
  state: oneOf(CASE_STATES),
  publicStatus: Type.Optional(Type.Integer({ minimum: 1, maximum: 10, description: 'Status of the national portal' })),
  publicStatusName: Type.Optional(LocalizedText),
  receivedAt: Type.Optional(Instant),
  dueAt: Type.Optional(Instant),
  endedAt: Type.Optional(Instant),
  ...CasePage,
});

/** For whoever holds the receipt: where the dossier is, and nothing about anybody. */
export function publicCaseRoutes(app: App): void {
  app.get(
    '/api/public/cases/:dossierCode',
    {
      config: { access: 'everyone', rateLimit: { max: 60, timeWindow: 60_000 } },
      schema: {
        tags: ['public'],
        summary:
          'Where a dossier lies, its working time, and what the applicant can do, with the key printed on its receipt',
        params: exactly({ dossierCode: Type.String({ minLength: 1, maxLength: 100 }) }),
        querystring: Type.Object({ key: Type.String({ minLength: 1, maxLength: 40 }) }),
        response: { 200: PublicCase, 404: Problem, 429: Problem },
      },
    },
    async (request) => {
      const { shell, accounts } = app.services;
      const { dossierCode } = request.params;
      const keys = await receiptKeys(accounts);
      // A wrong key and an unknown code are one answer: otherwise codes could be counted.
      const record = keys.isKeyOf(request.query.key, dossierCode)
        ? await shell.store.findCaseByDossierCode(dossierCode)
        : undefined;
      if (!record)
        refuse('CASE_NOT_FOUND', 'There is no dossier with this code and key; compare both with the receipt.');
      const procedure = await shell.procedures.procedure(record.procedureDigest);
      const statusName = record.publicStatus === undefined ? undefined : portalStatus(record.publicStatus);
      return {
        dossierCode,
        procedure: { code: record.procedureCode, name: procedureName(procedure, record.procedureCode) },
        state: record.status,
        ...(statusName === undefined ? {} : { publicStatusName: statusName }),
        ...given(record, ['publicStatus', 'receivedAt', 'dueAt', 'endedAt']),
        ...(await casePage(shell, record, procedure)),
      };
    },
  );
}
