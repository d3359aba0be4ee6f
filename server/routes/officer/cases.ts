import { Type } from 'typebox';
import type { ExplanationLine, JsonObject } from '../../../engine/index.ts';
import type { App } from '../../plugins/app-type.ts';
import { startCase } from '../../commands/start-case.ts';
import { withdrawCase } from '../../commands/withdraw-case.ts';
import { refuse } from '../../errors.ts';
import { receiptKeys } from '../../plugins/receipt-keys.ts';
import { userOf } from '../../plugins/authentication.ts';
import { exactly, list, oneOf } from '../../plugins/schemas.ts';
import type { CaseRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { readableCase, unitScope } from '../case-access.ts';
import { caseSummary, incidentView, taskSummary } from '../case-views.ts';
import { accepted, actorOf, expectedVersion, verbRequest } from '../requests.ts';
import { CASE_STATES, CaseAnswer, CaseSummary, Explanation, Incident, TaskSummary } from '../schemas/case.ts';
import { Problem } from '../schemas/problem.ts';
import { AnyObject, CaseParams, Instant, page, pageQuery } from '../schemas/shared.ts';
import { allowedOnCase, allowedOnTask } from './allowed.ts';

const Application = exactly({
  procedureCode: Type.String({ minLength: 1, maxLength: 100 }),
  channel: oneOf(['counter', 'online', 'post']),
  applicant: exactly({
    name: Type.String({ minLength: 1, maxLength: 200 }),
    contact: Type.Optional(AnyObject),
  }),
  data: AnyObject,
});

/** What the applicant takes home. JSON at large for the same reason as CaseAnswer. */
const Receipt = Type.Unsafe<JsonObject>(
  Type.Object({
    caseId: Type.String(),
    dossierCode: Type.Union([Type.String(), Type.Null()]),
    receivedAt: Instant,
    dueAt: Type.Union([Instant, Type.Null()]),
    explanation: Explanation,
    procedure: Type.Object({ code: Type.String(), version: Type.String() }),
    version: Type.Integer(),
    publicKey: Type.Optional(
      Type.String({ description: 'Printed on the receipt; opens GET /api/public/cases/{dossierCode}' }),
    ),
  }),
);

const Reason = exactly({ reason: Type.String({ minLength: 1, maxLength: 2000 }) });

/** Receiving applications, finding cases, taking an application back. */
export function caseRoutes(app: App): void {
  app.post(
    '/api/cases',
    {
      config: { access: ['officer'] },
      schema: {
        tags: ['officer'],
        summary: 'Receive an application; the moment of receipt is the server’s',
        body: Application,
        response: { 201: Receipt, 404: Problem, 409: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { shell, accounts } = app.services;
      const { unit } = userOf(request);
      const office = (await accounts.units()).find(({ id }) => id === unit);
      if (!office)
        refuse(
          'FORBIDDEN',
          'An application is received by an office, and this account belongs to none; ask an operator to set its unit.',
        );
      const outcome = await startCase(shell, {
        ...request.body,
        unit: office.id,
        unitCode: office.code,
        ...verbRequest(request),
      });
      const receipt = accepted(outcome, reply);
      const { caseId, dossierCode } = receipt;
      reply.header('location', `/api/cases/${String(caseId)}`);
      const keys = await receiptKeys(accounts);
      return reply
        .code(201)
        .send({ ...receipt, ...(typeof dossierCode === 'string' ? { publicKey: keys.keyOf(dossierCode) } : {}) });
    },
  );

  app.get(
    '/api/cases',
    {
      config: { access: ['officer', 'auditor', 'operator'] },
      schema: {
        tags: ['officer'],
        summary: 'Cases, newest first; officers see those of their own unit',
        querystring: Type.Object({
          ...pageQuery,
          state: Type.Optional(oneOf(CASE_STATES)),
          q: Type.Optional(Type.String({ maxLength: 100, description: 'Part of a dossier code' })),
          procedure: Type.Optional(Type.String({ maxLength: 100 })),
        }),
        response: { 200: page(CaseSummary) },
      },
    },
    async (request) => {
      const { store, procedures } = app.services.shell;
      const { state, q, procedure, limit, cursor } = request.query;
      const unit = unitScope(userOf(request));
      const found = await store.listCases(
        {
          ...(state === undefined ? {} : { status: state }),
          ...(unit === undefined ? {} : { unit }),
          ...(procedure === undefined ? {} : { procedureCode: procedure }),
          ...(q === undefined || q === '' ? {} : { text: q }),
        },
        { limit, ...(cursor === undefined ? {} : { cursor }) },
      );
      const items = await Promise.all(
        found.items.map(async (record) => caseSummary(record, await procedures.procedure(record.procedureDigest))),
      );
      return { items, ...(found.nextCursor === undefined ? {} : { nextCursor: found.nextCursor }) };
    },
  );

  app.get(
    '/api/cases/:caseId',
    {
      config: { access: ['officer', 'auditor', 'operator'] },
      schema: {
        tags: ['officer'],
        summary: 'One case: where it stands, its tasks, its incidents, its due date with the reckoning',
        params: CaseParams,
        response: {
          200: Type.Object({
            case: CaseSummary,
            tasks: list(TaskSummary),
            incidents: list(Incident),
            dueAt: Type.Optional(Instant),
            explanation: Explanation,
            publicStatus: Type.Optional(Type.Integer()),
            allowed: list(Type.String()),
          }),
          404: Problem,
        },
      },
    },
    async (request, reply) => {
      const { shell, accounts } = app.services;
      const record = await readableCase(app, request, request.params.caseId);
      const { caseId } = record;
      const procedure = await shell.procedures.procedure(record.procedureDigest);
      const [tasks, incidents, explanation] = await Promise.all([
        shell.store.listTasksOfCase(caseId),
        shell.store.listIncidents({ caseId, includeResolved: true }, { limit: 200 }),
        explanationOf(shell.store, record),
      ]);
      const names = await accounts.namesOf(tasks.flatMap(({ assignee }) => assignee ?? []));
      const actor = actorOf(request);
      reply.header('etag', `"${String(record.version)}"`);
      return {
        case: caseSummary(record, procedure),
        tasks: tasks.map((task) => taskSummary(task, procedure, names, allowedOnTask(task, procedure, actor))),
        incidents: incidents.items.map(incidentView),
        explanation,
        allowed: allowedOnCase(record, actor),
        ...(record.dueAt === undefined ? {} : { dueAt: record.dueAt }),
        ...(record.publicStatus === undefined ? {} : { publicStatus: record.publicStatus }),
      };
    },
  );

  app.post(
    '/api/cases/:caseId/withdraw',
    {
      config: { access: ['officer'] },
      schema: {
        tags: ['officer'],
        summary: 'The applicant takes the application back',
        params: CaseParams,
        body: Reason,
        response: { 200: CaseAnswer, 404: Problem, 409: Problem },
      },
    },
    async (request, reply) => {
      const { caseId } = await readableCase(app, request, request.params.caseId);
      return accepted(
        await withdrawCase(app.services.shell, {
          caseId,
          reason: request.body.reason,
          ...expectedVersion(request),
          ...verbRequest(request),
        }),
        reply,
      );
    },
  );
}

/** The reckoning behind the case's due date stands in the last event that changed its clock. */
async function explanationOf(store: Store, { caseId, clockSeq }: CaseRecord): Promise<readonly ExplanationLine[]> {
  if (clockSeq === undefined) return [];
  const sealed = await store.loadCommitAt(caseId, clockSeq);
  const event = sealed?.commit.events.find(({ seq }) => seq === clockSeq);
  return event?.type === 'StatutoryClockChanged' ? event.explanation : [];
}
