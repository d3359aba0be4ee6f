import type { FormKeyword } from '../form-keyword.ts';

/** `x-fixed-rows`: rows can be filled in, not added or removed: as many as the form shows. */
export const fixedRows: FormKeyword = {
  name: 'x-fixed-rows',
  applies: 'array',
  prepare: () => (value, run, pointer) => {
    const shown = run.shown(pointer);
    const limit = Array.isArray(shown) ? shown.length : 0;
    const actual = Array.isArray(value) ? value.length : 0;
    return actual === limit ? undefined : { code: 'fixedRows', params: { limit, actual } };
  },
};
