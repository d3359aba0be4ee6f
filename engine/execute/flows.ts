import type { Json, JsonObject } from '../model/json.ts';
import type { FlowNode, SequenceFlow } from '../model/process-graph.ts';
import { evaluateWithWarnings, kindOf } from './expressions.ts';
import { flowById, nameOf, type Game, type Outcome, type Problem } from './game.ts';
import type { ElementInstance } from './state.ts';
import { contextAt } from './variables.ts';

/** Which outgoing flows get a token, and what was evaluated to find out (empty where nothing had to be). */
export interface Choice {
  readonly flows: readonly string[];
  readonly evaluated: readonly Evaluated[];
}

interface Evaluated {
  readonly flowId: string;
  readonly result: Json;
  readonly reason?: string;
}

/**
 * Flows out of an activity, an event or a joining gateway: every unconditional one, every one whose condition is true,
 * and the default when no condition was.
 *
 * @source BPMN 2.0.2 §13.3.1, §8.4.13 (implicit split, conditional and default flows)
 */
export function chooseOutgoing(game: Game, instance: ElementInstance, node: FlowNode): Outcome<Choice> {
  const flows = node.outgoing.map((id) => flowById(game, instance.processId, id));
  if (!flows.some(isConditional)) return { ok: true, value: { flows: node.outgoing, evaluated: [] } };
  const defaultFlow = 'defaultFlow' in node ? node.defaultFlow : undefined;
  const conditions = evaluateAll(game, instance, node, flows, defaultFlow, 'all');
  if (!conditions.ok) return conditions;
  const { evaluated, holding } = conditions.value;
  const free = flows.filter((flow) => !isConditional(flow) && flow.id !== defaultFlow).map(({ id }) => id);
  const chosen = node.outgoing.filter((id) => free.includes(id) || holding.includes(id));
  if (holding.length === 0 && defaultFlow !== undefined) chosen.push(defaultFlow);
  if (chosen.length === 0) return noFlow(node, flows, evaluated);
  return { ok: true, value: { flows: chosen, evaluated } };
}

/** The first flow in document order whose condition is true, else the default. @source BPMN 2.0.2 §13.4.2 */
export function chooseExclusive(
  game: Game,
  instance: ElementInstance,
  node: Extract<FlowNode, { type: 'exclusiveGateway' }>,
): Outcome<Choice> {
  return chooseByCondition(game, instance, node, 'first');
}

/** Every flow whose condition is true, else the default. @source BPMN 2.0.2 §13.4.3 */
export function chooseInclusive(
  game: Game,
  instance: ElementInstance,
  node: Extract<FlowNode, { type: 'inclusiveGateway' | 'complexGateway' }>,
  extra: JsonObject = {},
): Outcome<Choice> {
  return chooseByCondition(game, instance, node, 'all', extra);
}

function chooseByCondition(
  game: Game,
  instance: ElementInstance,
  node: Extract<FlowNode, { type: 'exclusiveGateway' | 'inclusiveGateway' | 'complexGateway' }>,
  which: 'first' | 'all',
  extra: JsonObject = {},
): Outcome<Choice> {
  const flows = node.outgoing.map((id) => flowById(game, instance.processId, id));
  // A gateway that only merges has nothing to decide; neither has one without outgoing flow, which ends its token.
  if (flows.length <= 1 && !flows.some(isConditional) && !mayChooseNone(game, extra))
    return { ok: true, value: { flows: node.outgoing, evaluated: [] } };
  const conditions = evaluateAll(game, instance, node, flows, node.defaultFlow, which, extra);
  if (!conditions.ok) return conditions;
  const { evaluated, holding } = conditions.value;
  if (holding.length > 0) return { ok: true, value: { flows: holding, evaluated } };
  if (node.defaultFlow !== undefined) return { ok: true, value: { flows: [node.defaultFlow], evaluated } };
  return noFlow(node, flows, evaluated);
}

/** Evaluates conditions in document order, the default excluded, up to the first that holds or all. A flow without
 *  condition out of a deciding gateway holds always. */
function evaluateAll(
  game: Game,
  instance: ElementInstance,
  node: FlowNode,
  flows: readonly SequenceFlow[],
  defaultFlow: string | undefined,
  which: 'first' | 'all',
  extra: JsonObject = {},
): Outcome<{ readonly evaluated: readonly Evaluated[]; readonly holding: readonly string[] }> {
  const deciding =
    node.type === 'exclusiveGateway' || node.type === 'inclusiveGateway' || node.type === 'complexGateway';
  const asked = flows.filter((flow) => flow.id !== defaultFlow && (deciding || isConditional(flow)));
  const total = defaultFlow !== undefined || asked.length < flows.length || mayChooseNone(game, extra);
  const seen = contextAt(game.draft.state, instance.key);
  const context = Object.keys(extra).length === 0 ? seen : { ...seen, ...extra };
  const evaluated: Evaluated[] = [];
  const holding: string[] = [];
  for (const [index, flow] of asked.entries()) {
    const last = index === asked.length - 1 && holding.length === 0 && !total;
    const answer = holds(game, instance, node, flow, context, last);
    if (!answer.ok) return answer;
    evaluated.push(answer.value);
    if (answer.value.result !== true) continue;
    holding.push(flow.id);
    if (which === 'first') break;
  }
  return { ok: true, value: { evaluated, holding } };
}

/** When a complex gateway resets, no true condition is no fault: the verifier tries that too. */
function mayChooseNone({ oracle }: Game, { waitingForStart }: JsonObject): boolean {
  return oracle !== undefined && waitingForStart === false;
}

function holds(
  game: Game,
  instance: ElementInstance,
  node: FlowNode,
  flow: SequenceFlow,
  context: JsonObject,
  last: boolean,
): Outcome<Evaluated> {
  if (game.oracle !== undefined && !(node.type === 'complexGateway' && flow.condition !== undefined)) {
    const question = { kind: 'flow', elementId: node.id, elementKey: instance.key, about: flow.id } as const;
    return { ok: true, value: { flowId: flow.id, result: last || game.oracle.truth(question) } };
  }
  if (flow.condition === undefined) return { ok: true, value: { flowId: flow.id, result: true } };
  const place = { what: `Condition of flow ${nameOf(flow)} out of ${nameOf(node)}`, phase: 'flows' } as const;
  const answer = evaluateWithWarnings(game, flow.condition, context, place);
  if (!answer.ok) return answer;
  const { value, warnings } = answer.value;
  if (typeof value === 'boolean') return { ok: true, value: { flowId: flow.id, result: value } };
  if (value === null) {
    // FEEL's logic has three values. Null means not known to be true; the reason is kept, so that it is never mute.
    const reason = warnings.length > 0 ? warnings.join(' ') : 'The condition gave null.';
    return { ok: true, value: { flowId: flow.id, result: false, reason } };
  }
  return {
    ok: false,
    problem: {
      code: 'CONDITION_NOT_BOOLEAN',
      phase: 'flows',
      message: `${place.what} must give true or false but gave ${kindOf(value)}; set the variables it reads, or correct the model, then resolve the incident.`,
      details: { flowId: flow.id },
    },
  };
}

function noFlow(
  node: FlowNode,
  flows: readonly SequenceFlow[],
  evaluated: readonly Evaluated[],
): { readonly ok: false; readonly problem: Problem } {
  const list = evaluated.map(({ flowId, reason }) => {
    const flow = flows.find(({ id }) => id === flowId);
    const source = flow?.condition?.kind === 'feel' ? ` "= ${flow.condition.source}"` : '';
    return `${nameOf(flow ?? { id: flowId })}${source}${reason === undefined ? '' : ` (${reason})`}`;
  });
  const falseConditions = evaluated.map(({ flowId, reason }) => ({
    flowId,
    ...(reason === undefined ? {} : { reason }),
  }));
  return {
    ok: false,
    problem: {
      code: 'NO_FLOW_CHOSEN',
      phase: 'flows',
      message: `${nameOf(node)} has no default flow and every condition was false: ${list.join('; ')}. Set the variables that the conditions read and resolve the incident; add a default flow in the next version.`,
      details: { falseConditions },
    },
  };
}

function isConditional(flow: SequenceFlow): boolean {
  return flow.condition !== undefined;
}
