import type { LocalizedText } from '../model/expression.ts';

/** One line of the reckoning behind a due date, as printed for the applicant. */
export interface ExplanationLine {
  /** Local date the line speaks of, `YYYY-MM-DD`; absent on a rule that is not about one day. */
  readonly date?: string;
  /** Working minutes counted on that day, 480 for a whole working day; 0 for a day that does not count; absent where days are
   *  calendar days and on the line that states the result. */
  readonly minutes?: number;
  /** Why: a session, a weekend, a holiday with its act, a cut-off rule with its article. */
  readonly text: LocalizedText;
}
