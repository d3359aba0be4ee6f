import type { JsonObject } from '../../engine/index.ts';

/** What a connected system says to a job. */
export type ConnectorAnswer =
  | { readonly kind: 'done'; readonly variables: JsonObject }
  /** It could not be reached, or answered nonsense: the job is tried again, then an operator has to look. */
  | { readonly kind: 'failed'; readonly message: string };

/**
 * A worker that runs inside the server instead of behind the REST interface: it takes the jobs of one type and asks one system.
 * It holds locks, completes and fails jobs by the same commands as any other worker, and knows nothing of the case but the
 * variables of the job.
 */
export interface Connector {
  /** `zeebe:taskDefinition type` of the service tasks that it answers. */
  readonly jobType: string;
  /** The only variables that it is given. */
  readonly reads: readonly string[];
  answer(variables: JsonObject): ConnectorAnswer;
}

/** Text of a variable, '' when it is absent or no text. */
export function textOf(variables: JsonObject, name: string): string {
  const value = variables[name];
  return typeof value === 'string' ? value : '';
}
