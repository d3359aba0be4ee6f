import type { ComplexGateway } from '../../model/process-graph.ts';
import { evaluate, kindOf } from '../expressions.ts';
import { chooseInclusive } from '../flows.ts';
import { begin } from '../advance.ts';
import { emit, nameOf, openInstance, type Behavior, type Game, type Problem, type WaitingJoin } from '../game.ts';
import { raiseIncident } from '../incidents.ts';
import { activate, complete, takeFlows } from '../moves.ts';
import type { ElementInstance } from '../state.ts';
import { contextAt } from '../variables.ts';
import { filledFlows, nothingMoreComes, openGateway } from '../waiting-joins.ts';
import { retryHere } from './exclusive-gateway.ts';

/**
 * Fires when its activation condition holds (over variables, `activationCount`, the number of tokens before it, and
 * `waitingForStart`): it takes one token from each filled flow and splits like an inclusive gateway. Then it waits for its
 * reset: a token on every other incoming flow, except where none can come any more by the rule of the inclusive join. It
 * takes those, offers its outgoing flows once more with `waitingForStart` false (no true condition is no fault then), and
 * starts anew. Without a condition the first token fires it.
 *
 * From firing to reset it is one instance, whose `consumed` are the flows that it has had a token from.
 *
 * @source BPMN 2.0.2 §13.4.5 (Complex Gateway), Table 13.5
 */
export const complexGateway: Behavior = {
  arrive(game, token, node) {
    const { scopeKey } = token;
    if (node.incoming.length === 1) begin(game, activate(game, node, scopeKey, [token.flowId]));
    else game.waitingJoins.set(`${scopeKey} ${node.id}`, { scopeKey, gatewayId: node.id });
  },
  reconsider(game, join, node) {
    if (node.type !== 'complexGateway') return false;
    const open = openGateway(game, join);
    return open === undefined ? start(game, join, node) : reset(game, open, join, node);
  },
  execute(game, instance, node) {
    if (node.type !== 'complexGateway') return undefined;
    const choice = chooseInclusive(game, instance, node, { waitingForStart: true });
    if (!choice.ok) return retryHere(choice.problem);
    const awaited = node.incoming.filter((flowId) => instance.consumed?.includes(flowId) !== true);
    if (awaited.length === 0) return complete(game, instance, node, choice.value);
    const { flows, evaluated } = choice.value;
    if (evaluated.length > 0)
      emit(game, { type: 'GatewayDecided', elementKey: instance.key, chosen: flows, evaluated });
    takeFlows(game, instance.scopeKey, instance.key, flows);
    return undefined;
  },
};

function start(game: Game, join: WaitingJoin, node: ComplexGateway): boolean {
  const filled = filledFlows(game, join, node);
  if (filled.length === 0) return false;
  const active = activates(game, join, node);
  if (typeof active !== 'boolean') {
    // There is no gateway instance yet to hang an incident on; activating it for its tokens makes one.
    const key = activate(game, node, join.scopeKey, filled);
    raiseIncident(game, openInstance(game, key), active);
    return true;
  }
  if (active) begin(game, activate(game, node, join.scopeKey, filled));
  return active;
}

function reset(game: Game, open: ElementInstance, join: WaitingJoin, node: ComplexGateway): boolean {
  if (game.draft.state.incidents.some(({ elementKey }) => elementKey === open.key)) return false;
  const had = open.consumed ?? [];
  const filled = filledFlows(game, join, node).filter((flowId) => !had.includes(flowId));
  if (!nothingMoreComes(game, join, node, [...had, ...filled])) return false;
  emit(game, { type: 'GatewayReset', elementKey: open.key, consumed: filled });
  const choice = chooseInclusive(game, open, node, { waitingForStart: false });
  if (choice.ok) complete(game, open, node, choice.value);
  else if (choice.problem.code === 'NO_FLOW_CHOSEN') complete(game, open, node, { flows: [], evaluated: [] });
  else raiseIncident(game, open, retryHere(choice.problem));
  return true;
}

function activates(game: Game, join: WaitingJoin, node: ComplexGateway): boolean | Problem {
  const { activationCondition } = node;
  if (game.oracle !== undefined && activationCondition === undefined) {
    const waits = { kind: 'activation', elementId: node.id, elementKey: join.scopeKey } as const;
    return nothingMoreComes(game, join, node, filledFlows(game, join, node)) || game.oracle.truth(waits);
  }
  if (activationCondition === undefined) return true;
  const activationCount = game.draft.state.tokens.filter(
    ({ scopeKey, flowId }) => scopeKey === join.scopeKey && node.incoming.includes(flowId),
  ).length;
  const context = { ...contextAt(game.draft.state, join.scopeKey), activationCount, waitingForStart: true };
  const place = { what: `Activation condition of ${nameOf(node)}`, phase: 'execute' } as const;
  const result = evaluate(game, activationCondition, context, place);
  if (!result.ok) return result.problem;
  if (typeof result.value === 'boolean' || result.value === null) return result.value === true;
  return {
    code: 'CONDITION_NOT_BOOLEAN',
    phase: 'execute',
    message: `${place.what} must give true or false but gave ${kindOf(result.value)}; correct the model in the next version. Resolving the incident lets the gateway fire.`,
  };
}
