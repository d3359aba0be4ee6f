import type { CommitBatch, ProjectionChanges } from '../commit-batch.ts';
import { rowKey, update, type BatchTable, type Columns, type Row } from './batch-table.ts';

type Renamed = NonNullable<ProjectionChanges['elementsRenamed']>[number];

const KEY_OF: Readonly<Record<Renamed['of'], string>> = {
  timers: 'timer_key',
  subscriptions: 'subscription_key',
  jobs: 'job_key',
  incidents: 'incident_key',
};
const TABLES = ['timers', 'subscriptions', 'jobs', 'incidents'] as const;

/**
 * What goes by another element since its case was migrated. No row is written twice by one batch (PostgreSQL would keep either
 * writing), so one that the batch changes or ends for another reason keeps its old name in the operator's lists; the case
 * itself knows the new one.
 */
export const renames: BatchTable = {
  statements: TABLES.map((table) => {
    const key: Columns = { case_id: 'text', [KEY_OF[table]]: 'integer' };
    return update(table, key, { element_id: 'text' });
  }),
  rows(batch) {
    const touched = touchedIn(batch);
    const renamed = new Map<string, Renamed & { readonly caseId: string }>();
    for (const {
      case: { caseId },
      changes,
    } of batch.entries) {
      for (const one of changes.elementsRenamed ?? []) {
        const name = `${one.of} ${rowKey(caseId, one.key)}`;
        if (!touched.has(name)) renamed.set(name, { ...one, caseId });
      }
    }
    return TABLES.map((table) =>
      [...renamed.values()]
        .filter(({ of }) => of === table)
        .map(({ caseId, key, elementId }): Row => [caseId, key, elementId]),
    );
  },
};

function touchedIn({ entries }: CommitBatch): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const {
    case: { caseId },
    changes,
  } of entries) {
    const touch = (of: Renamed['of'], keys: readonly number[]): void => {
      for (const key of keys) touched.add(`${of} ${rowKey(caseId, key)}`);
    };
    touch('timers', [...changes.timersRemoved, ...changes.timersScheduled.map(({ timerKey }) => timerKey)]);
    touch('subscriptions', [
      ...changes.subscriptionsClosed,
      ...changes.subscriptionsOpened.map(({ subscriptionKey }) => subscriptionKey),
    ]);
    touch('jobs', [
      ...changes.jobsRemoved,
      ...changes.jobsChanged.map(({ jobKey }) => jobKey),
      ...changes.jobsCreated.map(({ jobKey }) => jobKey),
    ]);
    touch('incidents', [
      ...changes.incidentsResolved.map(({ incidentKey }) => incidentKey),
      ...changes.incidentsRaised.map(({ incidentKey }) => incidentKey),
    ]);
  }
  return touched;
}
