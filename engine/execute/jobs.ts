import type { FlowNode, JobDefinition } from '../model/process-graph.ts';
import { evaluate, evaluateText, unexpected } from './expressions.ts';
import { emit, nameOf, type Game, type Problem } from './game.ts';
import type { ElementInstance } from './state.ts';
import { contextAt } from './variables.ts';

/** Offers work to someone outside: the instance rests until a worker completes it. @source zeebe:taskDefinition */
export function createJob(
  game: Game,
  instance: ElementInstance,
  node: FlowNode,
  job: JobDefinition,
): Problem | undefined {
  const { key } = instance;
  if (game.oracle !== undefined) {
    emit(game, { type: 'JobCreated', key, jobType: node.id, retries: 1, headers: {} });
    return undefined;
  }
  const context = contextAt(game.draft.state, key);
  const type = evaluateText(game, job.type, context, { what: `Job type of ${nameOf(node)}`, phase: 'enter' });
  if (!type.ok) return type.problem;
  const place = { what: `Retries of ${nameOf(node)}`, phase: 'enter' } as const;
  const retries = evaluate(game, job.retries, context, place);
  if (!retries.ok) return retries.problem;
  const count = typeof retries.value === 'string' ? Number(retries.value) : retries.value;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1) {
    return unexpected(job.retries, retries.value, 'a whole number of at least 1', place).problem;
  }
  emit(game, { type: 'JobCreated', key, jobType: type.value, retries: count, headers: job.headers });
  return undefined;
}
