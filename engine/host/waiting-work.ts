import { find } from '../execute/table.ts';
import type { JsonObject } from '../model/json.ts';
import type { Board } from './board.ts';
import { deliverAll } from './delivery.ts';
import type { TaskFailure } from './host.ts';
import { elementsAt, isIn, locate, nothingWaits } from './look-up.ts';
import { ask } from './run-command.ts';

/** What the world does where a token waits: work is done, work fails, something happens. */

export function completeTask(board: Board, instanceId: string, elementId: string, variables: JsonObject): void {
  const located = locate(board, instanceId);
  const { caseId, state } = located;
  for (const { key, type } of elementsAt(located, elementId)) {
    if (find(state.tasks, key) !== undefined) {
      ask(board, caseId, { type: 'CompleteUserTask', taskKey: key, submission: variables, enforceForm: false });
    } else if (find(state.jobs, key) !== undefined) {
      reviveJob(board, caseId, key);
      ask(board, caseId, { type: 'CompleteJob', jobKey: key, variables });
    } else if (type === 'receiveTask' && state.subscriptions.some(({ elementKey }) => elementKey === key)) {
      ask(board, caseId, { type: 'TriggerElement', elementId, elementKey: key, variables });
    } else continue;
    deliverAll(board);
    return;
  }
  throw nothingWaits(board, instanceId, elementId);
}

export function failTask(board: Board, instanceId: string, elementId: string, failure: TaskFailure): void {
  const located = locate(board, instanceId);
  const { caseId, state } = located;
  const { errorCode, message, variables } = failure;
  const said = message === undefined ? {} : { message };
  const task = elementsAt(located, elementId).find(
    ({ key, type }) =>
      find(state.tasks, key) !== undefined || find(state.jobs, key) !== undefined || type === 'receiveTask',
  );
  if (task === undefined) throw nothingWaits(board, instanceId, elementId);
  const isJob = find(state.jobs, task.key) !== undefined;
  reviveJob(board, caseId, task.key);
  if (isJob && errorCode === undefined) {
    ask(board, caseId, { type: 'FailJob', jobKey: task.key, retries: 0, message: message ?? 'The task failed.' });
  } else {
    const data = variables === undefined ? {} : { variables };
    ask(board, caseId, {
      type: 'ThrowJobError',
      jobKey: task.key,
      errorCode: errorCode ?? '',
      ...said,
      ...data,
    });
  }
  deliverAll(board);
}

export function fireEvent(board: Board, instanceId: string, elementId: string, variables: JsonObject): void {
  const { caseId, state, key } = locate(board, instanceId);
  const [wait] = [...state.timers, ...state.subscriptions]
    .filter((one) => one.elementId === elementId && isIn(state, one.elementKey, key))
    .sort((one, other) => one.key - other.key);
  ask(board, caseId, {
    type: 'TriggerElement',
    elementId,
    variables,
    ...(wait === undefined ? {} : { elementKey: wait.elementKey }),
  });
  deliverAll(board);
}

/** Puts a job that stands with an incident back in order, so that it can be completed or failed again. */
function reviveJob(board: Board, caseId: string, key: number): void {
  const state = board.cases.get(caseId)?.state;
  const status = find(state?.jobs ?? [], key)?.status;
  const incident = state?.incidents.find(({ elementKey, phase }) => elementKey === key && phase === 'job');
  if (status === undefined || status === 'created' || incident === undefined) return;
  ask(board, caseId, { type: 'ResolveIncident', incidentKey: incident.key });
}
