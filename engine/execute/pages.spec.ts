import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { append, someOf, type Pages } from './pages.ts';

describe('pages', () => {
  it('hold what was appended, in order, and leave earlier lists as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 200 }), (items) => {
        const lists: Pages<number>[] = [[]];
        for (const item of items) lists.push(append(lists.at(-1) ?? [], item));
        lists.forEach((pages, length) => expect(pages.flat()).toEqual(items.slice(0, length)));
        for (const item of items) expect(someOf(lists.at(-1) ?? [], (each) => each === item)).toBe(true);
        expect(someOf(lists.at(-1) ?? [], (each) => each === 0.5)).toBe(false);
      }),
    );
  });

  it('copy one page of many', () => {
    let pages: Pages<number> = [];
    for (let n = 0; n < 100; n += 1) pages = append(pages, n);
    const next = append(pages, 100);
    expect(next.slice(0, -1).every((page, index) => page === pages[index])).toBe(true);
    expect(next.length).toBe(4);
  });
});
