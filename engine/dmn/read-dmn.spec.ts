import { describe, expect, it } from 'vitest';
import { evaluateDecision } from './evaluate-decision.ts';
import { readDmn } from './read-dmn.ts';

const CLOCK = { at: '2026-11-24T01:00:00.000Z', timeZone: 'Asia/Ho_Chi_Minh' };
const DMN_1_3 = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

function file(body: string, namespace = DMN_1_3): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="${namespace}" id="defs" name="defs" namespace="ns">${body}</definitions>`;
}

async function findings(xml: string): Promise<readonly string[]> {
  const { diagnostics } = await readDmn(xml);
  return diagnostics.map(({ ruleId, severity, message }) => `${severity} ${ruleId}: ${message}`);
}

const table = (rules: string, attributes = '', outputs = '<output id="o" name="o"/>'): string =>
  `<decision id="d" name="Fee"><decisionTable id="t"${attributes}><input id="i" label="amount"><inputExpression><text>amount</text></inputExpression></input>${outputs}${rules}</decisionTable></decision>`;
const rule = (input: string, output: string): string =>
  `<rule><inputEntry><text>${input}</text></inputEntry><outputEntry><text>${output}</text></outputEntry></rule>`;
const literal = (text: string): string => `<literalExpression><text>${text}</text></literalExpression>`;

describe('versions of the standard', () => {
  it.each([
    ['1.1', 'http://www.omg.org/spec/DMN/20151101/dmn.xsd'],
    ['1.1', 'http://www.omg.org/spec/DMN/20151101/dmn11.xsd'],
    ['1.2', 'http://www.omg.org/spec/DMN/20180521/MODEL/'],
    ['1.3', DMN_1_3],
    ['1.4', 'https://www.omg.org/spec/DMN/20211108/MODEL/'],
    ['1.5', 'https://www.omg.org/spec/DMN/20230324/MODEL/'],
  ])('DMN %s (%s)', async (_, namespace) => {
    const { decisions, diagnostics } = await readDmn(
      file(table(`${rule('&gt; 1', '2')}${rule('&lt;= 1', '3')}`), namespace),
    );
    expect(diagnostics).toEqual([]);
    expect(evaluateDecision({ d: decisions[0] ?? never() }, 'd', { amount: 5 }, CLOCK)).toMatchObject({
      ok: true,
      output: 2,
    });
  });

  it('reads a 1.1 file with prefix, typed by feel:number, with its diagram', async () => {
    const xml = `<dmn:definitions xmlns:dmn='http://www.omg.org/spec/DMN/20151101/dmn.xsd' xmlns:feel="http://www.omg.org/spec/FEEL/20140401" id="x" name="x" namespace="ns" expressionLanguage="http://www.omg.org/spec/FEEL/20140401">
      <dmn:inputData id="i" name="age"><dmn:variable name="age" typeRef="feel:number"/></dmn:inputData>
      <dmn:decision id="d" name="D"><dmn:informationRequirement><dmn:requiredInput href="#i"/></dmn:informationRequirement><dmn:literalExpression><dmn:text>age + 1</dmn:text></dmn:literalExpression></dmn:decision></dmn:definitions>`;
    const { decisions, diagnostics } = await readDmn(xml);
    expect(diagnostics).toEqual([]);
    const byId = Object.fromEntries(decisions.map((decision) => [decision.id, decision]));
    expect(evaluateDecision(byId, 'D', { age: 1 }, CLOCK)).toMatchObject({ ok: true, output: 2 });
    expect(evaluateDecision(byId, 'D', { age: 'x' }, CLOCK)).toMatchObject({ ok: false });
  });

  it('keeps drawings, extensions and annotations out of the way', async () => {
    const xml = `<definitions xmlns="${DMN_1_3}" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="defs" name="defs" namespace="ns">
      <decision id="d" name="D"><extensionElements><camunda:x a="b"/></extensionElements><decisionTable id="t" camunda:y="z"><input id="i"><inputExpression><text>a</text></inputExpression></input><output id="o"/><annotation name="basis"/>
      <rule><description>note</description><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry><annotationEntry><text>168/2025/NĐ-CP</text></annotationEntry></rule></decisionTable></decision>
      <knowledgeSource id="k" name="law"/><textAnnotation id="ta"><text>hello</text></textAnnotation>
      <dmndi:DMNDI><dmndi:DMNDiagram><dmndi:DMNShape dmnElementRef="d"><dc:Bounds height="80" width="180" x="1" y="1"/></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI></definitions>`;
    const { decisions, diagnostics } = await readDmn(xml);
    expect(diagnostics).toEqual([]);
    expect(decisions).toHaveLength(1);
    expect(decisions[0]).toMatchObject({ logic: { rules: [{ annotations: ['168/2025/NĐ-CP'] }] } });
  });

  it('gives plain JSON with the file it came from', async () => {
    const { decisions } = await readDmn(file(table(rule('-', '1'))), 'decisions/fee.dmn');
    expect(JSON.parse(JSON.stringify(decisions))).toEqual(decisions);
    expect(decisions[0]).toMatchObject({ id: 'd', name: 'Fee', file: 'decisions/fee.dmn', namespace: 'ns' });
  });
});

describe('the rules of a table together', () => {
  it.each([
    [
      'a gap',
      rule('&lt; 1', '1') + rule('&gt; 1', '2'),
      '',
      "warning dmn-table-gap: decision 'Fee': no rule matches amount = 1; the result would be null.",
    ],
    [
      'an overlap',
      rule('&lt;= 1', '1') + rule('&gt;= 1', '2'),
      '',
      "warning dmn-table-overlap: decision 'Fee': the rules 1 and 2 both match amount = 1; the evaluation would fail.",
    ],
    ['a disagreement', rule('&lt;= 1', '1') + rule('-', '2'), ' hitPolicy="ANY"', 'with different outputs'],
    [
      'a masked rule',
      rule('-', '1') + rule('&gt; 1', '2'),
      ' hitPolicy="FIRST"',
      "warning dmn-table-masked: decision 'Fee': rule 2 can never decide",
    ],
    [
      'what is not analysed',
      rule('&lt; limit', '1'),
      '',
      "info dmn-table-not-analysed: decision 'Fee': gaps and overlaps were not looked for, because rule 1 of input 'amount' is computed.",
    ],
  ])('%s is found', async (_, rules, attributes, expected) => {
    expect((await findings(file(table(rules, attributes)))).join('\n')).toContain(expected);
  });

  it.each([
    ['COLLECT', rule('&gt; 1', '1') + rule('&gt; 2', '2'), ' hitPolicy="COLLECT"'],
    ['ANY with rules that agree', rule('&gt; 1', '1') + rule('-', '1'), ' hitPolicy="ANY"'],
    ['FIRST', rule('&gt; 1', '1') + rule('-', '2'), ' hitPolicy="FIRST"'],
  ])('%s may overlap', async (_, rules, attributes) => {
    expect(await findings(file(table(rules, attributes)))).toEqual([]);
  });
});

describe('what cannot be read is refused', () => {
  it.each([
    ['no XML', 'nonsense', 'error xml-syntax'],
    ['a document type', `<!DOCTYPE x><definitions xmlns="${DMN_1_3}"/>`, 'error xml-doctype'],
    ['BPMN', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="x"/>', 'error dmn-version'],
    ['an unknown element', file('<decisionX id="d"/>'), 'error dmn-syntax'],
    ['a duplicate id', file(`<inputData id="a" name="a"/><inputData id="a" name="b"/>`), 'error dmn-syntax'],
    ['an element without id', file('<inputData name="a"/>'), 'error dmn-reference'],
    [
      'a dangling requirement',
      file(
        `<decision id="d" name="D"><informationRequirement><requiredDecision href="#x"/></informationRequirement>${literal('1')}</decision>`,
      ),
      "error dmn-reference: decision 'D' requires 'x', which does not exist",
    ],
    [
      'a requirement of the wrong kind',
      file(
        `<inputData id="i" name="i"/><decision id="d" name="D"><informationRequirement><requiredDecision href="#i"/></informationRequirement>${literal('1')}</decision>`,
      ),
      "which is input data 'i'",
    ],
    [
      'a circle',
      file(
        `<decision id="a" name="A"><informationRequirement><requiredDecision href="#b"/></informationRequirement>${literal('1')}</decision><decision id="b" name="B"><informationRequirement><requiredDecision href="#a"/></informationRequirement>${literal('1')}</decision>`,
      ),
      "error dmn-cycle: Decisions require each other in a circle: 'A' → 'B' → 'A'.",
    ],
    ['a decision without logic (warned)', file('<decision id="d" name="D"/>'), 'warning dmn-incomplete'],
    [
      'an unknown type',
      file('<inputData id="i" name="i"><variable name="i" typeRef="tX"/></inputData>'),
      'error dmn-type',
    ],
    [
      'a type that holds itself',
      file(
        '<itemDefinition id="t" name="tA"><typeRef>tA</typeRef></itemDefinition><inputData id="i" name="i"><variable name="i" typeRef="tA"/></inputData>',
      ),
      "error dmn-type: The type 'tA' refers to itself.",
    ],
    [
      'a Java function',
      file(
        '<businessKnowledgeModel id="k" name="k"><encapsulatedLogic kind="Java"><context/></encapsulatedLogic></businessKnowledgeModel>',
      ),
      'error dmn-unsupported',
    ],
    [
      'JavaScript',
      file(
        `<decision id="d" name="D"><literalExpression expressionLanguage="javascript"><text>1</text></literalExpression></decision>`,
      ),
      "error dmn-unsupported: decision 'D' (d) is written in 'javascript'.",
    ],
    [
      'a cell that is no FEEL',
      file(table(rule('[1..', '1'))),
      "error dmn-expression: decision 'Fee', rule 1, input 'amount': Syntax error",
    ],
    [
      'an output that is no FEEL',
      file(table(rule('-', '1 +'))),
      "error dmn-expression: decision 'Fee', rule 1, output 'o': Syntax error",
    ],
    ['a pattern that RE2 refuses', file(table(rule('matches(?, "(?=a)")', '1'))), 'error dmn-expression'],
    ['an endless range', file(table(rule('-', 'for i in 1..100000 return i'))), 'at most 10000'],
    ['an empty expression', file(`<decision id="d" name="D">${literal('')}</decision>`), 'error dmn-expression'],
    [
      'a rule with too few cells',
      file(table('<rule><outputEntry><text>1</text></outputEntry></rule>')),
      "error dmn-table: decision 'Fee': rule 1 has 0 input and 1 output cells for 1 and 1 columns.",
    ],
    [
      'an empty output (warned)',
      file(table(rule('-', ''))),
      "warning dmn-table: decision 'Fee': rule 1 leaves output 'o' empty",
    ],
    ['an unknown hit policy', file(table(rule('-', '1'), ' hitPolicy="LAST"')), "has the hit policy 'LAST'"],
    ['PRIORITY without values', file(table(rule('-', '1'), ' hitPolicy="PRIORITY"')), 'no output lists any'],
    [
      'SUM over two outputs',
      file(
        table(
          '<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry><outputEntry><text>1</text></outputEntry></rule>',
          ' hitPolicy="COLLECT" aggregation="SUM"',
          '<output id="o1" name="a"/><output id="o2" name="b"/>',
        ),
      ),
      'SUM is not defined for several outputs',
    ],
    [
      'two outputs of one name',
      file(
        table(
          '<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry><outputEntry><text>1</text></outputEntry></rule>',
          '',
          '<output id="o1" name="a"/><output id="o2" name="a"/>',
        ),
      ),
      'two outputs have the same name',
    ],
    ['a table without output', file(table('', '', '')), 'the table has no output'],
    [
      'a relation with a short row',
      file(
        `<decision id="d" name="D"><relation><column name="a"/><column name="b"/><row>${literal('1')}</row></relation></decision>`,
      ),
      'has 1 cells for 2 columns',
    ],
    [
      'an import that is no DMN',
      file('<import name="x" namespace="urn:x" importType="http://www.w3.org/2001/XMLSchema"/>'),
      'error dmn-unsupported',
    ],
    [
      'a reference into what is not imported',
      file(
        `<decision id="d" name="D"><informationRequirement><requiredDecision href="urn:x#y"/></informationRequirement>${literal('1')}</decision>`,
      ),
      'error dmn-import',
    ],
  ])('%s', async (_, xml, expected) => {
    expect((await findings(xml)).join('\n')).toContain(expected);
  });

  it('says what to do and where', async () => {
    const { diagnostics } = await readDmn(file(table(rule('1 +', '1'))), 'fee.dmn');
    expect(diagnostics).toEqual([
      {
        ruleId: 'dmn-expression',
        elementId: 'd',
        severity: 'error',
        file: 'fee.dmn',
        message: "decision 'Fee', rule 1, input 'amount': Syntax error at character 4: the expression ends too early.",
        hint: 'Correct the FEEL expression: 1 +',
        messageVi: 'quyết định “Fee”, luật 1, đầu vào “amount”: Sai cú pháp tại ký tự 4: biểu thức kết thúc quá sớm.',
        hintVi: 'Sửa biểu thức FEEL: 1 +',
      },
    ]);
  });

  it('knows names with operators from the file itself', async () => {
    const xml = file(
      `<inputData id="i" name="lệ-phí"><variable name="lệ-phí" typeRef="number"/></inputData><decision id="d" name="D"><informationRequirement><requiredInput href="#i"/></informationRequirement>${literal('lệ-phí + 1')}</decision>`,
    );
    const { decisions, diagnostics } = await readDmn(xml);
    expect(diagnostics).toEqual([]);
    const byId = Object.fromEntries(decisions.map((decision) => [decision.id, decision]));
    expect(evaluateDecision(byId, 'd', { 'lệ-phí': 1 }, CLOCK)).toMatchObject({ output: 2, inputs: { 'lệ-phí': 1 } });
  });
});

function never(): never {
  throw new Error('no decision was read');
}
