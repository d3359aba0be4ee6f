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
  /** Left sides of the comparisons that are being evaluated. */
  readonly comparing: unknown[];
  /** What the guards have to say beside the interpreter's own warnings. */
  readonly notes: string[];
}

let current: Run | undefined;

/**
 * Runs one evaluation under its clock and budget. An evaluation inside another (a knowledge model called from a decision)
 * shares the outer one's budget, so nesting cannot multiply it. Evaluation is synchronous, so one variable is enough.
 */
export function withinBudget<T>(clock: FeelClock, evaluate: () => T, notes: string[] = []): T {
  const outer = current;
  current = outer
    ? {
        clock,
        comparing: [],
        notes,
        get steps() {
          return outer.steps;
        },
        set steps(value) {
          outer.steps = value;
        },
      }
    : { clock, comparing: [], notes, steps: MAX_STEPS };
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
  return running().clock;
}

/** Keeps the left side of a comparison until its right side is known. */
export function beginComparison(left: unknown): void {
  running().comparing.push(left);
}

/** The left side of the innermost comparison. */
export function endComparison(): unknown {
  return running().comparing.pop();
}

/** Adds a warning to the running evaluation's. */
export function note(warning: string): void {
  running().notes.push(warning);
}

function running(): Run {
  if (!current) throw new Error('A FEEL built-in was called outside an evaluation.');
  return current;
}
