import {
  emit,
  enqueue,
  flowById,
  graphOf,
  instanceOf,
  nodeById,
  nodeOf,
  openInstance,
  type Game,
  type Problem,
  type Work,
} from './game.ts';
import { moveDataIn } from './data-flow.ts';
import { happenAt } from './happenings.ts';
import { raiseIncident } from './incidents.ts';
import { openProcess } from './instantiation.ts';
import { lookAgain } from './look-again.ts';
import { isLooping, startLoop } from './loops.ts';
import { activate, leave } from './moves.ts';
import { finishCompensated, goOnCompensating } from './compensate.ts';
import { throwLoopEvent } from './loop-events.ts';
import { finishProcess } from './processes.ts';
import type { ElementInstance } from './state.ts';
import { enterStep } from './step-statute.ts';
import { find } from './table.ts';
import { mapInputs } from './variables.ts';
import { openGateway } from './waiting-joins.ts';
import { boundaryWaits, openWaits } from './waits.ts';

/**
 * Moves tokens until every one rests at a named wait. Work is done first in, first out, so one input has one trace. A
 * command that runs in a circle without resting spends its budget and leaves an incident that holds what was left to do.
 *
 * @source BPMN 2.0.2 §13 (Execution Semantics)
 */
export function runToRest(game: Game): void {
  rememberWaitingJoins(game);
  while (step(game));
}

/** Does the next piece of work. False when there is none, or none may be done. */
export function step(game: Game): boolean {
  const work = game.queue[game.head];
  if (work === undefined || game.refusal !== undefined) return false;
  if (game.budget <= 0) {
    stopOverBudget(
      game,
      game.queue.slice(game.head).filter((rest) => isStillToDo(game, rest)),
    );
    game.head = game.queue.length;
    return false;
  }
  game.head += 1;
  game.budget -= 1;
  perform(game, work);
  if (game.waitingJoins.size > 0) reconsiderJoins(game);
  return true;
}

/** Begins an activated instance, unless it has ended in the meantime. */
export function begin(game: Game, key: number): void {
  const instance = instanceOf(game, key);
  if (instance === undefined) return;
  const node = nodeOf(game, instance);
  const problem =
    instance.role === 'body'
      ? openWaits(game, instance, boundaryWaits(game, instance, node))
      : (mapInputs(game, instance, node) ??
        moveDataIn(game, instance, node) ??
        (instance.loopCounter === undefined
          ? openWaits(game, instance, boundaryWaits(game, instance, node))
          : undefined));
  const failed = problem ?? enterStep(game, openInstance(game, key), node);
  if (failed !== undefined) raiseIncident(game, instance, failed);
  else execute(game, openInstance(game, key));
}

/** The element's own work: what is tried again when it fails, while inputs, waits and the clock are settled. */
export function execute(game: Game, instance: ElementInstance): void {
  const node = nodeOf(game, instance);
  const problem =
    instance.role === 'body' && isLooping(node)
      ? startLoop(game, instance, node)
      : game.behaviors[node.type].execute(game, instance, node);
  if (problem === undefined) return;
  // An element may have left in `execute`; a problem then is about leaving, and keeps its phase.
  raiseIncident(game, instance, problem.phase === 'enter' ? { ...problem, phase: 'execute' } : problem);
}

function perform(game: Game, work: Work): void {
  switch (work.kind) {
    case 'token':
      return arrive(game, work.key);
    case 'enter':
      return begin(game, work.key);
    case 'open':
      if (instanceOf(game, work.key) !== undefined) openProcess(game, work.key, work.beginning);
      return;
    case 'happen':
      return happenAt(game, work.key, work.results);
    case 'leave': {
      const instance = instanceOf(game, work.key);
      if (instance !== undefined) raise(game, instance, leave(game, instance));
      return;
    }
    case 'settle':
      return settle(game, work.key);
    case 'conditions':
      return lookAgain(game, work.key);
    case 'compensate':
      return goOnCompensating(game, work.key);
    case 'loop-event':
      return throwLoopEvent(game, work.key, work.which);
    default:
      work satisfies never;
  }
}

/** A token reaches the node at the end of its flow. */
function arrive(game: Game, key: number): void {
  const token = find(game.draft.state.tokens, key);
  if (token === undefined) return;
  const { processId } = openInstance(game, token.scopeKey);
  const node = nodeById(game, processId, flowById(game, processId, token.flowId).target);
  const behavior = game.behaviors[node.type];
  if (behavior.arrive !== undefined) behavior.arrive(game, token, node);
  else if ('startQuantity' in node && node.startQuantity > 1) gather(game, token.scopeKey, node);
  else begin(game, activate(game, node, token.scopeKey, [token.flowId]));
}

/** An activity that needs several tokens takes the oldest ones when enough have come. @source BPMN 2.0.2 Table 10.3
 *  (startQuantity) */
function gather(
  game: Game,
  scopeKey: number,
  node: Extract<ReturnType<typeof nodeOf>, { startQuantity: number }>,
): void {
  const waiting = game.draft.state.tokens
    .filter((token) => token.scopeKey === scopeKey && node.incoming.includes(token.flowId))
    .slice(0, node.startQuantity);
  if (waiting.length < node.startQuantity) return;
  begin(
    game,
    activate(
      game,
      node,
      scopeKey,
      waiting.map(({ flowId }) => flowId),
    ),
  );
}

/** A scope without tokens and without instances has ended. @source BPMN 2.0.2 §13.3.4, §13.5.6 */
function settle(game: Game, key: number): void {
  const instance = instanceOf(game, key);
  if (instance === undefined) return;
  if (instance.role === 'compensation') return finishCompensated(game, instance);
  if (instance.role === 'body' || instance.cancelling === true) return;
  const node = instance.type === 'process' ? undefined : nodeOf(game, instance);
  const own = node === undefined ? undefined : game.behaviors[node.type].settle;
  if (own === undefined && instance.active > 0) return;
  if (game.draft.state.incidents.some(({ elementKey }) => elementKey === key)) return;
  if (node === undefined) finishProcess(game, instance, 'completed');
  else raise(game, instance, own === undefined ? leave(game, instance) : own(game, instance, node));
}

/** Joins whose tokens wait since earlier commands, and complex gateways that wait for their reset. */
function rememberWaitingJoins(game: Game): void {
  for (const { type, scopeKey, elementId } of game.draft.state.elements) {
    if (type === 'complexGateway')
      game.waitingJoins.set(`${scopeKey} ${elementId}`, { scopeKey, gatewayId: elementId });
  }
  for (const { scopeKey, flowId } of game.draft.state.tokens) {
    const { processId } = openInstance(game, scopeKey);
    const node = nodeById(game, processId, flowById(game, processId, flowId).target);
    if (game.behaviors[node.type].reconsider !== undefined) {
      game.waitingJoins.set(`${scopeKey} ${node.id}`, { scopeKey, gatewayId: node.id });
    }
  }
}

/** After every move, and every death of a token: which waiting joins may fire now? Firing one is a move again. */
function reconsiderJoins(game: Game): void {
  for (const [name, join] of game.waitingJoins) {
    const scope = instanceOf(game, join.scopeKey);
    if (scope === undefined) {
      game.waitingJoins.delete(name);
      continue;
    }
    const node = nodeById(game, scope.processId, join.gatewayId);
    const { reconsider } = game.behaviors[node.type];
    // A join that fires again and again on what it sends to itself spends the budget like any other circle.
    while (game.budget > 0 && reconsider?.(game, join, node) === true) game.budget -= 1;
    const { incoming } = node;
    const stillWaits =
      game.draft.state.tokens.some((token) => token.scopeKey === join.scopeKey && incoming.includes(token.flowId)) ||
      (node.type === 'complexGateway' && openGateway(game, join) !== undefined);
    if (!stillWaits) game.waitingJoins.delete(name);
  }
}

/** A token that a join has taken already is done with. */
function isStillToDo(game: Game, work: Work): boolean {
  return work.kind !== 'token' || find(game.draft.state.tokens, work.key) !== undefined;
}

function stopOverBudget(game: Game, pending: readonly Work[]): void {
  const [first] = pending;
  if (first === undefined) return;
  const token = first.kind === 'token' ? find(game.draft.state.tokens, first.key) : undefined;
  const instance = instanceOf(game, token?.scopeKey ?? first.key) ?? openInstance(game, game.draft.state.rootKey);
  const elementId =
    token === undefined
      ? instance.elementId
      : (graphOf(game, instance.processId).flows[token.flowId]?.target ?? instance.elementId);
  emit(game, {
    type: 'IncidentRaised',
    elementKey: instance.key,
    elementId,
    code: 'STEP_BUDGET_EXHAUSTED',
    phase: 'work',
    message: `The case took as many steps as one command may without coming to rest, last before '${elementId}': the model runs in a circle. Correct the variables that keep it there and resolve the incident to go on, or cancel the case.`,
    details: { pending: pending.map((work) => ({ ...work })) },
  });
}

/** Takes up again what a spent budget left undone. */
export function resume(game: Game, pending: readonly Work[]): void {
  for (const work of pending) enqueue(game, work);
}

function raise(game: Game, instance: ElementInstance, problem: Problem | undefined): void {
  if (problem !== undefined) raiseIncident(game, instance, problem);
}
