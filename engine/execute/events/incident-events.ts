import type { JsonObject } from '../../model/json.ts';

/** The case is stuck somewhere, and goes on. */
export type IncidentEvent =
  IncidentRaised | { readonly type: 'IncidentResolved'; readonly key: number; readonly reason?: string };

export interface IncidentRaised {
  readonly type: 'IncidentRaised';
  readonly elementKey: number;
  readonly elementId: string;
  /** Stable, from `engine/errors.ts`. */
  readonly code: string;
  /** What, where, what to do. */
  readonly message: string;
  readonly details?: JsonObject;
  /** What resolving it tries again. */
  readonly phase: IncidentPhase;
}

/** `enter`: inputs and waits; `execute`: the element's own work; `leave`: outputs; `flows`: which flows to take; `loop`: whether a loop
 *  goes on; `settle`: whether an ad-hoc sub-process is done; `condition`: a conditional event's condition; `job`: the job; `work`: what was left undone, listed in `details.pending`. */
export type IncidentPhase = 'enter' | 'execute' | 'leave' | 'flows' | 'loop' | 'settle' | 'condition' | 'job' | 'work';
