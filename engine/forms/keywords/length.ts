import type { Json } from '../../model/json.ts';
import type { FormKeyword } from '../form-keyword.ts';
import type { FormRun } from '../form-run.ts';
import { composedText } from '../composed-text.ts';
import { isObject, numberOf } from '../component-kind.ts';

/** `x-min-length`, `x-max-length`: length of trimmed text in UTF-16 units, fixed or by FEEL; empty text is not asked. */
export const minLength: FormKeyword = lengthKeyword('x-min-length', 'minLength', (actual, limit) => actual < limit);
export const maxLength: FormKeyword = lengthKeyword('x-max-length', 'maxLength', (actual, limit) => actual > limit);

function lengthKeyword(
  name: string,
  code: 'minLength' | 'maxLength',
  breaks: (actual: number, limit: number) => boolean,
): FormKeyword {
  return {
    name,
    applies: 'string',
    prepare(schema) {
      const fixed = numberOf(schema);
      return (value, run, pointer) => {
        const text = String(value);
        if (text === '') return undefined;
        const limit = fixed ?? computedLimit(schema, run, pointer);
        if (limit === null) return undefined;
        if (limit === undefined) return { code: 'limitUnknown' };
        // As entered and as stored: composed text may be shorter than what the viewer counts.
        const entered = text.trim().length;
        const stored = composedText(text).trim().length;
        const actual = breaks(entered, limit) ? entered : stored;
        return breaks(actual, limit) ? { code, params: { limit, actual } } : undefined;
      };
    },
  };
}

/** Null: no limit, as in the viewer. Undefined: the expression gives no number. */
function computedLimit(schema: Json, run: FormRun, pointer: string): number | null | undefined {
  const feel = isObject(schema) ? schema['feel'] : undefined;
  const result = run.evaluate(String(feel), pointer);
  return result.ok && result.value === null ? null : result.ok ? numberOf(result.value) : undefined;
}
