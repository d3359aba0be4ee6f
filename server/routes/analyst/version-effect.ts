import { Type } from 'typebox';
import type { Governing } from '../../../engine/index.ts';
import type { App } from '../../plugins/app-type.ts';
import { enterVersionAct } from '../../commands/enter-version-act.ts';
import { anchorDates, governingVersion } from '../../commands/governing-version.ts';
import { refuse, RefusedError } from '../../errors.ts';
import { userOf } from '../../plugins/authentication.ts';
import { exactly, list, oneOf } from '../../plugins/schemas.ts';
import type { CaseRecord, ProcedureVersionSummary } from '../../store/records.ts';
import { readableCase } from '../case-access.ts';
import { migrationsIn } from '../case-versions.ts';
import { Person, personsOf } from '../persons.ts';
import { Problem } from '../schemas/problem.ts';
import { EffectivePeriod, VersionAct, VERSION_STATUSES } from '../schemas/procedure.ts';
import { CaseParams, LocalizedText } from '../schemas/shared.ts';

const LocalDate = Type.String({ format: 'date', description: 'YYYY-MM-DD, local' });

/** Which version governs, and why; the answer stands in the first line of `because`. */
const GoverningAnswer = Type.Object({
  governed: Type.Boolean(),
  version: Type.Optional(Type.String()),
  by: Type.Optional(oneOf(['INTERVAL', 'TRANSITION'])),
  anchor: Type.Optional(oneOf(['received', 'submitted', 'postmarked', 'decided'])),
  date: Type.Optional(LocalDate),
  reason: Type.Optional(oneOf(['NO_VERSION', 'NOT_YET', 'ENDED', 'SUSPENDED', 'GAP'])),
  because: list(LocalizedText),
});

const CaseGoverning = Type.Object({
  /** The version that the case is pinned to. */
  code: Type.String(),
  version: Type.String(),
  /** How it was chosen when the case was received; absent on cases from before that was kept. */
  chosen: Type.Optional(
    Type.Object({
      by: oneOf(['INTERVAL', 'TRANSITION']),
      anchor: oneOf(['received', 'submitted', 'postmarked', 'decided']),
      date: LocalDate,
      because: list(LocalizedText),
    }),
  ),
  /** The acts by which it came under another version since, in order. */
  migrations: list(
    Type.Object({
      at: Type.String(),
      from: Type.String(),
      to: Type.String(),
      act: Type.String(),
      ground: Type.String(),
      preparedBy: Type.Optional(Person),
      approvedBy: Type.Optional(Person),
    }),
  ),
  /** What would be chosen for the same dates under the acts that are known now. */
  today: GoverningAnswer,
});

/** When versions govern: which one, why, and the acts that open and close their intervals. */
export function versionEffectRoutes(app: App): void {
  app.get(
    '/api/procedures/:code/governing',
    {
      config: { access: ['analyst', 'officer', 'auditor', 'operator'] },
      schema: {
        tags: ['analyst'],
        summary: 'Which version governs a case with these dates, and why',
        params: exactly({ code: Type.String({ maxLength: 100 }) }),
        querystring: exactly({
          received: LocalDate,
          submitted: Type.Optional(LocalDate),
          postmarked: Type.Optional(LocalDate),
          decided: Type.Optional(LocalDate),
        }),
        response: { 200: GoverningAnswer, 404: Problem },
      },
    },
    async (request) => {
      const found = await governingVersion(app.services.shell, request.params.code, request.query);
      if (found === undefined)
        refuse('PROCEDURE_NOT_FOUND', `No procedure with code ${request.params.code} is published.`);
      return answerOf(found.answer);
    },
  );

  app.get(
    '/api/cases/:caseId/governing',
    {
      config: { access: ['officer', 'auditor', 'operator'] },
      schema: {
        tags: ['officer'],
        summary: 'Which version governs a case and why: as it was chosen, and as it would be today',
        params: CaseParams,
        response: { 200: CaseGoverning, 404: Problem },
      },
    },
    async (request) => {
      const { shell } = app.services;
      const record = await readableCase(app, request, request.params.caseId);
      const first = (await shell.store.loadCommitAt(record.caseId, 1))?.commit.events[0];
      const started = first?.type === 'CaseStarted' ? first : undefined;
      const receipt = started?.receipt ?? { receivedAt: record.startedAt };
      const dates = anchorDates(receipt, shell.calendars.timeZone);
      const today = await governingVersion(shell, record.procedureCode, dates);
      return {
        code: record.procedureCode,
        version: record.procedureVersion,
        ...(started?.governing === undefined ? {} : { chosen: started.governing }),
        migrations: await migrationsOf(app, record, started?.procedureDigest),
        today: answerOf(today?.answer ?? { governed: false, reason: 'NO_VERSION', because: [] }),
      };
    },
  );

  app.post(
    '/api/procedures/:code/versions/:version/acts',
    {
      config: { access: ['analyst'], rememberAnswer: true },
      schema: {
        tags: ['analyst'],
        summary: 'Enter a legal act that suspends a version, brings it back, or ends it, from a date on',
        params: exactly({ code: Type.String({ maxLength: 100 }), version: Type.String({ maxLength: 100 }) }),
        body: exactly({
          kind: oneOf(['SUSPEND', 'REINSTATE', 'REPEAL']),
          from: LocalDate,
          act: Type.String({ minLength: 1, maxLength: 200, description: 'As it is cited: 09/2026/NQ-CP' }),
          note: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
        }),
        response: {
          201: Type.Object({
            status: oneOf(VERSION_STATUSES),
            effective: list(EffectivePeriod),
            acts: list(VersionAct),
          }),
          404: Problem,
          409: Problem,
        },
      },
    },
    async (request, reply) => {
      const outcome = await enterVersionAct(app.services.shell, {
        ...request.params,
        ...request.body,
        by: userOf(request).id,
      });
      if (!outcome.ok) throw new RefusedError(outcome.rejection);
      const { status, effective } = outcome.version;
      return reply.code(201).send({ status, effective, acts: await actsOf(app, outcome.version) });
    },
  );
}

/** Read from history only where the case is not under the version any more that it began with. */
async function migrationsOf(app: App, record: CaseRecord, first: string | undefined) {
  if (first === undefined || first === record.procedureDigest) return [];
  const sealed = await app.services.shell.store.loadCommits(record.caseId, {});
  const migrations = migrationsIn(sealed.map(({ commit }) => commit));
  const nameOf = await personsOf(
    app,
    migrations.flatMap(({ event: { order } }) => [order?.preparedBy ?? [], order?.approvedBy ?? []].flat()),
  );
  return migrations.map(({ at, event: { from, to, act, ground, order } }) => ({
    at,
    from: from.version ?? from.digest,
    to: to.version ?? to.digest,
    act,
    ground,
    ...(order === undefined ? {} : { preparedBy: nameOf(order.preparedBy) }),
    ...(order?.approvedBy === undefined ? {} : { approvedBy: nameOf(order.approvedBy) }),
  }));
}

/** The acts on a version with the names of those who entered them. */
export async function actsOf(app: App, { acts }: Pick<ProcedureVersionSummary, 'acts'>) {
  const nameOf = await personsOf(
    app,
    acts.map(({ recordedBy }) => recordedBy),
  );
  return acts.map((act) => ({ ...act, recordedBy: nameOf(act.recordedBy) }));
}

function answerOf(answer: Governing) {
  const { because } = answer;
  if (!answer.governed) return { governed: false, reason: answer.reason, because };
  const { version, by, anchor, date } = answer;
  return { governed: true, version, by, anchor, date, because };
}
