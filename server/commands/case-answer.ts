import type { Json, JsonObject } from '../../engine/index.ts';
import type { AcceptedCommand } from './command-request.ts';

/**
 * What a caller is told after a command on a case: its version and status, and the tasks that the command opened. Derived
 * from the events alone, so that it can be stored beside the idempotency key and repeated word for word.
 */
export function caseAnswer(accepted: AcceptedCommand): JsonObject {
  return {
    caseId: accepted.caseId,
    version: accepted.version,
    case: {
      state: accepted.record.status,
      ...(accepted.record.dueAt === undefined ? {} : { dueAt: accepted.record.dueAt }),
    },
    tasks: openedTasks(accepted),
  };
}

function openedTasks(accepted: AcceptedCommand): Json {
  const closed = new Set<number>();
  for (const event of accepted.events) {
    if (event.type === 'UserTaskCompleted' || event.type === 'UserTaskCancelled') closed.add(event.key);
  }
  const opened: Json[] = [];
  for (const event of accepted.events) {
    if (event.type !== 'UserTaskCreated' || closed.has(event.key)) continue;
    opened.push({
      taskId: `${accepted.caseId}:${String(event.key)}`,
      elementId: event.elementId,
      candidateGroups: event.candidateGroups,
      ...(event.assignee === undefined ? {} : { assignee: event.assignee }),
      ...(event.dueAt === undefined ? {} : { dueAt: event.dueAt }),
    });
  }
  return opened;
}
