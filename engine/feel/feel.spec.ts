import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { checkFeel, checkUnaryTests, evaluateFeel, type FeelClock } from './feel.ts';

const CLOCK: FeelClock = { at: '2026-11-24T20:30:00.000Z', timeZone: 'Asia/Ho_Chi_Minh' };

function value(source: string, context: JsonObject = {}, clock = CLOCK): unknown {
  const result = evaluateFeel(source, context, clock);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}
function failure(source: string, context: JsonObject = {}): string {
  const result = evaluateFeel(source, context, CLOCK);
  if (result.ok) throw new Error(`evaluated to ${JSON.stringify(result.value)}`);
  return result.message;
}

describe('values', () => {
  it.each<[string, JsonObject, unknown]>([
    ['1 + 2 * 3', {}, 7],
    ['amount > 20000000 and not(urgent)', { amount: 25_000_000, urgent: false }, true],
    ['if amount >= limit then "high" else "low"', { amount: 1, limit: 2 }, 'low'],
    ['applicant.address.ward', { applicant: { address: { ward: 'Bến Nghé' } } }, 'Bến Nghé'],
    ['for x in [1, 2, 3] return x * factor', { factor: 10 }, [10, 20, 30]],
    ['some paper in papers satisfies paper.missing', { papers: [{ missing: false }, { missing: true }] }, true],
    ['every n in 1..5 satisfies n < 6', {}, true],
    [
      'papers[missing = true].name',
      {
        papers: [
          { name: 'a', missing: true },
          { name: 'b', missing: false },
        ],
      },
      ['a'],
    ],
    ['papers[2].name', { papers: [{ name: 'a' }, { name: 'b' }] }, 'b'],
    ['count(papers)', { papers: [1, 2] }, 2],
    ['{a: 1, b: a + 1}', {}, { a: 1, b: 2 }],
    ['{f: function(x) x + n, r: f(2)}.r', { n: 5 }, 7],
    ['sort([3, 1, 2], function(x, y) x < y)', {}, [1, 2, 3]],
    ['median([10, 9, 8])', {}, 9],
    ['median([1, 2, 10, 3])', {}, 2.5],
    ['null', {}, null],
    ['missing = null', {}, true],
    ['string join(["a", "b"], "-")', {}, 'a-b'],
  ])('%s', (source, context, expected) => {
    expect(value(source, context)).toEqual(expected);
  });

  it('reads names with blanks, operators and Vietnamese letters', () => {
    expect(value('số tiền + phí', { 'số tiền': 2, phí: 1 })).toBe(3);
    expect(value('lệ-phí + 1', { 'lệ-phí': 4 })).toBe(5);
    expect(value('a-b', { a: 5, b: 2 })).toBe(3);
    expect(value('a-b', { 'a-b': 7, a: 5, b: 2 })).toBe(7);
    expect(value('hồ sơ.ngày nộp', { 'hồ sơ': { 'ngày nộp': 'x' } })).toBe('x');
    expect(value('p.full-name', { p: { 'full-name': 'x' } })).toBe('x');
  });

  it('turns dates, times and durations into text', () => {
    expect(value('date("2026-02-28") + duration("P1D")')).toBe('2026-03-01');
    expect(value('time("15:01:00")')).toBe('15:01:00');
    expect(value('date and time("2026-11-24T08:00:00+07:00")')).toBe('2026-11-24T08:00:00+07:00');
    expect(value('duration("P40D")')).toBe('P40D');
    expect(value('duration("P14M")')).toBe('P1Y2M');
    expect(value('date("2026-03-01") - date("2026-02-01")')).toBe('P28D');
    expect(value('{due: [date("2026-01-01")]}')).toEqual({ due: ['2026-01-01'] });
  });

  it('leaves text in the context text until date() reads it', () => {
    expect(value('received', { received: '2026-11-24' })).toBe('2026-11-24');
    expect(value('date(received) < date("2026-12-01")', { received: '2026-11-24' })).toBe(true);
  });

  it('compares only what has an order, and says so', () => {
    expect(evaluateFeel('"5" > 3', {}, CLOCK)).toEqual({
      ok: true,
      value: null,
      warnings: ["Can't compare a string with a number (at character 5)"],
    });
    expect(evaluateFeel('true >= 0', {}, CLOCK)).toMatchObject({ value: null });
    expect(evaluateFeel('date("2026-01-01") < received', { received: '2026-06-01' }, CLOCK)).toMatchObject({
      value: null,
    });
    expect(evaluateFeel('amount > 3', { amount: null }, CLOCK)).toEqual({ ok: true, value: null, warnings: [] });
    expect(value('"a" < "b" and 1 <= 1 and @"PT1H" < @"PT61M"')).toBe(true);
    expect(value('(if 1 < 2 then 3 else 4) > (if 2 > 1 then 2 else 9)')).toBe(true);
    expect(value('xs[item > 1 and item < 4]', { xs: [1, 2, 3, 4] })).toEqual([2, 3]);
    expect(
      value('fees[amount > limit].name', {
        limit: 5,
        fees: [
          { name: 'a', amount: 6 },
          { name: 'b', amount: 5 },
        ],
      }),
    ).toEqual(['a']);
  });

  it('keeps 31 February out', () => {
    expect(value('date("2026-02-31")')).toBeNull();
  });

  it.each([
    ['date("2026-01-01") instance of date', true],
    ['5 instance of number', true],
    ['"5" instance of number', false],
    ['null instance of string', false],
    ['[1, 2] instance of list<number>', true],
    ['[1, "a"] instance of list<number>', false],
    ['{a: 1, b: "x"} instance of context<a: number, b: string>', true],
    ['{a: 1} instance of context<a: number, b: string>', false],
    ['duration("P1Y") instance of years and months duration', true],
    ['duration("P1D") instance of days and time duration', true],
    ['(function(x) x) instance of function<number> -> number', true],
  ])('%s', (source, expected) => {
    expect(value(source)).toBe(expected);
  });

  it('is deterministic: the same source, context and clock give the same result', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.string(), (a, b, text) => {
        const context = { a, b, text };
        const source = '{sum: a + b, max: max(a, b), same: text = text, longer: string length(text) > a}';
        expect(value(source, context)).toEqual(value(source, context));
        expect(value('a + b', context)).toBe(a + b);
      }),
    );
  });
});

describe('the clock', () => {
  it("reads the command's time in the procedure's zone", () => {
    expect(value('now()')).toBe('2026-11-25T03:30:00+07:00');
    expect(value('today()')).toBe('2026-11-25');
    expect(value('today()', {}, { ...CLOCK, timeZone: 'Europe/London' })).toBe('2026-11-24');
    expect(value('time(now())')).toBe('03:30:00+07:00');
    expect(value('day of week(today())')).toBe('Wednesday');
  });

  it('reads a date-time without offset as local to the procedure, not to the host', () => {
    expect(value('date and time("2026-11-25T03:30:00") = now()')).toBe(true);
    expect(value('@"2026-11-25T03:29:59" < now()')).toBe(true);
    expect(value('date and time(date("2026-11-25"), time("03:30:00"))')).toBe('2026-11-25T03:30:00+07:00');
    expect(value('@"2026-11-25"')).toBe('2026-11-25');
    expect(value('@"PT36H"')).toBe('P1DT12H');
  });

  it('lets a variable named like a built-in come first', () => {
    expect(value('now', { now: 'a text' })).toBe('a text');
    expect(value('today + 1', { today: 1 })).toBe(2);
  });
});

describe('a null is never mute', () => {
  it('says which variable was not found, and where', () => {
    expect(evaluateFeel('1 + fee', {}, CLOCK)).toEqual({
      ok: true,
      value: null,
      warnings: ["Variable 'fee' not found (at character 5)", "Can't add null to a number (at character 3)"],
    });
  });

  it('counts characters in the analyst’s text, not in the rewritten one', () => {
    expect(evaluateFeel('(for x in list[item > 1] return x) = fee', { list: [2] }, CLOCK)).toMatchObject({
      warnings: ["Variable 'fee' not found (at character 38)"],
    });
  });

  it('does not carry warnings over to the next evaluation', () => {
    evaluateFeel('fee + 1', {}, CLOCK);
    expect(evaluateFeel('fee + 1', { fee: 1 }, CLOCK)).toEqual({ ok: true, value: 2, warnings: [] });
  });

  it('names types, never values: they may be personal', () => {
    const result = evaluateFeel('name + 1', { name: 'a secret name' }, CLOCK);
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(result).toMatchObject({ warnings: ["Can't add a number to a string (at character 6)"] });
  });
});

describe('what cannot be a result is refused', () => {
  it.each([
    ['function(x) x', 'function'],
    ['[1..5]', 'range'],
    ['{a: function() 1}', 'function'],
    ['10 ** 400', 'number'],
    ['if a then', 'Syntax error at character 10: the expression ends too early.'],
    ['1 +', 'Syntax error'],
    [')', 'Syntax error at character 1'],
    ['', 'empty'],
    ['1 2', 'Syntax error at character 3: unexpected "2"'],
  ])('%s', (source, message) => {
    expect(failure(source)).toContain(message);
  });

  it('cannot be tricked out of its function by brackets', () => {
    expect(failure('1) + (function() 2')).toContain('Syntax error');
  });
});

describe('an expression cannot hold the event loop', () => {
  it.each<[string, JsonObject, string]>([
    ['for i in 1..n return i', { n: 1e9 }, 'has 1000000000 elements; at most 10000'],
    ['for i in [1..n] return i', { n: 1e12 }, 'at most 10000'],
    ['for i in 1..2.5 return i', {}, 'whole numbers'],
    ['for i in [1..2.5] return i', {}, 'whole numbers'],
    ['some i in r satisfies false', { r: 3 }, ''],
    ['{r: [1..1000000000], x: for i in r return i}.x', {}, 'at most 10000'],
    ['count(for i in 1..1000, j in 1..1000 return 1)', {}, 'more than 100000 steps'],
    ['some i in 1..10000 satisfies some j in 1..10000 satisfies i + j < 0', {}, 'more than 100000 steps'],
    ['for i in 1..10000 return (for j in 1..100 return j)', {}, 'more than 100000 steps'],
    ['(function(f) f(f))(function(f) f(f))', {}, 'too deeply'],
    ['{r: function(g, n) if n = 0 then 1 else g(g, n - 1) + g(g, n - 1), x: r(r, 40)}.x', {}, 'more than 100000 steps'],
    ['for i in 1..5000 return (1..5000)[item > i]', {}, ''],
    [
      'for i in 1..10000 return xs[item > i]',
      { xs: Array.from({ length: 100 }, (_, n) => n) },
      'more than 100000 steps',
    ],
    [
      `{x0: [1,2,3,4,5,6,7,8], ${Array.from({ length: 40 }, (_, n) => `x${n + 1}: concatenate(x${n}, x${n})`).join(', ')}}`,
      {},
      'more than 100000 steps',
    ],
    ['count(distinct values(for i in 1..10000 return i))', {}, 'more than 100000 steps'],
    [`${'1, '.repeat(20_000)}1`, {}, 'longer than 5000'],
    [`${'['.repeat(300)}1${']'.repeat(300)}`, {}, 'deeper than 200 levels'],
  ])('%.60s', (source, context, message) => {
    const result = evaluateFeel(source, context, CLOCK);
    if (message !== '') expect(result).toMatchObject({ ok: false, message: expect.stringContaining(message) });
  });

  it('refuses a list that shares itself into an endless tree', () => {
    const doubling = Array.from({ length: 40 }, (_, n) => `x${n + 1}: [x${n}, x${n}]`).join(', ');
    expect(failure(`{x0: [1], ${doubling}}.x40`)).toContain('too large');
  });

  it('iterates over dates, letters and downwards', () => {
    expect(value('for d in date("2026-12-31")..date("2027-01-02") return d')).toEqual([
      '2026-12-31',
      '2027-01-01',
      '2027-01-02',
    ]);
    expect(value('for i in 3..1 return i')).toEqual([3, 2, 1]);
    expect(value('for i in (1..3] return i')).toEqual([2, 3]);
    expect(value('for c in "a".."c" return c')).toEqual(['a', 'b', 'c']);
  });
});

describe('regular expressions run by RE2', () => {
  it('answers a pattern at once that a backtracking engine never would', () => {
    expect(value('matches(text, pattern)', { text: `${'a'.repeat(40)}!`, pattern: '^(a+)+$' })).toBe(false);
  });

  it.each<[string, unknown]>([
    ['matches("0912345678", "^0\\\\d{9}$")', true],
    ['matches("HÀ NỘI", "hà nội", "i")', true],
    ['matches("a\\nb", "a.b", "s")', true],
    ['matches(null, "a")', null],
    ['replace("2026-11-24", "(\\\\d+)-(\\\\d+)-(\\\\d+)", "$3/$2/$1")', '24/11/2026'],
    ['replace("abc", "b", "[$0]")', 'a[b]c'],
    ['split("a, b,,c", ",\\\\s*")', ['a', 'b', '', 'c']],
    ['split("abc", "")', ['a', 'b', 'c']],
  ])('%s', (source, expected) => {
    expect(value(source)).toEqual(expected);
  });

  it('says why a pattern is refused', () => {
    expect(failure('matches("a", "(?=a)a")')).toContain('Look-around and back references');
    expect(failure('matches("a", "a", "x")')).toContain('flag "x"');
  });

  it('splits and joins back', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z ]*$/)), (parts) => {
        if (parts.length === 0) return;
        const text = parts.join(';');
        expect(value('string join(split(text, ";"), ";")', { text })).toBe(text);
      }),
    );
  });
});

describe('checkFeel', () => {
  it('gives the variables an expression reads, and leaves out what it binds', () => {
    expect(checkFeel('a.b > limit and sum(fees) > 3')).toEqual({
      ok: true,
      variables: ['a', 'limit', 'fees'],
      possibleVariables: [],
    });
    expect(checkFeel('for x in xs, y in x.ys return y + z + count(partial)')).toMatchObject({ variables: ['xs', 'z'] });
    expect(checkFeel('{a: 1, b: a + c}')).toMatchObject({ variables: ['c'] });
    expect(checkFeel('function(p, q r) p + q r + s')).toMatchObject({ variables: ['s'] });
    expect(checkFeel('papers[missing = wanted]')).toMatchObject({
      variables: ['papers'],
      possibleVariables: ['missing', 'wanted'],
    });
    expect(checkFeel('f(from: x)')).toMatchObject({ variables: ['f', 'x'] });
    expect(checkFeel('số tiền * 2')).toMatchObject({ variables: ['số tiền'] });
    expect(checkFeel('x instance of number')).toMatchObject({ variables: ['x'] });
    expect(checkFeel('"text" // a comment with words')).toMatchObject({ variables: [] });
  });

  it('knows names with operators when told', () => {
    expect(checkFeel('lệ-phí + 1', ['lệ-phí'])).toMatchObject({ variables: ['lệ-phí'] });
    expect(checkFeel('lệ-phí + 1')).toMatchObject({ variables: ['lệ', 'phí'] });
  });

  it('places a syntax error', () => {
    expect(checkFeel('a + ')).toEqual({
      ok: false,
      message: 'Syntax error at character 5: the expression ends too early.',
      messageVi: 'Sai cú pháp tại ký tự 5: biểu thức kết thúc quá sớm.',
      position: 4,
    });
    expect(checkFeel('if a then 1 els 2')).toMatchObject({ ok: false });
  });

  it.each([
    ['x == 3', 2, 'write one "="'],
    ['if a === "b" then 1 else 2', 5, 'write one "="'],
    ['x > > 3', 2, 'never true'],
    ['a and x = < 3', 8, 'never true'],
  ])('refuses %s, which parses and is never true', (source, position, words) => {
    expect(checkFeel(source)).toMatchObject({ ok: false, position, message: expect.stringContaining(words) });
  });

  it('lets unary tests stand where they mean something', () => {
    expect(checkFeel('x in > 3')).toMatchObject({ ok: true });
    expect(checkFeel('x in (< 1, > 3)')).toMatchObject({ ok: true });
    expect(checkUnaryTests('= 3, > 5')).toMatchObject({ ok: true });
  });

  it('refuses literal patterns and ranges that could never run', () => {
    expect(checkFeel('matches(x, "(?!a)")')).toMatchObject({ ok: false, position: 11 });
    expect(checkFeel('replace(input: x, pattern: "(a)\\\\1", replacement: "")')).toMatchObject({ ok: false });
    expect(checkFeel('split(x, "[")')).toMatchObject({ ok: false });
    expect(checkFeel('for i in 1..10001 return i')).toMatchObject({ ok: false, position: 9 });
    expect(checkFeel('for i in [-5000..5001] return i')).toMatchObject({ ok: false });
    expect(checkFeel('some i in 0..1.5 satisfies i = 1')).toMatchObject({
      ok: false,
      message: expect.stringContaining('whole'),
    });
    expect(checkFeel('for i in 1..10000 return i')).toMatchObject({ ok: true });
    expect(checkFeel('x in [1..100000]')).toMatchObject({ ok: true });
    expect(checkFeel('for i in 1..n return i')).toMatchObject({ ok: true });
  });

  it('refuses the names of the guards', () => {
    expect(checkFeel('__motcua_step()')).toMatchObject({ ok: false, message: expect.stringContaining('reserved') });
  });

  it('agrees with evaluation: what it accepts evaluates, what it refuses as syntax does not', () => {
    const word = fc.constantFrom(
      'a',
      'b',
      '1',
      '2.5',
      '"x"',
      '+',
      '-',
      '*',
      '/',
      '(',
      ')',
      '[',
      ']',
      ',',
      'and',
      'or',
      'if',
      'then',
      'else',
      '<',
      '=',
      '..',
      'in',
      'for',
      'return',
      'not',
      'null',
      '{',
      '}',
      ':',
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 10 }), (words) => {
        const source = words.join(' ');
        const checked = checkFeel(source);
        const evaluated = evaluateFeel(source, { a: 1, b: 2 }, CLOCK);
        if (!checked.ok && checked.message.startsWith('Syntax error')) {
          expect(evaluated).toEqual({ ok: false, message: checked.message });
        }
        if (checked.ok && !evaluated.ok) expect(evaluated.message).not.toContain('Syntax error');
      }),
      { numRuns: 500 },
    );
  });
});
