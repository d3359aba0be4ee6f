import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import type { Draft } from './json-value.ts';
import { isBlank, removeBelow, sameJson, setBelow, valueAt, valueBelow } from './json-value.ts';

describe('values in JSON', () => {
  it('are found by pointer through objects and rows', () => {
    const value = { chu: { ten: 'An' }, tv: [{ x: 1 }, { x: 2 }] };
    expect(valueAt(value, '/chu/ten')).toBe('An');
    expect(valueAt(value, '/tv/1/x')).toBe(2);
    expect(valueAt(value, '')).toBe(value);
    expect(valueAt(value, '/tv/2/x')).toBeUndefined();
    expect(valueAt(value, '/toString')).toBeUndefined();
  });

  it('are the same whatever the order of keys', () => {
    const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(sameJson(a, reversed(a))).toBe(true);
        if (sameJson(a, b)) expect(sameJson(b, a)).toBe(true);
      }),
    );
    expect(sameJson([1, 2], [2, 1])).toBe(false);
    expect(sameJson({ a: null }, {})).toBe(false);
    expect(sameJson([], {})).toBe(false);
  });

  it('are set and removed without touching what was shared', () => {
    const held = Object.freeze({ a: 1 });
    const draft: Draft = { chu: held };
    setBelow(draft, ['chu', 'b'], 2);
    expect(draft).toEqual({ chu: { a: 1, b: 2 } });
    removeBelow(draft, ['chu', 'a']);
    removeBelow(draft, ['no', 'such']);
    expect(draft).toEqual({ chu: { b: 2 } });
    expect(held).toEqual({ a: 1 });
    expect(valueBelow(draft, ['chu', 'b'])).toBe(2);
  });

  it.each([[undefined], [null], [''], ['  \t'], [[]]])('%j is blank', (value) => {
    expect(isBlank(value)).toBe(true);
  });
  it.each([[0], [false], ['x'], [[null]], [{}]])('%j is not blank', (value) => {
    expect(isBlank(value)).toBe(false);
  });
});

function reversed(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item as Json)]),
  );
}
