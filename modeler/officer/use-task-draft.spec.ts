import { describe, expect, it } from 'vitest';
import { changesOf } from './use-task-draft.ts';

describe('changesOf', () => {
  it('keeps what was typed over the case, and nothing that stands there already', () => {
    expect(changesOf({ a: 1, b: { c: [1, 2] } }, { a: 1, b: { c: [1, 2, 3] }, d: 'mới' })).toEqual({
      b: { c: [1, 2, 3] },
      d: 'mới',
    });
  });
});
