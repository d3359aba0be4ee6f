import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { markChanges, MarkMap, type Mark } from './marks.ts';

const marks = fc.constantFrom<Mark>('active', 'completed', 'flow', 'error');
const placed = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), marks)).map((pairs) => {
  const map = new MarkMap();
  for (const [elementId, mark] of pairs) map.add(elementId, mark);
  return map.elements;
});
const flat = (elements: ReadonlyMap<string, ReadonlySet<Mark>>): string[] =>
  [...elements].flatMap(([elementId, set]) => [...set].map((mark) => `${elementId}:${mark}`)).toSorted();

describe('markChanges', () => {
  it('turns one set of marks into the other, touching only what differs', () => {
    fc.assert(
      fc.property(placed, placed, (before, after) => {
        const shown = new Set(flat(before));
        for (const { elementId, mark, present } of markChanges(before, after)) {
          const name = `${elementId}:${mark}`;
          expect(shown.has(name)).toBe(!present);
          if (present) shown.add(name);
          else shown.delete(name);
        }
        expect([...shown].toSorted()).toEqual(flat(after));
      }),
    );
  });
});
