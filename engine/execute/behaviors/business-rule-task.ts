import { evaluateDecision } from '../../dmn/evaluate-decision.ts';
import type { BusinessRuleTask } from '../../model/process-graph.ts';
import { evaluateText } from '../expressions.ts';
import { emit, nameOf, type Behavior, type Game, type Problem } from '../game.ts';
import { createJob } from '../jobs.ts';
import { leave } from '../moves.ts';
import type { ElementInstance } from '../state.ts';
import { contextAt } from '../variables.ts';

/**
 * Evaluates a decision of the procedure, or hands a job to a worker. Inputs, matched rules and output stand in the event.
 *
 * @source BPMN 2.0.2 §13.3.3 (Business Rule Task); zeebe:calledDecision
 */
export const businessRuleTask: Behavior = {
  execute(game, instance, node) {
    if (node.type !== 'businessRuleTask') return undefined;
    if (node.job !== undefined) return createJob(game, instance, node, node.job);
    return decideByTable(game, instance, node);
  },
};

/** A decision over a long list may warn at each of its elements; history keeps the first ones. */
const MAX_REASONS = 50;

function decideByTable(game: Game, instance: ElementInstance, node: BusinessRuleTask): Problem | undefined {
  const { decision } = node;
  if (decision === undefined || game.oracle !== undefined) return leave(game, instance);
  const context = contextAt(game.draft.state, instance.key);
  const id = evaluateText(game, decision.decisionId, context, { what: `Decision of ${nameOf(node)}`, phase: 'enter' });
  if (!id.ok) return id.problem;
  const { decisions } = game.procedure;
  if (!Object.hasOwn(decisions, id.value) && !Object.values(decisions).some(({ name }) => name === id.value)) {
    return {
      code: 'DECISION_NOT_FOUND',
      phase: 'enter',
      message: `${nameOf(node)} calls decision '${id.value}', which the procedure does not have. Add it to the next version, or correct the variable that names it, then resolve the incident.`,
    };
  }
  const result = evaluateDecision(decisions, id.value, context, game.clock);
  if (!result.ok) {
    return {
      code: 'DECISION_FAILED',
      phase: 'enter',
      message: `Decision '${id.value}' of ${nameOf(node)} could not be evaluated: ${result.message} Set the variables it reads, then resolve the incident.`,
      details: {
        messageVi: `Không ra được quyết định “${id.value}”: ${result.messageVi} Sửa các biến mà nó đọc rồi xử lý sự cố.`,
        ...(result.cell && { cell: { ...result.cell } }),
      },
    };
  }
  const { inputs, output, matched, outputs, warnings } = result;
  emit(game, {
    type: 'DecisionEvaluated',
    elementKey: instance.key,
    decisionId: id.value,
    inputs,
    output,
    matched,
    ...(outputs.length > 0 && { ruleOutputs: outputs }),
    ...(warnings.length > 0 && { reasons: [...new Set(warnings)].slice(0, MAX_REASONS) }),
  });
  return leave(game, instance, { [decision.resultVariable]: output });
}
