import { describe, expect, it } from 'vitest';
import type { BundleFiles } from '../model/procedure.ts';
import type { JsonObject } from '../model/json.ts';
import { checkImports } from './check-imports.ts';
import type { DecisionModel } from './decision-model.ts';
import { evaluateDecision, type DecisionResult } from './evaluate-decision.ts';
import { readDmn } from './read-dmn.ts';

const CLOCK = { at: '2026-11-24T01:00:00.000Z', timeZone: 'Asia/Ho_Chi_Minh' };

function definitions(
  body: string,
  attributes = 'namespace="ns" xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"',
): string {
  return `<definitions id="defs" name="defs" ${attributes}>${body}</definitions>`;
}

async function load(...files: readonly string[]): Promise<Readonly<Record<string, DecisionModel>>> {
  const bundle: BundleFiles = Object.fromEntries(files.map((xml, index) => [`f${index}.dmn`, xml]));
  const decisions: Record<string, DecisionModel> = {};
  for (const [path, xml] of Object.entries(bundle)) {
    const read = await readDmn(xml, path, bundle);
    expect(read.diagnostics.filter((diagnostic) => diagnostic.severity === 'error')).toEqual([]);
    for (const decision of read.decisions) decisions[decision.id] = decision;
  }
  return JSON.parse(JSON.stringify(decisions)) as Readonly<Record<string, DecisionModel>>;
}

async function run(body: string, decision: string, context: JsonObject = {}): Promise<DecisionResult> {
  return evaluateDecision(await load(definitions(body)), decision, context, CLOCK);
}

async function output(body: string, decision: string, context: JsonObject = {}): Promise<unknown> {
  const result = await run(body, decision, context);
  return result.ok ? result.output : result.message;
}

/** A decision with one boxed expression. */
function decision(logic: string, options = ''): string {
  return `<decision id="d" name="D">${options}${logic}</decision>`;
}
function literal(text: string, type = ''): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<literalExpression${type === '' ? '' : ` typeRef="${type}"`}><text>${escaped}</text></literalExpression>`;
}
const input = (id: string, name: string, type = ''): string =>
  `<inputData id="${id}" name="${name}"><variable name="${name}"${type === '' ? '' : ` typeRef="${type}"`}/></inputData>`;
const needsInput = (id: string): string =>
  `<informationRequirement><requiredInput href="#${id}"/></informationRequirement>`;
const needsDecision = (id: string): string =>
  `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`;
const needsKnowledge = (id: string): string =>
  `<knowledgeRequirement><requiredKnowledge href="#${id}"/></knowledgeRequirement>`;

describe('boxed expressions', () => {
  it('literal expression', async () => {
    expect(await output(decision(literal('a * 2')), 'd', { a: 21 })).toBe(42);
    expect(await output(decision(literal('date("2026-01-31") + duration("P1M")')), 'd')).toBe('2026-02-28');
  });

  it('context: entries see those before them, the nameless last one is the result', async () => {
    const entry = (name: string, text: string): string =>
      `<contextEntry><variable name="${name}"/>${literal(text)}</contextEntry>`;
    const result = `<contextEntry>${literal('net + tax')}</contextEntry>`;
    const body = `${entry('net', 'price * amount')}${entry('tax', 'net * 0.1')}`;
    expect(await output(decision(`<context>${body}</context>`), 'd', { price: 10, amount: 2 })).toEqual({
      net: 20,
      tax: 2,
    });
    expect(await output(decision(`<context>${body}${result}</context>`), 'd', { price: 10, amount: 2 })).toBe(22);
  });

  it('context: an entry has its type', async () => {
    const body = `<context><contextEntry><variable name="net" typeRef="number"/>${literal('"x"')}</contextEntry></context>`;
    expect(await output(decision(body), 'd')).toBe(
      "The result of decision 'D', entry 'net' must be a number, but is a string.",
    );
  });

  it('list and relation', async () => {
    expect(await output(decision(`<list>${literal('1')}${literal('a')}</list>`), 'd', { a: 2 })).toEqual([1, 2]);
    const relation = `<relation><column name="paper"/><column name="copies"/><row>${literal('"form"')}${literal('1')}</row><row>${literal('"plan"')}${literal('n')}</row></relation>`;
    expect(await output(decision(relation), 'd', { n: 2 })).toEqual([
      { paper: 'form', copies: 1 },
      { paper: 'plan', copies: 2 },
    ]);
  });

  it('function definition and invocation', async () => {
    const body = `<context>
      <contextEntry><variable name="area"/><functionDefinition><formalParameter name="a" typeRef="number"/><formalParameter name="b" typeRef="number"/>${literal('a * b')}</functionDefinition></contextEntry>
      <contextEntry><invocation>${literal('area')}<binding><parameter name="b"/>${literal('3')}</binding><binding><parameter name="a"/>${literal('w')}</binding></invocation></contextEntry></context>`;
    expect(await output(decision(body), 'd', { w: 4 })).toBe(12);
    expect(await output(decision(body), 'd', { w: 'x' })).toContain("The argument 'a' of");
  });

  it('invocation of a built-in and of a FEEL function', async () => {
    const call = (called: string, parameter: string, value: string): string =>
      `<invocation>${literal(called)}<binding><parameter name="${parameter}"/>${literal(value)}</binding></invocation>`;
    expect(await output(decision(call('upper case', 'string', '"a"')), 'd')).toBe('A');
    expect(await output(decision(call('function(x) x + 1', 'x', '1')), 'd')).toBe(2);
    expect(await output(decision(call('upper case', 'text', '"a"')), 'd')).toContain(
      "an argument 'text'; it has string",
    );
    expect(await output(decision(call('nothing', 'x', '1')), 'd')).toContain('no function');
  });

  it('conditional, filter, for, some, every (DMN 1.4)', async () => {
    const conditional = `<conditional><if>${literal('n > 1')}</if><then>${literal('"many"')}</then><else>${literal('"one"')}</else></conditional>`;
    expect(await output(decision(conditional), 'd', { n: 2 })).toBe('many');
    expect(await output(decision(conditional), 'd', { n: null })).toBe('one');
    const filter = `<filter><in>${literal('papers')}</in><match>${literal('missing and item.copies > 0')}</match></filter>`;
    expect(
      await output(decision(filter), 'd', {
        papers: [
          { missing: true, copies: 1 },
          { missing: false, copies: 1 },
          { missing: true, copies: 0 },
        ],
      }),
    ).toEqual([{ missing: true, copies: 1 }]);
    const loop = (kind: string, result: string, text: string): string =>
      `<${kind} iteratorVariable="x"><in>${literal('xs')}</in><${result}>${literal(text)}</${result}></${kind}>`;
    expect(await output(decision(loop('for', 'return', 'x + count(partial)')), 'd', { xs: [1, 2, 3] })).toEqual([
      1, 3, 5,
    ]);
    expect(await output(decision(loop('some', 'satisfies', 'x > 2')), 'd', { xs: [1, 3] })).toBe(true);
    expect(await output(decision(loop('every', 'satisfies', 'x > 2')), 'd', { xs: [1, 3] })).toBe(false);
    expect(await output(decision(loop('every', 'satisfies', 'x > 2')), 'd', { xs: [] })).toBe(true);
  });

  it('a result that is a function or a range is refused', async () => {
    expect(await output(decision(literal('function(x) x')), 'd')).toContain(
      "Decision 'D': The result holds a function",
    );
  });
});

describe('requirement graphs', () => {
  const graph = `
    ${input('i1', 'Thu nhập', 'number')}${input('i2', 'ngày nộp', 'date')}
    <decision id="base" name="Base"><variable name="mức cơ bản" typeRef="number"/>${needsInput('i1')}
      <decisionTable id="tb"><input id="a"><inputExpression typeRef="number"><text>Thu nhập</text></inputExpression></input><output id="o" typeRef="number"/>
        <rule><inputEntry><text>&lt; 100</text></inputEntry><outputEntry><text>10</text></outputEntry></rule>
        <rule><inputEntry><text>&gt;= 100</text></inputEntry><outputEntry><text>20</text></outputEntry></rule></decisionTable></decision>
    <decision id="late" name="Late"><variable name="late"/>${needsInput('i2')}${literal('ngày nộp > date("2026-06-30")')}</decision>
    <decision id="left" name="Left">${needsDecision('base')}${literal('mức cơ bản + 1')}</decision>
    <decision id="right" name="Right">${needsDecision('base')}${needsDecision('late')}${literal('if late then mức cơ bản * 2 else mức cơ bản')}</decision>
    <decision id="top" name="Top">${needsDecision('left')}${needsDecision('right')}${literal('Left + Right')}</decision>`;

  it('evaluates every required decision once and lists the matched rules in order', async () => {
    const result = await run(graph, 'top', { 'Thu nhập': 150, 'ngày nộp': '2026-07-01' });
    expect(result).toEqual({
      ok: true,
      output: 61,
      inputs: { 'Thu nhập': 150, 'ngày nộp': '2026-07-01' },
      matched: [{ decisionId: 'base', rules: [2] }],
      outputs: [{ decisionId: 'base', rule: 2, values: [20] }],
      warnings: [],
    });
  });

  it('finds a decision by its name', async () => {
    expect(await output(graph, 'Right', { 'Thu nhập': 1, 'ngày nộp': '2026-01-01' })).toBe(10);
  });

  it('reads names of the case however their blanks are written', async () => {
    expect(await output(graph, 'base', { 'Thu  nhập': 1 })).toBe(10);
  });

  it('refuses input data of a wrong type', async () => {
    expect(await output(graph, 'top', { 'Thu nhập': '150', 'ngày nộp': '2026-07-01' })).toBe(
      "The input 'Thu nhập' of input data 'Thu nhập' must be a number, but is a string.",
    );
    expect(await output(graph, 'top', { 'Thu nhập': 1, 'ngày nộp': '01/07/2026' })).toContain("The input 'ngày nộp'");
  });

  it('says which input is not given', async () => {
    const result = await run(graph, 'base', {});
    expect(result).toMatchObject({ ok: true, output: null, inputs: {} });
    expect(result.ok && result.warnings[0]).toBe("The input 'Thu nhập' is not given; it is null.");
  });

  it('says which decisions there are', async () => {
    expect(await output(graph, 'nothing')).toBe(
      "There is no decision 'nothing'. Decisions of this procedure: 'Base', 'Late', 'Left', 'Right', 'Top'.",
    );
  });

  it('a decision without logic cannot be evaluated', async () => {
    expect(await output('<decision id="d" name="D"/>', 'd')).toBe("Decision 'D' has no logic.");
  });

  it('a decision may give a null to another, with its reason', async () => {
    const result = await run(graph, 'left', { 'Thu nhập': null });
    expect(result).toMatchObject({ ok: true, output: null });
    expect(result.ok && result.warnings.join('\n')).toContain("In decision 'Left': Can't add a number to null");
  });
});

describe('knowledge models', () => {
  const fee = `<businessKnowledgeModel id="fee" name="fee of"><variable name="fee of"/>
    <encapsulatedLogic><formalParameter name="kind" typeRef="string"/><formalParameter name="copies" typeRef="number"/>
    <decisionTable id="bt"><input id="bi"><inputExpression><text>kind</text></inputExpression></input><output id="bo"/>
      <rule><inputEntry><text>"A"</text></inputEntry><outputEntry><text>10 * copies</text></outputEntry></rule>
      <rule><inputEntry><text>"B"</text></inputEntry><outputEntry><text>20 * copies</text></outputEntry></rule></decisionTable></encapsulatedLogic></businessKnowledgeModel>`;

  it('are called from FEEL by position and by name, and from an invocation', async () => {
    const call = (text: string): string => `${fee}${decision(literal(text), needsKnowledge('fee'))}`;
    const result = await run(call('fee of("A", 2) + fee of(copies: 1, kind: "B")'), 'd');
    expect(result).toMatchObject({
      ok: true,
      output: 40,
      matched: [
        { decisionId: 'fee', rules: [1] },
        { decisionId: 'fee', rules: [2] },
      ],
    });
    const invocation = `<invocation>${literal('fee of')}<binding><parameter name="kind"/>${literal('"A"')}</binding><binding><parameter name="copies"/>${literal('n')}</binding></invocation>`;
    expect(await output(`${fee}${decision(invocation, needsKnowledge('fee'))}`, 'd', { n: 3 })).toBe(30);
  });

  it('check their arguments', async () => {
    const call = (text: string): string => `${fee}${decision(literal(text), needsKnowledge('fee'))}`;
    expect(await output(call('fee of(1, 2)'), 'd')).toContain(
      "The argument 'kind' of knowledge model 'fee of' must be a string, but is a number",
    );
    expect(await output(call('fee of("A")'), 'd')).toContain('needs 2 arguments (kind, copies), but got 1');
  });

  it('require other knowledge models, and themselves', async () => {
    const body = `${fee}<businessKnowledgeModel id="twice" name="twice"><encapsulatedLogic><formalParameter name="k"/>${literal('fee of(k, 2)')}</encapsulatedLogic>${needsKnowledge('fee')}</businessKnowledgeModel>
      <businessKnowledgeModel id="fac" name="fac"><encapsulatedLogic><formalParameter name="n" typeRef="number"/>${literal('if n <= 1 then 1 else n * fac(n - 1)')}</encapsulatedLogic></businessKnowledgeModel>
      ${decision(literal('twice("B") + fac(5)'), `${needsKnowledge('twice')}${needsKnowledge('fac')}`)}`;
    expect(await output(body, 'd')).toBe(160);
  });

  it('cannot recurse without end', async () => {
    const body = `<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="n"/>${literal('f(n) + f(n)')}</encapsulatedLogic></businessKnowledgeModel>${decision(literal('f(1)'), needsKnowledge('f'))}`;
    expect(await output(body, 'd')).toMatch(/too deeply|more than 100000 steps/);
  });
});

describe('decision services', () => {
  const body = `${input('i', 'x', 'number')}
    <decision id="inner" name="inner">${needsInput('i')}${literal('x * 2')}</decision>
    <decision id="given" name="given">${literal('1')}</decision>
    <decision id="outA" name="a">${needsDecision('inner')}${needsDecision('given')}${literal('inner + given')}</decision>
    <decision id="outB" name="b">${needsDecision('inner')}${literal('inner - 1')}</decision>
    <decisionService id="one" name="one"><outputDecision href="#outA"/><encapsulatedDecision href="#inner"/><inputDecision href="#given"/><inputData href="#i"/></decisionService>
    <decisionService id="two" name="two"><outputDecision href="#outA"/><outputDecision href="#outB"/><encapsulatedDecision href="#inner"/><encapsulatedDecision href="#given"/><inputData href="#i"/></decisionService>
    <decision id="call" name="call">${needsKnowledge('one')}${literal('one(5, 100)')}</decision>
    <decision id="named" name="named">${needsKnowledge('one')}${literal('one(given: 1, x: 2)')}</decision>`;

  it('give the one output, or a context of several', async () => {
    expect(await output(body, 'one', { x: 5, given: 10 })).toBe(20);
    expect(await output(body, 'two', { x: 5 })).toEqual({ a: 11, b: 9 });
  });

  it('are functions of their input data and input decisions', async () => {
    expect(await output(body, 'call')).toBe(110);
    expect(await output(body, 'named')).toBe(5);
  });
});

describe('item definitions', () => {
  const types = `
    <itemDefinition id="t1" name="tAge"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemDefinition>
    <itemDefinition id="t2" name="tPerson"><itemComponent id="c1" name="age"><typeRef>tAge</typeRef></itemComponent><itemComponent id="c2" name="born"><typeRef>date</typeRef></itemComponent></itemDefinition>
    <itemDefinition id="t3" name="tPeople" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition>
    <itemDefinition id="t4" name="tKinds" isCollection="true"><typeRef>string</typeRef><allowedValues><text>"A", "B"</text></allowedValues></itemDefinition>
    <itemDefinition id="t5" name="tPair" isCollection="true"><typeRef>number</typeRef><typeConstraint><text>count(?) = 2</text></typeConstraint></itemDefinition>
    <itemDefinition id="t6" name="tYoung"><typeRef>tAge</typeRef><allowedValues><text>&lt; 18</text></allowedValues></itemDefinition>`;
  const typed = (type: string, text = 'v'): string =>
    `${types}${input('i', 'v', type)}${decision(literal(text), needsInput('i'))}`;

  it.each<[string, unknown, unknown]>([
    ['tAge', 18, 18],
    ['tAge', 151, "The input 'v' of input data 'v' must be one of [0..150], but is another."],
    ['tYoung', 17, 17],
    ['tYoung', 18, "The input 'v' of input data 'v' must be one of < 18, but is another."],
    ['tYoung', -1, "The input 'v' of input data 'v' must be one of [0..150], but is another."],
    ['tPerson', { age: 7, born: '2019-02-28', note: 'kept' }, { age: 7, born: '2019-02-28', note: 'kept' }],
    [
      'tPerson',
      { age: 7, born: '2019-02-30' },
      "The input 'v' of input data 'v' has an entry 'born' that must be a date (2026-11-24), but is a string.",
    ],
    ['tPerson', 5, "The input 'v' of input data 'v' must be a context of type 'tPerson', but is a number."],
    [
      'tPeople',
      [
        { age: 1, born: '2025-01-01' },
        { age: 200, born: '1826-01-01' },
      ],
      "The input 'v' of input data 'v' has an element 2 that has an entry 'age' that must be one of [0..150], but is another.",
    ],
    ['tPeople', { age: 1, born: '2025-01-01' }, [{ age: 1, born: '2025-01-01' }]],
    ['tKinds', ['A', 'B', 'A'], ['A', 'B', 'A']],
    [
      'tKinds',
      ['A', 'C'],
      `The input 'v' of input data 'v' has an element 2 that must be one of "A", "B", but is another.`,
    ],
    ['tPair', [1, 2], [1, 2]],
    ['tPair', [1, 2, 3], "The input 'v' of input data 'v' must satisfy count(?) = 2."],
  ])('%s of %j', async (type, v, expected) => {
    const context = JSON.parse(JSON.stringify({ v })) as JsonObject;
    expect(await output(typed(type), 'd', context)).toEqual(expected);
  });

  it('dates inside typed contexts are dates in FEEL', async () => {
    expect(
      await output(typed('tPerson', 'v.born < date("2020-01-01")'), 'd', { v: { age: 7, born: '2019-02-28' } }),
    ).toBe(true);
  });

  it('the result of a decision has its type', async () => {
    const body = `${types}<decision id="d" name="D"><variable name="D" typeRef="tAge"/>${literal('n')}</decision>`;
    expect(await output(body, 'd', { n: 5 })).toBe(5);
    expect(await output(body, 'd', { n: 500 })).toBe(
      "The result of decision 'D' must be one of [0..150], but is another.",
    );
  });
});

describe('imports', () => {
  const library = `<definitions id="lib" name="lib" namespace="urn:lib" xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">
    <itemDefinition id="lt" name="tFee"><typeRef>tMoney</typeRef></itemDefinition><itemDefinition id="lm" name="tMoney"><typeRef>number</typeRef><allowedValues><text>&gt;= 0</text></allowedValues></itemDefinition>
    <inputData id="lib_i" name="n"><variable name="n" typeRef="tFee"/></inputData>
    <decision id="lib_d" name="double"><informationRequirement><requiredInput href="#lib_i"/></informationRequirement>${literal('n * 2')}</decision>
    <businessKnowledgeModel id="lib_f" name="plus one"><encapsulatedLogic><formalParameter name="x" typeRef="tFee"/>${literal('x + 1')}</encapsulatedLogic></businessKnowledgeModel></definitions>`;
  const main = definitions(
    `<import name="lib" namespace="urn:lib" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
    ${input('i', 'v', 'lib.tFee')}
    <decision id="d" name="D"><informationRequirement><requiredDecision href="urn:lib#lib_d"/></informationRequirement><informationRequirement><requiredInput href="#i"/></informationRequirement>
    <knowledgeRequirement><requiredKnowledge href="urn:lib#lib_f"/></knowledgeRequirement>${literal('lib.double + lib.plus one(v)')}</decision>`,
  );

  it('reach decisions, functions and types of another file by the name of the import', async () => {
    const decisions = await load(main, library);
    expect(evaluateDecision(decisions, 'd', { n: 5, v: 1 }, CLOCK)).toMatchObject({
      ok: true,
      output: 12,
      inputs: { n: 5, v: 1 },
    });
    expect(evaluateDecision(decisions, 'd', { n: 5, v: -1 }, CLOCK)).toMatchObject({
      ok: false,
      message: expect.stringContaining('>= 0'),
    });
  });

  it('an import without a name brings everything in under its own name', async () => {
    const nameless = definitions(
      `<import namespace="urn:lib" importType="https://www.omg.org/spec/DMN/20230324/MODEL/" name=""/>${input('i', 'v', 'tFee')}
      <decision id="d" name="D"><informationRequirement><requiredDecision href="urn:lib#lib_d"/></informationRequirement><informationRequirement><requiredInput href="#i"/></informationRequirement>
      <knowledgeRequirement><requiredKnowledge href="urn:lib#lib_f"/></knowledgeRequirement>${literal('double + plus one(v)')}</decision>`,
    );
    const decisions = await load(nameless, library);
    expect(evaluateDecision(decisions, 'd', { n: 5, v: 1 }, CLOCK)).toMatchObject({ ok: true, output: 12 });
  });

  it('types of a file that the imported file imports are reached through both', async () => {
    const base = `<definitions id="b" name="b" namespace="urn:base" xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">
      <itemDefinition id="t" name="tAge"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemDefinition></definitions>`;
    const middle = `<definitions id="m" name="m" namespace="urn:middle" xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">
      <import name="base" namespace="urn:base" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
      <itemDefinition id="p" name="tPerson"><itemComponent id="a" name="age"><typeRef>base.tAge</typeRef></itemComponent></itemDefinition></definitions>`;
    const top = definitions(
      `<import name="middle" namespace="urn:middle" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
      ${input('i', 'person', 'middle.tPerson')}<decision id="d" name="D">${needsInput('i')}${literal('person.age')}</decision>`,
    );
    const decisions = await load(top, middle, base);
    expect(evaluateDecision(decisions, 'd', { person: { age: 20 } }, CLOCK)).toMatchObject({ ok: true, output: 20 });
    expect(evaluateDecision(decisions, 'd', { person: { age: 200 } }, CLOCK)).toMatchObject({
      ok: false,
      message:
        "The input 'person' of input data 'person' has an entry 'age' that must be one of [0..150], but is another.",
    });
  });

  it('an element that the imported file does not have, and a circle through files, are findings', async () => {
    const decisionOf = (namespace: string, id: string, other: string, required: string): string =>
      `<definitions id="${namespace}" name="f" namespace="urn:${namespace}" xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">
      <import name="o" namespace="urn:${other}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
      <decision id="${id}" name="${id}"><informationRequirement><requiredDecision href="urn:${other}#${required}"/></informationRequirement>${literal('1')}</decision></definitions>`;
    const check = async (...files: readonly string[]): Promise<readonly string[]> =>
      checkImports(await load(...files)).map(({ ruleId, file, message }) => `${ruleId} ${file ?? ''}: ${message}`);
    expect(await check(decisionOf('a', 'da', 'b', 'gone'), decisionOf('b', 'db', 'a', 'da'))).toEqual([
      "dmn-import f0.dmn: decision 'da' requires 'gone' of the import 'o', which does not exist there.",
    ]);
    expect(await check(decisionOf('a', 'da', 'b', 'db'), decisionOf('b', 'db', 'a', 'da'))).toEqual([
      "dmn-cycle f0.dmn: Decisions of several files require each other in a circle: 'da' → 'db' → 'da'.",
    ]);
  });

  it('a missing file is a finding', async () => {
    const { diagnostics } = await readDmn(main, 'main.dmn', {});
    expect(diagnostics).toContainEqual(expect.objectContaining({ ruleId: 'dmn-import', severity: 'error' }));
  });
});
