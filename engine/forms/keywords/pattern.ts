import type { Json, JsonObject } from '../../model/json.ts';
import { composedText } from '../composed-text.ts';
import type { FormKeyword } from '../form-keyword.ts';
import { patternMatcher } from '../pattern.ts';

/** `x-pattern`: text must hold a match of an RE2 pattern, as entered and in composed form; empty text is not asked. */
export const pattern: FormKeyword = {
  name: 'x-pattern',
  applies: 'string',
  prepare(schema) {
    const {
      pattern: shown,
      re2,
      message,
    } = schema as { readonly pattern: string; readonly re2: string; readonly message?: Json };
    const matches = patternMatcher(re2);
    const params: JsonObject = { pattern: shown, ...(message === undefined ? {} : { message }) };
    return (value) => {
      const text = String(value);
      if (text === '') return undefined;
      const stored = composedText(text);
      return matches(text) && (stored === text || matches(stored)) ? undefined : { code: 'pattern', params };
    };
  },
};
