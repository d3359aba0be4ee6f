import type { JsonObject } from '../model/json.ts';
import { find } from '../execute/table.ts';
import { clockOf, type Board, type Published, type PublishedMessage, type PublishedSignal } from './board.ts';
import { latestProcesses } from './deployments.ts';
import { ask, begin } from './run-command.ts';
import type { HeldMessage } from './snapshot.ts';
import { startsFor, type StartTrigger } from './start-triggers.ts';
import type { MessageResult } from './views.ts';
import { instanceIdOf, type OpenSubscription } from './waits-index.ts';

/**
 * Who receives what is published. A message has one receiver, a signal everyone who waits for it.
 *
 * @source BPMN 2.0.2 §10.5.1 (publication, direct resolution), §13.2, §8.4.2 (correlation)
 */
export function deliver(board: Board, published: Published): MessageResult {
  return published.kind === 'message' ? deliverMessage(board, published) : deliverSignal(board, published);
}

/** Delivers all that is in the outbox, first in, first out, and what that publishes in turn. */
export function deliverAll(board: Board): void {
  for (let next = board.outbox.shift(); next !== undefined; next = board.outbox.shift()) deliver(board, next);
}

function deliverMessage(board: Board, message: PublishedMessage): MessageResult {
  const { name, correlationKey, variables, timeToLive, origin } = message;
  board.counters.messages += 1;
  const messageId = `message-${board.counters.messages}`;
  const keyed = correlationKey === undefined ? {} : { correlationKey };
  for (const wait of board.waits.subscriptions.values()) {
    const matches = wait.correlationKey === undefined || wait.correlationKey === correlationKey;
    if (wait.kind !== 'message' || wait.name !== name || !matches) continue;
    const instanceId = waitingInstance(board, wait);
    ask(board, wait.caseId, { type: 'CorrelateMessage', subscriptionKey: wait.key, messageId, variables });
    return { delivered: [instanceId], started: [] };
  }
  const [start] = startsFor(latestProcesses(board.deployments), 'message', name, clockOf(board));
  if (start?.together !== undefined) {
    const { processId, startEventId } = start;
    board.held = [...board.held, { messageId, processId, startEventId, name, variables, ...keyed }];
    return startTogether(board, start, start.together, correlationKey);
  }
  if (start !== undefined) {
    const trigger = { kind: 'message' as const, name, ...keyed };
    return { delivered: [], started: [begin(board, start, variables, trigger, origin)] };
  }
  if (timeToLive > 0) {
    board.buffered = [...board.buffered, { messageId, name, variables, expiresAt: board.now + timeToLive, ...keyed }];
  }
  return { delivered: [], started: [] };
}

/**
 * A parallel multiple start event creates an instance when every message that it names has come in one conversation: with
 * the same correlation key, or all of them without.
 *
 * @source BPMN 2.0.2 §13.2 ("a Start Event with the Multiple parallel event type"), §10.5.2 (Parallel Multiple)
 */
function startTogether(
  board: Board,
  start: StartTrigger,
  names: readonly string[],
  correlationKey: string | undefined,
): MessageResult {
  const here = board.held.filter(
    (held) => held.startEventId === start.startEventId && held.processId === start.processId,
  );
  const taken: HeldMessage[] = [];
  for (const name of names) {
    const next = here.find(
      (held) => held.name === name && held.correlationKey === correlationKey && !taken.includes(held),
    );
    if (next === undefined) return { delivered: [], started: [] };
    taken.push(next);
  }
  board.held = board.held.filter((held) => !taken.includes(held));
  const variables = inOrderOfArrival(taken);
  const keyed = correlationKey === undefined ? {} : { correlationKey };
  return { delivered: [], started: [begin(board, start, variables, { kind: 'message', ...keyed })] };
}

/** What came later wins, as it does when variables are set one after another. */
function inOrderOfArrival(taken: readonly HeldMessage[]): JsonObject {
  const number = ({ messageId }: HeldMessage): number => Number(messageId.slice('message-'.length));
  const ordered = [...taken].sort((one, other) => number(one) - number(other));
  const variables: JsonObject = Object.assign({}, ...ordered.map((message) => message.variables));
  return variables;
}

function deliverSignal(board: Board, { name, variables, origin }: PublishedSignal): MessageResult {
  const delivered: string[] = [];
  const receivers = [...board.waits.subscriptions.values()].filter(
    (wait) => wait.kind === 'signal' && wait.name === name,
  );
  for (const wait of receivers) {
    // An earlier receiver of the same signal may have ended this one.
    if (find(board.cases.get(wait.caseId)?.state.subscriptions ?? [], wait.key) === undefined) continue;
    delivered.push(waitingInstance(board, wait));
    ask(board, wait.caseId, { type: 'CatchSignal', subscriptionKey: wait.key, variables });
  }
  const started = startsFor(latestProcesses(board.deployments), 'signal', name, clockOf(board)).map((start) =>
    begin(board, start, variables, { kind: 'signal', name }, origin),
  );
  return { delivered, started };
}

/** Id of the process instance that a subscription waits in. */
function waitingInstance(board: Board, wait: OpenSubscription): string {
  const state = board.cases.get(wait.caseId)?.state;
  const subscription = state === undefined ? undefined : find(state.subscriptions, wait.key);
  if (state === undefined || subscription === undefined) throw new Error(`subscription ${wait.key} is not open`);
  return instanceIdOf(state, subscription.elementKey);
}
