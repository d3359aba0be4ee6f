import type { CaseEvent, JsonObject, Procedure } from '../../engine/index.ts';
import type { Refusal } from '../errors.ts';
import type { CaseRecord, ProcedureVersionSummary } from '../store/records.ts';
import type { CaseMigration, CaseMigrationResult } from '../store/case-migration-records.ts';
import type { RequestedCommand } from './command-request.ts';
import { SYSTEM_ACTOR, type Shell } from './shell.ts';

/**
 * Moves the running cases of one version to another, by an article and with a ground. An analyst prepares it over a dry run;
 * where the installation asks for two persons, another one approves it; then it runs in batches and reports on every case.
 */

export interface MigrationRequest {
  readonly code: string;
  /** Labels of versions. */
  readonly from: string;
  readonly to: string;
  readonly act: string;
  readonly ground: string;
  readonly mapping: Readonly<Record<string, string>>;
}

type Failed = { readonly ok: false; readonly rejection: Refusal };
export type MigrationOutcome = { readonly ok: true; readonly migration: CaseMigration } | Failed;

/** What would become of one case. */
export interface ForeseenMigration {
  readonly record: CaseRecord;
  readonly outcome: CaseMigrationResult['outcome'];
  /** Codes and words: why not, and what should be looked at. */
  readonly findings: readonly JsonObject[];
  /** What would happen, and in which state the case would be after it. */
  readonly events: readonly CaseEvent[];
}

/** Tries the migration of some cases without writing anything: the very command is decided, and forgotten. */
export async function foreseeMigration(
  shell: Shell,
  request: MigrationRequest & { readonly by: string },
  page: { readonly limit: number; readonly cursor?: string },
): Promise<
  | {
      readonly ok: true;
      readonly cases: readonly ForeseenMigration[];
      readonly nextCursor?: string;
      readonly target: Procedure;
    }
  | Failed
> {
  const versions = await bothVersions(shell, request);
  if ('rejection' in versions) return versions;
  const target = await shell.procedures.procedure(versions.to.digest);
  const found = await shell.store.listCases({ status: 'active', procedureDigest: versions.from.digest }, page);
  const cases: ForeseenMigration[] = [];
  for (const record of found.items) {
    const command = migrateCommand(record.caseId, target, request, { preparedBy: request.by });
    const foreseen = await shell.handler.foresee({ command });
    if (!foreseen.ok && !isAboutTheCase(foreseen.rejection)) return foreseen;
    cases.push({
      record,
      outcome: foreseen.ok ? (foreseen.events.length === 0 ? 'already-there' : 'migrated') : 'refused',
      findings: foreseen.ok ? [] : findingsOf(foreseen.rejection),
      events: foreseen.ok ? foreseen.events : [],
    });
  }
  return { ok: true, cases, target, ...(found.nextCursor === undefined ? {} : { nextCursor: found.nextCursor }) };
}

/** Writes the order down. It runs at once, or waits for a second person. */
export async function prepareMigration(
  shell: Shell,
  request: MigrationRequest & { readonly by: string; readonly needsApproval: boolean },
): Promise<MigrationOutcome> {
  const versions = await bothVersions(shell, request);
  if ('rejection' in versions) return versions;
  const refused = await refuseOrder(shell, request, await shell.procedures.procedure(versions.to.digest));
  if (refused !== undefined) return { ok: false, rejection: refused };
  const { code: procedureCode, act, ground, mapping, by: preparedBy, needsApproval } = request;
  const id = shell.newId();
  const migration: CaseMigration = {
    id,
    procedureCode,
    from: { version: versions.from.version, digest: versions.from.digest },
    to: { version: versions.to.version, digest: versions.to.digest },
    act,
    ground,
    mapping,
    status: needsApproval ? 'proposed' : 'running',
    preparedBy,
    preparedAt: shell.now(),
    migrated: 0,
    refused: 0,
    alreadyThere: 0,
  };
  await shell.store.insertCaseMigration(migration);
  return { ok: true, migration };
}

/** A second person lets it run. */
export async function approveMigration(shell: Shell, id: string, by: string): Promise<MigrationOutcome> {
  const found = await shell.store.getCaseMigration(id);
  if (found?.preparedBy === by) {
    return {
      ok: false,
      rejection: {
        code: 'MIGRATION_SECOND_PERSON',
        message: 'Whoever prepares a migration may not approve it; a second analyst must.',
      },
    };
  }
  return settle(shell, id, 'running', by);
}

/** It does not happen: whoever prepared it takes it back, or another analyst turns it down. */
export function withdrawMigration(shell: Shell, id: string, by: string): Promise<MigrationOutcome> {
  return settle(shell, id, 'withdrawn', by);
}

/** Moves some cases, one command each, and says what became of them. A case that was moved before is left as it is. */
export async function migrateBatch(
  shell: Shell,
  migration: Pick<CaseMigration, 'id' | 'to' | 'act' | 'ground' | 'mapping' | 'preparedBy' | 'approvedBy'>,
  records: readonly CaseRecord[],
): Promise<readonly CaseMigrationResult[]> {
  const target = await shell.procedures.procedure(migration.to.digest);
  const { id, preparedBy, approvedBy } = migration;
  const order = { id, preparedBy, ...(approvedBy === undefined ? {} : { approvedBy }) };
  return Promise.all(
    records.map(async ({ caseId, dossierCode }): Promise<CaseMigrationResult> => {
      const outcome = await shell.handler.handle({
        command: migrateCommand(caseId, target, migration, order),
        answer: ({ events }) => ({ moved: events.length > 0 }),
      });
      const moved = outcome.ok && outcome.answer['moved'] === true;
      return {
        caseId,
        ...(dossierCode === undefined ? {} : { dossierCode }),
        outcome: outcome.ok ? (moved ? 'migrated' : 'already-there') : 'refused',
        findings: outcome.ok ? [] : findingsOf(outcome.rejection),
        at: shell.now(),
      };
    }),
  );
}

async function settle(
  shell: Shell,
  id: string,
  status: 'running' | 'withdrawn',
  by: string,
): Promise<MigrationOutcome> {
  const done = await shell.store.settleCaseMigration(id, { status, by, at: shell.now() });
  const migration = await shell.store.getCaseMigration(id);
  if (migration === undefined) return { ok: false, rejection: notFound(id) };
  if (done) return { ok: true, migration };
  return {
    ok: false,
    rejection: {
      code: 'MIGRATION_NOT_PROPOSED',
      message: `The migration is ${migration.status} and waits for nobody; read it again.`,
    },
  };
}

export function notFound(id: string): Refusal {
  return { code: 'MIGRATION_NOT_FOUND', message: `There is no migration ${id}.` };
}

/** Both versions as they are published; the second must not be the first. */
async function bothVersions(
  shell: Shell,
  { code, from, to }: MigrationRequest,
): Promise<{ readonly from: ProcedureVersionSummary; readonly to: ProcedureVersionSummary } | Failed> {
  const versions = (await shell.procedures.versions()).filter((version) => version.code === code);
  const [source, target] = [from, to].map((label) => versions.find(({ version }) => version === label));
  if (source !== undefined && target !== undefined) return { from: source, to: target };
  const missing = source === undefined ? from : to;
  return {
    ok: false,
    rejection: { code: 'VERSION_NOT_FOUND', message: `Procedure ${code} has no published version ${missing}.` },
  };
}

/** What stands against the order itself, whatever the case: asked of the engine over any case, and without one of its rule. */
async function refuseOrder(
  shell: Shell,
  request: MigrationRequest & { readonly by: string },
  target: Procedure,
): Promise<Refusal | undefined> {
  const page = await shell.store.listCases({ status: 'active', procedureCode: request.code }, { limit: 1 });
  const [any] = page.items;
  if (any === undefined) return undefined;
  const command = migrateCommand(any.caseId, target, request, { preparedBy: request.by });
  const foreseen = await shell.handler.foresee({ command });
  return foreseen.ok || isAboutTheCase(foreseen.rejection) ? undefined : foreseen.rejection;
}

/** Told in the report of the case; any other refusal is about the order. */
function isAboutTheCase({ code }: Refusal): boolean {
  return code === 'MIGRATION_REFUSED' || code === 'CASE_ENDED' || code === 'CASE_NOT_FOUND' || code === 'STAFF_MISSING';
}

function migrateCommand(
  caseId: string,
  target: Procedure,
  { act, ground, mapping }: Pick<MigrationRequest, 'act' | 'ground' | 'mapping'>,
  order: NonNullable<Extract<RequestedCommand, { type: 'MigrateCase' }>['order']>,
): Extract<RequestedCommand, { type: 'MigrateCase' }> {
  return { type: 'MigrateCase', caseId, by: SYSTEM_ACTOR, target, act, ground, mapping, order };
}

/** What the engine found, or, where it says nothing more, the refusal itself. */
function findingsOf({ code, message, details }: Refusal): readonly JsonObject[] {
  const findings = details?.['findings'];
  if (Array.isArray(findings) && findings.length > 0) return findings.filter(isObject);
  return [{ code, severity: 'refusal', text: { vi: message, en: message } }];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
