import type { AnyStateMachine } from 'xstate';

/**
 * A status and what may happen to it: an XState machine without guards, context, actions or nesting, so that
 * (status, event) alone decides, and the answer can be remembered. The type parameters name its states and events, which
 * are what the rest of the engine stores and sends; `lifecycle.spec.ts` holds them equal to what the machine says.
 */
export interface Lifecycle<Status extends string, Event extends string> {
  readonly id: string;
  readonly machine: AnyStateMachine;
  readonly statuses: readonly Status[];
  readonly events: readonly Event[];
}
