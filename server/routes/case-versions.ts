import type { CaseEvent, Commit } from '../../engine/index.ts';

/** A migration of a case, with when it happened. */
export interface MigrationOfCase {
  readonly at: string;
  readonly event: Extract<CaseEvent, { type: 'CaseMigrated' }> & { readonly seq: number };
}

/** The migrations in a history, in order. */
export function migrationsIn(commits: readonly Commit[]): readonly MigrationOfCase[] {
  return commits.flatMap(({ at, events }) =>
    events.flatMap((event) => (event.type === 'CaseMigrated' ? [{ at, event }] : [])),
  );
}

/** Digest of the version that a case ran under at an event; `latest` is what it is pinned to now. */
export function digestAt(commits: readonly Commit[], seq: number, latest: string): string {
  const later = migrationsIn(commits).find(({ event }) => event.seq > seq);
  return later?.event.from.digest ?? latest;
}

/** Digests of all versions that a case has run under. */
export function digestsOf(commits: readonly Commit[], latest: string): readonly string[] {
  return [...new Set([...migrationsIn(commits).map(({ event }) => event.from.digest), latest])];
}
