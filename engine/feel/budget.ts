import type { FeelClock } from './feel-clock.ts';

/** A `for`, `some` or `every` runs over at most this many elements of one range. */
export const MAX_RANGE_SIZE = 10_000;

/**
 * One evaluation may do this much: one unit for each element visited by an iteration or a filter, each function call, each
 * list element handed to a built-in. Measured worst case: about a third of a second, then the evaluation fails.
 */
export const MAX_STEPS = 100_000;

/** Thrown by a guard; ends the evaluation with its message. */
export class FeelLimitError extends Error {}

interface Run {
  readonly clock: FeelClock;
  steps: number;
}

let current: Run | undefined;

/**
 * Runs one evaluation under its clock and budget. An evaluation inside another (a knowledge model called from a decision)
 * shares the outer one's budget, so nesting cannot multiply it. Evaluation is synchronous, so one variable is enough.
 */
export function withinBudget<T>(clock: FeelClock, evaluate: () => T): T {
  const outer = current;
  current = outer
    ? {
        clock,
        get steps() {
          return outer.steps;
        },
        set steps(value) {
          outer.steps = value;
        },
      }
    : { clock, steps: MAX_STEPS };
  try {
    return evaluate();
  } finally {
    current = outer;
  }
}

/** Takes `units` from the running evaluation's budget. */
export function spend(units: number): void {
  if (!current) return;
  current.steps -= units;
  if (current.steps < 0) {
    throw new FeelLimitError(`The evaluation took more than ${MAX_STEPS} steps; iterate over less.`);
  }
}

/** The running evaluation's clock. */
export function currentClock(): FeelClock {
  if (!current) throw new Error('A FEEL built-in was called outside an evaluation.');
  return current.clock;
}
