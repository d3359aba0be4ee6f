import type { FormKeyword } from '../form-keyword.ts';

// Control characters, and halves of surrogate pairs: no store and no letter can hold them.
const UNWRITABLE =
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
// Nearly all text has none of these, and one cheap look tells.
const SUSPECT = /[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]/;
const BREAKS = /[\t\n\r\u2028\u2029]/;

/** `x-characters`: text that can be stored and printed; `line` allows no line breaks and tabs, `lines` does. */
export const characters: FormKeyword = {
  name: 'x-characters',
  applies: 'string',
  prepare(schema) {
    const oneLine = schema === 'line';
    return (value) => {
      const text = String(value);
      if (!SUSPECT.test(text)) return undefined;
      return UNWRITABLE.test(text) || (oneLine && BREAKS.test(text)) ? { code: 'characters' } : undefined;
    };
  },
};
