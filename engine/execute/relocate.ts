import { writable, type Draft } from './draft.ts';
import type { CaseMigrated, Relocated, UserTaskMigrated } from './event.ts';
import type { ElementInstance, OpenTask, Rows } from './state.ts';

/** Folds a migration into a case: everything in it goes by the elements of the newer version. Decides nothing. */
export function relocate(draft: Draft, event: CaseMigrated): void {
  const { state } = draft;
  state.procedureDigest = event.to.digest;
  state.processId = event.processId;
  const elements = byKey(event.elements);
  const processes = new Map<string, string>();
  for (const { key, type, elementId } of state.elements) {
    if (type === 'process') processes.set(elementId, elements.get(key)?.to ?? elementId);
  }
  each(draft, 'elements', (instance): ElementInstance => ({
    ...instance,
    elementId: elements.get(instance.key)?.to ?? instance.elementId,
    processId: processes.get(instance.processId) ?? instance.processId,
  }));
  each(draft, 'tasks', (task) => ({ ...task, elementId: elements.get(task.key)?.to ?? task.elementId }));
  const tokens = byKey(event.tokens);
  each(draft, 'tokens', (token) => ({ ...token, flowId: tokens.get(token.key)?.to ?? token.flowId }));
  const timers = byKey(event.timers);
  each(draft, 'timers', (wait) => waitAfter(wait, timers.get(wait.key)));
  const subscriptions = byKey(event.subscriptions);
  each(draft, 'subscriptions', (wait) => waitAfter(wait, subscriptions.get(wait.key)));
  const incidents = byKey(event.incidents);
  each(draft, 'incidents', (incident) => ({
    ...incident,
    elementId: incidents.get(incident.key)?.to ?? incident.elementId,
  }));
  const compensations = byKey(event.compensations);
  each(draft, 'compensations', (compensation) => {
    const after = compensations.get(compensation.key);
    if (after === undefined) return compensation;
    const { handlerId: _, ...rest } = compensation;
    return { ...rest, activityId: after.to, ...(after.handlerId === undefined ? {} : { handlerId: after.handlerId }) };
  });
  const completed = new Map(event.completed.map(({ from, to }) => [from, to]));
  if (completed.size > 0) {
    state.completions = state.completions.map((page) =>
      page.map((done) => ({ ...done, elementId: completed.get(done.elementId) ?? done.elementId })),
    );
  }
}

/** An open task as the newer version has it; who holds it is told by events of its own. */
export function rewriteTask(task: OpenTask, event: UserTaskMigrated): OpenTask {
  const { key, status, assignee, onBehalfOf } = task;
  const { elementId, candidateGroups, candidateUsers, formId, timeLimit, dueAt, countedFrom, alerts, byRule } = event;
  return {
    key,
    elementId,
    status,
    ...(assignee === undefined ? {} : { assignee }),
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    ...(byRule === undefined ? {} : { byRule }),
    candidateGroups,
    candidateUsers,
    ...(formId === undefined ? {} : { formId }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(timeLimit === undefined ? {} : { timeLimit }),
    ...(countedFrom === undefined ? {} : { countedFrom }),
    ...(alerts === undefined ? {} : { alerts }),
  };
}

function each<Name extends keyof Rows>(draft: Draft, name: Name, change: (row: Rows[Name]) => Rows[Name]): void {
  const table = writable(draft, name);
  for (const [index, row] of table.entries()) table[index] = change(row);
}

function byKey<T extends Relocated>(rows: readonly T[]): ReadonlyMap<number, T> {
  return new Map(rows.map((row) => [row.key, row]));
}

function waitAfter<T extends { readonly elementId: string; readonly interrupting: boolean }>(
  wait: T,
  after: CaseMigrated['timers'][number] | undefined,
): T {
  return after === undefined ? wait : { ...wait, elementId: after.to, interrupting: after.interrupting };
}
