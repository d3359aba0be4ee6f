/**
 * Who answers where a model leaves the next step to data. In a running case expressions answer. The soundness verifier
 * explores every answer instead, with this same token game: it hands `openGame` (see `game.ts`) an Oracle.
 *
 * Under an Oracle nothing is evaluated and no data moves: mappings, scripts, decisions, assignments, correlation keys and
 * due dates are passed over, so that a marking is the tokens alone. A complex gateway that the verifier has left a condition
 * on reads nothing in it but its own tokens and its phase: that is evaluated. What is left to choose comes here:
 *
 * - `truth`: a yes or no. Flow conditions are asked one by one in document order; an exclusive gateway stops at the first
 *   yes, and where there is no default the last flow is taken unasked when every other was answered no (whether a gateway
 *   is total is a rule of its own, not a matter of soundness). A loop asks whether it goes on, a multi-instance activity
 *   after each instance whether it is done, a conditional event whether its condition holds now.
 * - `count`: how many instances a multi-instance activity has; the verifier decides how many it can afford to try.
 *
 * To enumerate, answer from a prefix of choices, take the first alternative beyond it, note how many there were, and run
 * again with the next prefix: the game is deterministic between answers.
 *
 * What the world does (a task is completed, a timer fires, a message comes, a worker throws an error) is not asked here
 * but done from outside, one command at a time.
 */
export interface Oracle {
  truth(question: Question): boolean;
  count(question: Question): number;
}

export interface Question {
  readonly kind:
    'flow' | 'loop-again' | 'loop-done' | 'instances' | 'condition' | 'activation' | 'ad-hoc-choice' | 'ad-hoc-done';
  readonly elementId: string;
  /** The instance that asks. */
  readonly elementKey: number;
  /** On `flow`: which; on `ad-hoc-choice`: the inner activity. */
  readonly about?: string;
}
