import { Type } from 'typebox';
import { explainHistory, type CaseEvent, type Procedure } from '../../../engine/index.ts';
import {
  approveMigration,
  foreseeMigration,
  notFound,
  prepareMigration,
  withdrawMigration,
  type ForeseenMigration,
  type MigrationOutcome,
} from '../../commands/migrate-cases.ts';
import { RefusedError } from '../../errors.ts';
import type { App } from '../../plugins/app-type.ts';
import { userOf } from '../../plugins/authentication.ts';
import { exactly, list, oneOf } from '../../plugins/schemas.ts';
import type { CaseMigration } from '../../store/case-migration-records.ts';
import { Person, personsOf } from '../persons.ts';
import { Problem } from '../schemas/problem.ts';
import { LocalizedText, page, pageQuery } from '../schemas/shared.ts';
import { needsSecondPerson } from './publication.ts';

const Label = Type.String({ minLength: 1, maxLength: 100 });
const OUTCOMES = ['migrated', 'refused', 'already-there'] as const;

const Order = {
  from: Label,
  to: Label,
  act: Type.String({
    minLength: 1,
    maxLength: 300,
    description: 'Article of an act of the newer version: 217/2026/NĐ-CP#54.1',
  }),
  ground: Type.String({
    minLength: 1,
    maxLength: 2000,
    description: 'Why, in words; stays in the history of every case',
  }),
  mapping: Type.Optional(
    Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 200 }), {
      description: 'Elements of the older version by elements of the newer, where the same id will not do',
    }),
  ),
};

const Finding = Type.Object({
  code: Type.String(),
  severity: oneOf(['refusal', 'warning', 'note']),
  /** Element of the older version. */
  elementId: Type.Optional(Type.String()),
  targetId: Type.Optional(Type.String()),
  /** Element of the same kind and name in the newer version, for the analyst to confirm. */
  suggestion: Type.Optional(Type.String()),
  text: LocalizedText,
});

const Foreseen = Type.Object({
  caseId: Type.String(),
  dossierCode: Type.Optional(Type.String()),
  outcome: oneOf(OUTCOMES),
  findings: list(Finding),
  /** What would happen, in words, in order. */
  changes: list(LocalizedText),
});

const Migration = Type.Object({
  id: Type.String(),
  procedureCode: Type.String(),
  from: Type.String(),
  to: Type.String(),
  act: Type.String(),
  ground: Type.String(),
  mapping: Type.Record(Type.String(), Type.String()),
  status: oneOf(['proposed', 'running', 'finished', 'withdrawn']),
  preparedBy: Person,
  preparedAt: Type.String(),
  approvedBy: Type.Optional(Person),
  approvedAt: Type.Optional(Type.String()),
  finishedAt: Type.Optional(Type.String()),
  migrated: Type.Integer(),
  refused: Type.Integer(),
  alreadyThere: Type.Integer(),
});

const Result = Type.Object({
  caseId: Type.String(),
  dossierCode: Type.Optional(Type.String()),
  outcome: oneOf(OUTCOMES),
  findings: list(Finding),
  at: Type.String(),
});

const CodeParams = exactly({ code: Type.String({ maxLength: 100 }) });
const MigrationParams = exactly({ migrationId: Type.String({ maxLength: 100 }) });

/** Moving the running cases of a version to another: the dry run, the order, the second person, the report. */
export function caseMigrationRoutes(app: App): void {
  app.post(
    '/api/procedures/:code/migrations/preview',
    {
      // A dry run changes nothing.
      config: { access: ['analyst'], idempotencyKey: false },
      schema: {
        tags: ['analyst'],
        summary: 'What would become of each running case of a version under another; nothing is changed',
        params: CodeParams,
        querystring: exactly(pageQuery),
        body: exactly(Order),
        response: { 200: page(Foreseen), 403: Problem, 404: Problem, 422: Problem },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const { code } = request.params;
      const outcome = await foreseeMigration(
        app.services.shell,
        { code, mapping: {}, ...request.body, by: userOf(request).id },
        { limit, ...(cursor === undefined ? {} : { cursor }) },
      );
      if (!outcome.ok) throw new RefusedError(outcome.rejection);
      const { cases, target, nextCursor } = outcome;
      return {
        items: cases.map((one) => foreseenView(one, target)),
        ...(nextCursor === undefined ? {} : { nextCursor }),
      };
    },
  );

  app.post(
    '/api/procedures/:code/migrations',
    {
      config: { access: ['analyst'], rememberAnswer: true },
      schema: {
        tags: ['analyst'],
        summary: 'Order the migration; it runs at once, or after a second analyst has approved it',
        params: CodeParams,
        body: exactly(Order),
        response: { 201: Migration, 403: Problem, 404: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const outcome = await prepareMigration(app.services.shell, {
        code: request.params.code,
        mapping: {},
        ...request.body,
        by: userOf(request).id,
        needsApproval: await needsSecondPerson(app.services),
      });
      return reply.code(201).send(await answer(app, outcome));
    },
  );

  app.get(
    '/api/procedures/:code/migrations',
    {
      config: { access: ['analyst', 'auditor', 'operator'] },
      schema: {
        tags: ['analyst'],
        summary: 'Migrations of running cases, newest first',
        params: CodeParams,
        response: { 200: Type.Object({ items: list(Migration) }) },
      },
    },
    async (request) => ({
      items: await viewsOf(app, await app.services.shell.store.listCaseMigrations(request.params.code)),
    }),
  );

  app.get(
    '/api/migrations/:migrationId',
    {
      config: { access: ['analyst', 'auditor', 'operator'] },
      schema: {
        tags: ['analyst'],
        summary: 'A migration and how far it has come',
        params: MigrationParams,
        response: { 200: Migration, 404: Problem },
      },
    },
    async (request) => {
      const { migrationId } = request.params;
      const migration = await app.services.shell.store.getCaseMigration(migrationId);
      return answer(
        app,
        migration === undefined ? { ok: false, rejection: notFound(migrationId) } : { ok: true, migration },
      );
    },
  );

  app.get(
    '/api/migrations/:migrationId/cases',
    {
      config: { access: ['analyst', 'auditor', 'operator'] },
      schema: {
        tags: ['analyst'],
        summary: 'The report: what became of each case, and why',
        params: MigrationParams,
        querystring: exactly({ ...pageQuery, outcome: Type.Optional(oneOf(OUTCOMES)) }),
        response: { 200: page(Result) },
      },
    },
    async (request) => {
      const { limit, cursor, outcome } = request.query;
      const found = await app.services.shell.store.listCaseMigrationResults(
        request.params.migrationId,
        outcome === undefined ? {} : { outcome },
        { limit, ...(cursor === undefined ? {} : { cursor }) },
      );
      return {
        items: found.items.map(({ findings, ...result }) => ({ ...result, findings: findings.map(findingView) })),
        ...(found.nextCursor === undefined ? {} : { nextCursor: found.nextCursor }),
      };
    },
  );

  for (const [verb, settle, summary] of [
    ['approve', approveMigration, 'Let a migration run that another analyst has prepared'],
    ['withdraw', withdrawMigration, 'Take a migration back, or turn it down, before it runs'],
  ] as const) {
    app.post(
      `/api/migrations/:migrationId/${verb}`,
      {
        config: { access: ['analyst'], rememberAnswer: true, optionalBody: true },
        schema: {
          tags: ['analyst'],
          summary,
          params: MigrationParams,
          body: exactly({}),
          response: { 200: Migration, 403: Problem, 404: Problem, 409: Problem },
        },
      },
      async (request) => answer(app, await settle(app.services.shell, request.params.migrationId, userOf(request).id)),
    );
  }
}

async function answer(app: App, outcome: MigrationOutcome) {
  if (!outcome.ok) throw new RefusedError(outcome.rejection);
  const [view] = await viewsOf(app, [outcome.migration]);
  if (view === undefined) throw new Error('A migration has no view.');
  return view;
}

async function viewsOf(app: App, migrations: readonly CaseMigration[]) {
  const persons = migrations.flatMap(({ preparedBy, approvedBy }) => [
    preparedBy,
    ...(approvedBy === undefined ? [] : [approvedBy]),
  ]);
  const nameOf = await personsOf(app, persons);
  return migrations.map(({ from, to, preparedBy, approvedBy, mapping, ...rest }) => ({
    ...rest,
    mapping: { ...mapping },
    from: from.version,
    to: to.version,
    preparedBy: nameOf(preparedBy),
    ...(approvedBy === undefined ? {} : { approvedBy: nameOf(approvedBy) }),
  }));
}

/** The story that the case would have, told as if it had happened, without the line that says so, and what was found on the way. */
function foreseenView({ record, outcome, findings, events }: ForeseenMigration, target: Procedure) {
  const { caseId, dossierCode } = record;
  const moved = events.find(
    (event): event is Extract<CaseEvent, { type: 'CaseMigrated' }> => event.type === 'CaseMigrated',
  );
  const warnings = (moved?.warnings ?? []).map((text) => ({ code: 'WARNING', severity: 'warning' as const, text }));
  const told = explainHistory(
    [{ caseId, firstSeq: 1, at: '', by: { kind: 'system', id: 'system' }, commandType: '', events }],
    { procedure: target },
  );
  return {
    caseId,
    ...(dossierCode === undefined ? {} : { dossierCode }),
    outcome,
    findings: [...findings.map(findingView), ...warnings],
    changes: told.filter(({ type, level }) => level === 'story' && type !== 'CaseMigrated').map(({ text }) => text),
  };
}

function findingView(finding: CaseMigrationFinding) {
  const { code, severity, elementId, targetId, suggestion, text } = finding;
  return {
    code: String(code),
    severity: severityOf(severity),
    ...(typeof elementId === 'string' ? { elementId } : {}),
    ...(typeof targetId === 'string' ? { targetId } : {}),
    ...(typeof suggestion === 'string' ? { suggestion } : {}),
    text: textOf(text),
  };
}
type CaseMigrationFinding = ForeseenMigration['findings'][number];

function severityOf(severity: unknown): 'refusal' | 'warning' | 'note' {
  return severity === 'warning' || severity === 'note' ? severity : 'refusal';
}

function textOf(text: unknown): { readonly vi: string; readonly en?: string } {
  const has = (name: 'vi' | 'en'): string | undefined => {
    if (typeof text !== 'object' || text === null || !(name in text)) return undefined;
    const value: unknown = Reflect.get(text, name);
    return typeof value === 'string' ? value : undefined;
  };
  const en = has('en');
  return { vi: has('vi') ?? '', ...(en === undefined ? {} : { en }) };
}
