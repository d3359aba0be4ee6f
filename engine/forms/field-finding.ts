import type { LocalizedText } from '../model/expression.ts';
import type { FieldCode } from './field-codes.ts';

/** One thing wrong with a submission, in the form's own words. */
export interface FieldFinding {
  /** JSON Pointer into the submission. */
  readonly path: string;
  /** The field's label in the form (its key where it has none). */
  readonly label: string;
  /** The component's id; absent where the form has no such field. */
  readonly component?: string;
  /** Stable: `required`, `minLength`, `pattern`, `unknownField`, `hiddenField`, … */
  readonly code: FieldCode;
  readonly message: LocalizedText;
}
