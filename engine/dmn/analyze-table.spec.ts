import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeTable } from './analyze-table.ts';
import type { DecisionTable, DmnType, HitPolicy } from './decision-model.ts';
import { evaluateTable } from './evaluate-table.ts';

function table(inputs: readonly string[], rows: readonly string[], hitPolicy: HitPolicy = 'UNIQUE'): DecisionTable {
  return {
    kind: 'table',
    hitPolicy,
    inputs: inputs.map((text) => {
      const [label = '', type, allowed] = text.split(':');
      const simple: DmnType | undefined =
        type === 'number' || type === 'string' || type === 'boolean' || type === 'date'
          ? { kind: 'simple', name: type }
          : undefined;
      return { label, expression: label, ...(simple && { type: simple }), ...(allowed !== undefined && { allowed }) };
    }),
    outputs: [{ label: 'o' }],
    rules: rows.map((row, index) => {
      const cells = row.split('|').map((cell) => cell.trim());
      return {
        inputs: cells.slice(0, inputs.length),
        outputs: [cells[inputs.length] ?? String(index)],
        annotations: [],
      };
    }),
  };
}

describe('gaps', () => {
  it.each<[string, readonly string[], readonly string[], readonly object[]]>([
    ['none over numbers', ['n:number'], ['< 18', '[18..60]', '> 60'], []],
    ['a point', ['n:number'], ['< 18', '> 18'], [{ n: 18 }]],
    ['a stretch', ['n:number'], ['< 18', '>= 20'], [{ n: 18 }]],
    ['between whole numbers', ['n:number'], ['<= 17', '>= 18'], [{ n: 17.5 }]],
    ['beyond the end', ['n:number'], ['[0..10]'], [{ n: -1 }]],
    ['not outside allowed values', ['n:number:[0..10]'], ['[0..5]', '(5..10]'], []],
    ['a boolean', ['b:boolean'], ['true'], [{ b: false }]],
    ['an enumeration', ['k:string:"A", "B", "C"'], ['"A"', '"B"'], [{ k: 'C' }]],
    ['any other text', ['k:string'], ['"A"', '"B"'], [{ k: 'any other text' }]],
    ['not() closes it', ['k:string'], ['"A"', 'not("A")'], []],
    ['an otherwise row', ['k:string'], ['"A"', '-'], []],
    ['dates, to the day', ['d:date'], ['<= date("2026-06-30")', '>= date("2026-07-01")'], []],
    ['a day', ['d:date'], ['< date("2026-06-30")', '> @"2026-06-30"'], [{ d: '2026-06-30' }]],
    ['a corner of two columns', ['n:number', 'b:boolean'], ['< 10 | -', '>= 10 | true'], [{ n: 10, b: false }]],
    ['everything', ['n:number'], [], [{ n: 0 }]],
  ])('%s', (_, inputs, rows, gaps) => {
    expect(analyzeTable(table(inputs, rows))).toMatchObject({ analysed: true, gaps });
  });

  it('looks at null where a cell mentions it', () => {
    expect(analyzeTable(table(['n:number'], ['null', '> 0']))).toMatchObject({ gaps: [{ n: -1 }] });
    expect(analyzeTable(table(['n:number'], ['not(null)']))).toMatchObject({ gaps: [{ n: null }] });
  });
});

describe('overlaps', () => {
  it('names both rules with an input that both match', () => {
    expect(analyzeTable(table(['n:number', 'k:string'], ['< 20 | "A"', '> 10 | -', '> 10 | "B"']))).toMatchObject({
      overlaps: [
        { rules: [1, 2], example: { n: 15, k: 'A' }, agree: false },
        { rules: [2, 3], example: { n: 15, k: 'B' }, agree: false },
      ],
    });
  });

  it('knows when the outputs agree', () => {
    expect(analyzeTable(table(['n:number'], ['< 20 | 1 + 1', '> 10 | 2']))).toMatchObject({
      overlaps: [{ agree: true }],
    });
    expect(analyzeTable(table(['n:number'], ['< 20 | fee', '> 10 | rate']))).toMatchObject({
      overlaps: [{ agree: false }],
    });
  });

  it('touching intervals overlap in their common end', () => {
    expect(analyzeTable(table(['n:number'], ['[1..5]', '[5..9]']))).toMatchObject({
      overlaps: [{ rules: [1, 2], example: { n: 5 } }],
    });
    expect(analyzeTable(table(['n:number'], ['[1..5)', '[5..9]']))).toMatchObject({ overlaps: [] });
  });
});

describe('masked rules', () => {
  it('are those that earlier rules cover together', () => {
    expect(analyzeTable(table(['n:number'], ['< 20', '>= 20', '[10..30]'], 'FIRST'))).toMatchObject({ masked: [3] });
    expect(analyzeTable(table(['n:number'], ['[10..30]', '< 20', '>= 20'], 'FIRST'))).toMatchObject({ masked: [] });
  });
});

describe('what is not analysed says so', () => {
  it.each([
    [['n:number'], ['> limit'], "rule 1 of input 'n' is computed"],
    [['n:number'], ['? > 3 and ? < 5'], "rule 1 of input 'n' is computed"],
    [['n'], ['1', '"A"'], "input 'n' is tested against values of several kinds"],
    [['n'], ['duration("P1D")'], "input 'n' is a duration, which is not analysed"],
  ])('%j %j', (inputs, rows, reason) => {
    expect(analyzeTable(table(inputs, rows))).toEqual({ analysed: false, reason, reasonVi: expect.any(String) });
  });

  it('gives up honestly on too many combinations', () => {
    const inputs = Array.from({ length: 20 }, (_, index) => `b${index}:number`);
    const rows = Array.from({ length: 60 }, (_, index) =>
      inputs
        .map((_, column) => ((index * 7 + column * 3) % 5 === 0 ? '-' : `not(${(index * column) % 13})`))
        .join(' | '),
    );
    const analysis = analyzeTable(table(inputs, rows));
    if (!analysis.analysed) expect(analysis.reason).toContain('too many combinations');
  });
});

describe('analysis and evaluation agree', () => {
  const cell = fc.oneof(
    fc.constant('-'),
    fc.integer({ min: 0, max: 6 }).map((n) => `< ${n}`),
    fc.integer({ min: 0, max: 6 }).map((n) => `>= ${n}`),
    fc
      .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }))
      .map(([a, b]) => `[${Math.min(a, b)}..${Math.max(a, b)}]`),
    fc.integer({ min: 0, max: 6 }).map((n) => `not(${n})`),
  );
  const rows = fc.array(
    fc.tuple(cell, cell).map((cells) => cells.join(' | ')),
    { maxLength: 6 },
  );

  it('a gap is matched by no rule; without gaps every input is matched; an overlap by both its rules', () => {
    fc.assert(
      fc.property(rows, (lines) => {
        const subject = table(['x:number', 'y:number'], lines, 'COLLECT');
        const matched = (context: Record<string, unknown>): readonly number[] => {
          const run = {
            decisions: {},
            context: {},
            clock: { at: '2026-01-01T00:00:00.000Z', timeZone: 'UTC' },
            matched: [],
            outputs: [],
            warnings: [],
          };
          evaluateTable(run, subject, context, { elementId: 't', label: { en: 't', vi: 't' } });
          const [first] = run.matched as readonly { rules: readonly number[] }[];
          return first?.rules ?? [];
        };
        const analysis = analyzeTable(subject);
        if (!analysis.analysed) throw new Error(analysis.reason);
        for (const gap of analysis.gaps) expect(matched({ ...gap })).toEqual([]);
        for (const { rules, example } of analysis.overlaps)
          expect(matched({ ...example })).toEqual(expect.arrayContaining([...rules]));
        if (analysis.gaps.length === 0) {
          for (let x = -1; x <= 7; x += 0.5)
            for (let y = -1; y <= 7; y += 0.5) expect(matched({ x, y }).length).toBeGreaterThan(0);
        }
        for (const rule of analysis.masked) {
          for (let x = -1; x <= 7; x += 0.5)
            for (let y = -1; y <= 7; y += 0.5) expect(matched({ x, y })[0]).not.toBe(rule);
        }
      }),
      { numRuns: 60 },
    );
  });
});
