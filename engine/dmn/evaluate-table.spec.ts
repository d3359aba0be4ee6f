import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { evaluateDecision, type DecisionResult } from './evaluate-decision.ts';
import { readDmn } from './read-dmn.ts';

const CLOCK = { at: '2026-11-24T01:00:00.000Z', timeZone: 'Asia/Ho_Chi_Minh' };

interface TableOptions {
  readonly hitPolicy?: string;
  readonly aggregation?: string;
  /** `name`, `name:type` or `name:type:allowed values`. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Cells of one rule, `|` between columns. */
  readonly rules: readonly string[];
  readonly defaults?: readonly string[];
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}

function tableXml({ hitPolicy = 'UNIQUE', aggregation, inputs, outputs, rules, defaults = [] }: TableOptions): string {
  const clause = (text: string): readonly [string, string, string] => {
    const [name = '', type = '', allowed = ''] = text.split(':');
    return [name, type, allowed];
  };
  const inputXml = inputs.map((text, index) => {
    const [name, type, allowed] = clause(text);
    return `<input id="in${index}" label="${name}"><inputExpression${type === '' ? '' : ` typeRef="${type}"`}><text>${name}</text></inputExpression>${
      allowed === '' ? '' : `<inputValues><text>${escape(allowed)}</text></inputValues>`
    }</input>`;
  });
  const outputXml = outputs.map((text, index) => {
    const [name, type, allowed] = clause(text);
    return `<output id="out${index}" name="${name}"${type === '' ? '' : ` typeRef="${type}"`}>${
      allowed === '' ? '' : `<outputValues><text>${escape(allowed)}</text></outputValues>`
    }${defaults[index] === undefined ? '' : `<defaultOutputEntry><text>${escape(defaults[index])}</text></defaultOutputEntry>`}</output>`;
  });
  const ruleXml = rules.map((row, index) => {
    const cells = row.split('|').map((cell) => `<text>${escape(cell.trim())}</text>`);
    const entries = cells.map((cell, column) =>
      column < inputs.length ? `<inputEntry>${cell}</inputEntry>` : `<outputEntry>${cell}</outputEntry>`,
    );
    return `<rule id="rule${index}">${entries.join('')}</rule>`;
  });
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="ns"><decision id="t" name="T"><decisionTable id="table" hitPolicy="${hitPolicy}"${
    aggregation === undefined ? '' : ` aggregation="${aggregation}"`
  }>${inputXml.join('')}${outputXml.join('')}${ruleXml.join('')}</decisionTable></decision></definitions>`;
}

async function run(options: TableOptions, ...contexts: readonly JsonObject[]): Promise<readonly DecisionResult[]> {
  const { decisions, diagnostics } = await readDmn(tableXml(options));
  expect(diagnostics.filter((diagnostic) => diagnostic.severity === 'error')).toEqual([]);
  const byId = Object.fromEntries(decisions.map((decision) => [decision.id, decision]));
  return contexts.map((context) => evaluateDecision(byId, 't', context, CLOCK));
}

/** Output of each context, or the message of its failure. */
async function outcomes(options: TableOptions, ...contexts: readonly JsonObject[]): Promise<readonly unknown[]> {
  return (await run(options, ...contexts)).map((result) => (result.ok ? result.output : result.message));
}

describe('hit policies', () => {
  const overlapping = {
    inputs: ['age:number'],
    outputs: ['class:string'],
    rules: ['< 18 | "child"', '>= 18 | "adult"', '> 60 | "senior"'],
  };

  it('UNIQUE gives the one match and refuses two', async () => {
    expect(await outcomes(overlapping, { age: 17 }, { age: 18 }, { age: 60 }, { age: 61 })).toEqual([
      'child',
      'adult',
      'adult',
      "The rules 2 and 3 of decision 'T' match together, but its hit policy is UNIQUE. Make them exclude each other.",
    ]);
  });

  it('names all rules that match together', async () => {
    expect(
      await outcomes({ inputs: ['n'], outputs: ['o'], rules: ['> 0 | 1', '> 1 | 2', '> 2 | 3', '> 9 | 4'] }, { n: 5 }),
    ).toEqual([expect.stringContaining('The rules 1, 2 and 3 ')]);
  });

  it('FIRST stops at the first match', async () => {
    const [result] = await run({ ...overlapping, hitPolicy: 'FIRST' }, { age: 61 });
    expect(result).toMatchObject({ ok: true, output: 'adult', matched: [{ decisionId: 't', rules: [2] }] });
  });

  it('ANY accepts rules that agree and refuses those that do not', async () => {
    const table = {
      hitPolicy: 'ANY',
      inputs: ['a', 'b'],
      outputs: ['o'],
      rules: ['true | - | "no"', '- | true | "no"', '- | - | "yes"'],
    };
    expect(await outcomes({ ...table, rules: table.rules.slice(0, 2) }, { a: true, b: true })).toEqual(['no']);
    expect(await outcomes(table, { a: true, b: false })).toEqual([
      "The rules 1 and 3 of decision 'T' match together with different outputs, but its hit policy is ANY.",
    ]);
  });

  it('ANY compares contexts of several outputs', async () => {
    const table = {
      hitPolicy: 'ANY',
      inputs: ['a'],
      outputs: ['x', 'y'],
      rules: ['> 0 | 1 | [1, 2]', '> 1 | 1 | [1, 2]'],
    };
    expect(await outcomes(table, { a: 5 })).toEqual([{ x: 1, y: [1, 2] }]);
  });

  const risks = {
    inputs: ['amount:number', 'known:boolean'],
    outputs: ['risk:string:"HIGH", "MEDIUM", "LOW"'],
    rules: ['- | - | "LOW"', '> 100 | - | "MEDIUM"', '- | false | "HIGH"'],
  };

  it('PRIORITY takes the output that stands first among the output values', async () => {
    expect(
      await outcomes(
        { ...risks, hitPolicy: 'PRIORITY' },
        { amount: 1, known: true },
        { amount: 101, known: true },
        { amount: 101, known: false },
      ),
    ).toEqual(['LOW', 'MEDIUM', 'HIGH']);
  });

  it('PRIORITY compares several outputs from left to right', async () => {
    const table = {
      hitPolicy: 'PRIORITY',
      inputs: ['n'],
      outputs: ['a:string:"x", "y"', 'b:string:"p", "q"'],
      rules: ['- | "y" | "p"', '- | "x" | "q"', '> 1 | "x" | "p"'],
    };
    expect(await outcomes(table, { n: 1 }, { n: 2 })).toEqual([
      { a: 'x', b: 'q' },
      { a: 'x', b: 'p' },
    ]);
  });

  it('OUTPUT ORDER lists by priority, RULE ORDER and COLLECT by rule', async () => {
    const context = { amount: 101, known: false };
    expect(await outcomes({ ...risks, hitPolicy: 'OUTPUT ORDER' }, context)).toEqual([['HIGH', 'MEDIUM', 'LOW']]);
    expect(await outcomes({ ...risks, hitPolicy: 'RULE ORDER' }, context)).toEqual([['LOW', 'MEDIUM', 'HIGH']]);
    expect(await outcomes({ ...risks, hitPolicy: 'COLLECT' }, context)).toEqual([['LOW', 'MEDIUM', 'HIGH']]);
  });

  it('list policies give a list for a single match', async () => {
    expect(await outcomes({ ...risks, hitPolicy: 'COLLECT' }, { amount: 1, known: true })).toEqual([['LOW']]);
    expect(await outcomes({ ...risks, hitPolicy: 'RULE ORDER' }, { amount: 1, known: true })).toEqual([['LOW']]);
  });

  it('COLLECT of several outputs gives contexts', async () => {
    const table = {
      hitPolicy: 'COLLECT',
      inputs: ['n'],
      outputs: ['paper', 'copies'],
      rules: ['> 0 | "form" | 1', '> 1 | "plan" | 2'],
    };
    expect(await outcomes(table, { n: 2 })).toEqual([
      [
        { paper: 'form', copies: 1 },
        { paper: 'plan', copies: 2 },
      ],
    ]);
  });

  it.each([
    ['SUM', [60, 10]],
    ['COUNT', [3, 1]],
    ['MIN', [10, 10]],
    ['MAX', [30, 10]],
  ])('COLLECT with %s', async (aggregation, expected) => {
    const table = {
      hitPolicy: 'COLLECT',
      aggregation,
      inputs: ['n'],
      outputs: ['fee:number'],
      rules: ['> 0 | 10', '> 1 | 20', '> 2 | 30'],
    };
    expect(await outcomes(table, { n: 3 }, { n: 1 })).toEqual(expected);
  });

  it('MIN and MAX order dates and text too', async () => {
    const dates = {
      hitPolicy: 'COLLECT',
      inputs: ['n'],
      outputs: ['d:date'],
      rules: ['- | date("2026-12-31")', '- | date("2026-01-31")'],
    };
    expect(await outcomes({ ...dates, aggregation: 'MIN' }, { n: 0 })).toEqual(['2026-01-31']);
    expect(await outcomes({ ...dates, aggregation: 'MAX' }, { n: 0 })).toEqual(['2026-12-31']);
  });

  it('aggregation refuses what cannot be added or compared', async () => {
    const mixed = { hitPolicy: 'COLLECT', inputs: ['n'], outputs: ['o'], rules: ['- | 1', '- | "a"'] };
    expect(await outcomes({ ...mixed, aggregation: 'SUM' }, { n: 0 })).toEqual([
      "decision 'T' takes the SUM of its outputs, but one of them is a string.",
    ]);
    expect(await outcomes({ ...mixed, aggregation: 'MAX' }, { n: 0 })).toEqual([
      expect.stringContaining('takes the MAX'),
    ]);
  });

  it.each(['UNIQUE', 'FIRST', 'ANY', 'COLLECT', 'RULE ORDER'])(
    '%s without a match gives null and says why',
    async (hitPolicy) => {
      const [result] = await run({ hitPolicy, inputs: ['n:number'], outputs: ['o'], rules: ['> 10 | 1'] }, { n: 1 });
      expect(result).toEqual({
        ok: true,
        output: null,
        inputs: { n: 1 },
        matched: [{ decisionId: 't', rules: [] }],
        outputs: [],
        warnings: ["In decision 'T': no rule matches and there is no default output; the result is null."],
      });
    },
  );

  it('COUNT of no match is 0, unless there is a default', async () => {
    const count = { hitPolicy: 'COLLECT', aggregation: 'COUNT', inputs: ['n'], outputs: ['o'], rules: ['> 10 | 1'] };
    expect(await outcomes(count, { n: 1 }, { n: 11 })).toEqual([0, 1]);
    expect(await outcomes({ ...count, defaults: ['-1'] }, { n: 1 })).toEqual([-1]);
    expect(await outcomes({ ...count, aggregation: 'SUM' }, { n: 1 })).toEqual([null]);
  });

  it('default outputs stand in when no rule matches', async () => {
    const table = {
      inputs: ['n'],
      outputs: ['o:string', 'p:number'],
      rules: ['> 10 | "big" | 1'],
      defaults: ['"small"', '0'],
    };
    expect(await outcomes(table, { n: 11 }, { n: 1 })).toEqual([
      { o: 'big', p: 1 },
      { o: 'small', p: 0 },
    ]);
    expect(
      await outcomes(
        { hitPolicy: 'COLLECT', inputs: ['n'], outputs: ['o'], rules: ['> 10 | 1'], defaults: ['0'] },
        { n: 1 },
      ),
    ).toEqual([[0]]);
    expect(
      await outcomes(
        {
          hitPolicy: 'COLLECT',
          aggregation: 'SUM',
          inputs: ['n'],
          outputs: ['o'],
          rules: ['> 10 | 1'],
          defaults: ['0'],
        },
        { n: 1 },
      ),
    ).toEqual([0]);
  });

  it('a table without inputs always matches', async () => {
    expect(await outcomes({ inputs: [], outputs: ['o'], rules: ['"always"'] }, {})).toEqual(['always']);
  });
});

describe('input cells', () => {
  /** Which of the contexts the one cell matches. */
  async function matches(
    cell: string,
    type: string,
    values: readonly unknown[],
    context: JsonObject = {},
  ): Promise<readonly unknown[]> {
    const input = type === '' ? 'v' : `v:${type}`;
    const contexts = values.map((v) => JSON.parse(JSON.stringify({ ...context, v })) as JsonObject);
    return (await run({ inputs: [input], outputs: ['o'], rules: [`${cell} | true`] }, ...contexts)).map((result) =>
      result.ok ? result.output === true : result.message,
    );
  }

  it.each<[string, string, readonly unknown[], readonly boolean[]]>([
    ['-', 'number', [1, null], [true, true]],
    ['', 'number', [1, null], [true, true]],
    ['5', 'number', [5, 4, null], [true, false, false]],
    ['1, 2, 3', 'number', [2, 4], [true, false]],
    ['< 18', 'number', [17.9, 18, null], [true, false, false]],
    ['<= 18', 'number', [18, 18.1], [true, false]],
    ['> -1', 'number', [0, -1], [true, false]],
    ['[1..5]', 'number', [1, 5, 0, 6, null], [true, true, false, false, false]],
    ['(1..5)', 'number', [1, 5, 3], [false, false, true]],
    [']1..5[', 'number', [1, 5, 3], [false, false, true]],
    ['[1..5)', 'number', [1, 5], [true, false]],
    ['[1..3], [7..9]', 'number', [2, 8, 5], [true, true, false]],
    ['< 1, > 9', 'number', [0, 10, 5], [true, true, false]],
    ['not(5)', 'number', [5, 4, null], [false, true, true]],
    ['not([1..3], 9)', 'number', [2, 9, 5], [false, false, true]],
    ['null', 'number', [null, 0], [true, false]],
    ['not(null)', 'number', [null, 0], [false, true]],
    ['"A"', 'string', ['A', 'a', 'B'], [true, false, false]],
    ['"A", "B"', 'string', ['B', 'C'], [true, false]],
    ['not("A", "B")', 'string', ['B', 'C'], [false, true]],
    ['["a".."m"]', 'string', ['b', 'z'], [true, false]],
    ['true', 'boolean', [true, false, null], [true, false, false]],
    ['false', 'boolean', [true, false, null], [false, true, false]],
    ['? > 3 and ? < 7', 'number', [5, 8], [true, false]],
    ['? = null or ? > 10', 'number', [null, 11, 5], [true, true, false]],
    ['starts with(?, "HĐ")', 'string', ['HĐ-1', 'X'], [true, false]],
    ['matches(?, "^\\d{9}(\\d{3})?$")', 'string', ['123456789', '123456789012', '1234'], [true, true, false]],
    ['list contains(?, "x")', '', [['x', 'y'], ['z']], [true, false]],
    ['count(?) > 1', '', [[1, 2], [1]], [true, false]],
    ['date("2026-01-01")', 'date', ['2026-01-01', '2026-01-02'], [true, false]],
    ['< date("2026-07-01")', 'date', ['2026-06-30', '2026-07-01'], [true, false]],
    ['[@"2026-01-01"..@"2026-01-31"]', 'date', ['2026-01-31', '2026-02-01'], [true, false]],
    ['> @"2026-11-24T08:00:00"', 'dateTime', ['2026-11-24T08:00:01+07:00', '2026-11-24T00:59:59Z'], [true, false]],
    ['<= @"15:00:00"', 'time', ['15:00:00', '15:01:00'], [true, false]],
    ['< duration("P3D")', 'dayTimeDuration', ['PT71H', 'P3D'], [true, false]],
    ['>= duration("P1Y")', 'yearMonthDuration', ['P12M', 'P11M'], [true, false]],
    ['{a: 1}', '', [{ a: 1 }, { a: 2 }], [true, false]],
    ['[1, 2]', '', [[1, 2], 1, 3], [true, true, false]],
  ])('%s (%s)', async (cell, type, values, expected) => {
    expect(await matches(cell, type, values)).toEqual(expected);
  });

  it('compares with variables and earlier dates of the case', async () => {
    expect(await matches('> limit', 'number', [5, 3], { limit: 4 })).toEqual([true, false]);
    expect(await matches('limit', 'number', [4, 3], { limit: 4 })).toEqual([true, false]);
    expect(await matches('allowed kinds', 'string', ['a', 'z'], { 'allowed kinds': ['a', 'b'] })).toEqual([
      true,
      false,
    ]);
    expect(await matches('[low..high]', 'number', [2, 9], { low: 1, high: 3 })).toEqual([true, false]);
    expect(await matches('< today()', 'date', ['2026-11-23', '2026-11-24'])).toEqual([true, false]);
  });

  it('a comparison with a value of another kind fails and names the cell', async () => {
    expect(await matches('< 18', '', ['17'])).toEqual([
      `In decision 'T', rule 1, input 'v': "< 18" compares a number, but the value is a string.`,
    ]);
    expect(await matches('[1..5]', '', [true])).toEqual([expect.stringContaining("rule 1, input 'v'")]);
  });

  it('an expression that fails names the cell', async () => {
    expect(await matches('count(for i in 1..n return i) > 1', 'number', [1], { n: 1e9 })).toEqual([
      expect.stringMatching(/^In decision 'T', rule 1, input 'v': .*at most 10000/),
    ]);
    expect(await matches('matches(?, p)', 'string', ['a'], { p: '(?=a)' })).toEqual([
      expect.stringContaining("rule 1, input 'v'"),
    ]);
  });
});

describe('wrong input is refused with the column', () => {
  it.each<[string, unknown, string]>([
    ['age:number', '17', 'must be a number, but is a string'],
    ['age:number', true, 'must be a number, but is a boolean'],
    ['age:string', 17, 'must be a string, but is a number'],
    ['age:boolean', 'true', 'must be true or false, but is a string'],
    ['age:date', '2026-02-31', 'must be a date (2026-11-24), but is a string'],
    ['age:date', 20261124, 'must be a date (2026-11-24), but is a number'],
    ['age:dateTime', '2026-11-24', 'must be a date and time'],
    ['age:time', '25:00:00', 'must be a time'],
    ['age:dayTimeDuration', 'P1M', 'must be a duration of days'],
    ['age:yearMonthDuration', 'P1D', 'must be a duration of years'],
    ['age:number', [1, 2], 'must be a number, but is a list'],
    ['age:string:"A", "B"', 'C', 'must be one of "A", "B", but is another'],
    ['age:string:"A", "B"', null, 'is missing; allowed are "A", "B"'],
    ['age:number:[0..150]', 151, 'must be one of [0..150], but is another'],
  ])('%s given %j', async (input, age, message) => {
    const context = JSON.parse(JSON.stringify({ age })) as JsonObject;
    const [outcome] = await outcomes({ inputs: [input], outputs: ['o'], rules: ['- | 1'] }, context);
    expect(outcome).toContain("decision 'T', input 'age'");
    expect(outcome).toContain(message);
  });

  it('takes a list of one for its element', async () => {
    expect(await outcomes({ inputs: ['age:number'], outputs: ['o'], rules: ['> 1 | 1'] }, { age: [5] })).toEqual([1]);
  });

  it('output outside its type or values names the rule', async () => {
    expect(await outcomes({ inputs: ['n'], outputs: ['o:number'], rules: ['- | x'] }, { n: 1, x: 'text' })).toEqual([
      "The value of decision 'T', rule 1, output 'o' must be a number, but is a string.",
    ]);
    expect(await outcomes({ inputs: ['n'], outputs: ['o:string:"A"'], rules: ['- | x'] }, { n: 1, x: 'B' })).toEqual([
      `The value of decision 'T', rule 1, output 'o' must be one of "A", but is another.`,
    ]);
  });
});

describe('what the event keeps', () => {
  it('matched rules, and the inputs that were read, only those', async () => {
    const [result] = await run(
      {
        hitPolicy: 'COLLECT',
        inputs: ['amount:number'],
        outputs: ['o'],
        rules: ['> 1 | rate', '> 100 | 2', '> 2 | 3'],
      },
      { amount: 5, rate: 7, other: 'not read' },
    );
    expect(result).toEqual({
      ok: true,
      output: [7, 3],
      inputs: { amount: 5, rate: 7 },
      matched: [{ decisionId: 't', rules: [1, 3], ruleIds: ['rule0', 'rule2'] }],
      outputs: [
        { decisionId: 't', rule: 1, values: [7] },
        { decisionId: 't', rule: 3, values: [3] },
      ],
      warnings: [],
    });
  });

  it('what rules said that the hit policy passed over', async () => {
    const [result] = await run(
      {
        hitPolicy: 'PRIORITY',
        inputs: ['n:number'],
        outputs: ['o:string:"high","low"', 'p'],
        rules: ['> 1 | "low" | n', '> 2 | "high" | 0'],
      },
      { n: 5 },
    );
    expect(result).toMatchObject({
      output: { o: 'high', p: 0 },
      outputs: [
        { decisionId: 't', rule: 1, values: ['low', 5] },
        { decisionId: 't', rule: 2, values: ['high', 0] },
      ],
    });
  });

  it('the cell at fault, by its numbers, names and ids, in both languages', async () => {
    const [input, cell, output] = await run(
      { inputs: ['n:number'], outputs: ['o:string'], rules: ['< limit | "a"', '3 | 7'] },
      { n: 'much' },
      { n: 2, limit: 'none' },
      { n: 3, limit: 1 },
    );
    expect(input).toEqual({
      ok: false,
      message: "The value of decision 'T', input 'n' must be a number, but is a string.",
      messageVi: 'Giá trị của quyết định “T”, đầu vào “n” phải là số, nhưng là chữ.',
      cell: { decisionId: 't', column: 'input', heading: 'n', columnId: 'in0' },
    });
    expect(cell).toMatchObject({
      ok: false,
      message: expect.stringContaining("In decision 'T', rule 1, input 'n': "),
      messageVi: expect.stringContaining('Tại quyết định “T”, luật 1, đầu vào “n”: '),
      cell: { decisionId: 't', rule: 1, ruleId: 'rule0', column: 'input', heading: 'n', columnId: 'in0' },
    });
    expect(output).toMatchObject({
      ok: false,
      messageVi: 'Giá trị của quyết định “T”, luật 2, đầu ra “o” phải là chữ, nhưng là số.',
      cell: { decisionId: 't', rule: 2, ruleId: 'rule1', column: 'output', heading: 'o', columnId: 'out0' },
    });
  });

  it('a variable that is not there is said, with the cell', async () => {
    const [result] = await run({ inputs: ['n'], outputs: ['o'], rules: ['1 | fee * 2'] }, { n: 1 });
    expect(result).toMatchObject({
      ok: true,
      output: null,
      warnings: [
        expect.stringContaining("In decision 'T', rule 1, output 'o': Variable 'fee' not found"),
        expect.any(String),
      ],
    });
  });
});
