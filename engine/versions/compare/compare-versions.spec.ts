import { describe, expect, it } from 'vitest';
import { compileProcedure } from '../../compile/compile-procedure.ts';
import type { BundleFiles } from '../../model/procedure.ts';
import { compareVersions, type ComparedVersion } from './compare-versions.ts';

const DRAWING = `<bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="p" bpmnElement="permit"><bpmndi:BPMNShape id="s" bpmnElement="begin"><dc:Bounds x="10" y="20" width="36" height="36" /></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;

function model(steps: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="urn:test">
  <process id="permit" isExecutable="true">${steps}</process>${DRAWING}
</definitions>`;
}

const task = (id: string, name: string, group = 'staff') =>
  `<userTask id="${id}" name="${name}"><extensionElements><zeebe:assignmentDefinition candidateGroups="${group}" /></extensionElements></userTask>`;
const flow = (id: string, from: string, to: string, condition?: string) =>
  `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition === undefined ? '' : `<conditionExpression xsi:type="tFormalExpression">=${condition}</conditionExpression>`}</sequenceFlow>`;

const BASE = model(
  `<startEvent id="begin" />${flow('f1', 'begin', 'a')}${task('a', 'Thẩm tra')}${flow('f2', 'a', 'b')}${task('b', 'Soát xét')}${flow('f3', 'b', 'c')}${task('c', 'Ký')}${flow('f4', 'c', 'end')}<endEvent id="end" />`,
);

const FORM = {
  type: 'default',
  schemaVersion: 19,
  id: 'application',
  components: [
    { id: 'subject', type: 'textfield', key: 'subject', label: 'Nội dung', validate: { required: true } },
    {
      id: 'kind',
      type: 'select',
      key: 'kind',
      label: 'Loại',
      values: [
        { label: 'Mới', value: 'NEW' },
        { label: 'Đổi', value: 'CHANGE' },
      ],
    },
  ],
};

async function version(process: string, files: BundleFiles = {}): Promise<ComparedVersion> {
  const all = { 'process.bpmn': process, ...files };
  const compiled = await compileProcedure(all);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  return { procedure: compiled.procedure, files: all };
}

async function told(before: string, after: string, files: readonly [BundleFiles, BundleFiles] = [{}, {}]) {
  const { differences } = compareVersions(await version(before, files[0]), await version(after, files[1]));
  return differences.map(({ kind, subject, text }) => `${kind} ${subject}: ${text.vi}`);
}

describe('compareVersions: the process', () => {
  it('says nothing of what is the same', async () => {
    expect(compareVersions(await version(BASE), await version(BASE))).toEqual({ differences: [], layoutOnly: false });
  });

  it('tells a change of the drawing from a change of the process', async () => {
    const comparison = compareVersions(await version(BASE), await version(BASE.replace('x="10"', 'x="99"')));
    expect(comparison.layoutOnly).toBe(true);
    expect(comparison.differences.map(({ area }) => area)).toEqual(['drawing']);
  });

  it('names a step that came in between, with the flows between steps that were there', async () => {
    const next = BASE.replace('</process>', `${task('x', 'Lấy ý kiến')}${flow('f5', 'x', 'b')}</process>`).replace(
      'sourceRef="a" targetRef="b"',
      'sourceRef="a" targetRef="x"',
    );
    expect(await told(BASE, next)).toEqual([
      'added x: Thêm bước của cán bộ “Lấy ý kiến”',
      'changed f2: Luồng từ “Thẩm tra” tới “Lấy ý kiến”, đi tới: “Soát xét” → “Lấy ý kiến”',
    ]);
    expect(await told(next, BASE)).toEqual([
      'removed x: Bỏ bước của cán bộ “Lấy ý kiến”',
      'changed f2: Luồng từ “Thẩm tra” tới “Soát xét”, đi tới: “Lấy ý kiến” → “Soát xét”',
    ]);
  });

  it('tells a new name and another group apart', async () => {
    const next = BASE.replace(task('b', 'Soát xét'), task('b', 'Soát xét dự thảo', 'heads'));
    expect(await told(BASE, next)).toEqual([
      'changed b: Bước của cán bộ “Soát xét dự thảo”, tên: “Soát xét” → “Soát xét dự thảo”',
      'changed b: Bước của cán bộ “Soát xét dự thảo”, nhóm thực hiện: staff → heads',
    ]);
  });

  it('knows a step by its name when only its id is new', async () => {
    const next = BASE.replaceAll('"b"', '"review"');
    const { differences } = compareVersions(await version(BASE), await version(next));
    expect(differences.map(({ area }) => area)).toEqual(['drawing']);
  });

  it('says where either drawing shows a step whose id is new', async () => {
    const next = BASE.replaceAll('"b"', '"review"').replace(
      task('review', 'Soát xét'),
      task('review', 'Soát xét', 'heads'),
    );
    const { differences } = compareVersions(await version(BASE), await version(next));
    const step = differences.find(({ property }) => property === 'candidateGroups');
    expect([step?.oldElementId, step?.elementId]).toEqual(['b', 'review']);
  });

  it('tells a step that stands elsewhere once, not every step around it', async () => {
    const next = model(
      `<startEvent id="begin" />${flow('f1', 'begin', 'b')}${task('b', 'Soát xét')}${flow('f2', 'b', 'a')}${task('a', 'Thẩm tra')}${flow('f3', 'a', 'c')}${task('c', 'Ký')}${flow('f4', 'c', 'end')}<endEvent id="end" />`,
    );
    const moved = (await told(BASE, next)).filter((line) => line.startsWith('moved'));
    expect(moved).toEqual(['moved a: Bước “Thẩm tra” đổi thứ tự: trước đây ở đầu, nay sau “Soát xét”']);
  });

  it('puts conditions into words', async () => {
    const choice = (condition: string) =>
      model(
        `<startEvent id="begin" />${flow('f1', 'begin', 'g')}<exclusiveGateway id="g" name="Đủ?" default="no" />${flow('yes', 'g', 'a', condition)}${flow('no', 'g', 'end')}${task('a', 'Cấp')}${flow('f2', 'a', 'end')}<endEvent id="end" />`,
      );
    expect(await told(choice('floors &lt; 3'), choice('floors &lt; 7'))).toEqual([
      'changed yes: Luồng từ “Đủ?” tới “Cấp”, điều kiện: floors < 3 → floors < 7',
    ]);
  });
});

describe('compareVersions: forms', () => {
  const asFile = (form: object): BundleFiles => ({ 'forms/application.form': JSON.stringify(form) });
  const [subject, kind] = FORM.components;

  it('tells fields and what they accept', async () => {
    const next = {
      ...FORM,
      components: [
        { ...subject, label: 'Nội dung đề nghị', validate: {} },
        { ...kind, values: [{ label: 'Mới', value: 'NEW' }] },
        { id: 'note', type: 'textarea', key: 'note', label: 'Ghi chú' },
      ],
    };
    expect(await told(BASE, BASE, [asFile(FORM), asFile(next)])).toEqual([
      'changed application.subject: Trường “Nội dung đề nghị” của biểu mẫu application, nhãn: “Nội dung” → “Nội dung đề nghị”',
      'changed application.subject: Trường “Nội dung đề nghị” của biểu mẫu application, bắt buộc: có → không',
      'changed application.kind: Trường “Loại” của biểu mẫu application, các lựa chọn: NEW, CHANGE → NEW',
      'added application.note: Thêm trường “Ghi chú” của biểu mẫu application',
    ]);
  });

  it('says when only a rule or only the appearance has changed', async () => {
    const rule = { ...FORM, components: [{ ...subject, validate: { required: true, minLength: 5 } }, kind] };
    expect(await told(BASE, BASE, [asFile(FORM), asFile(rule)])).toEqual([
      'changed application: Biểu mẫu application, quy tắc kiểm tra: như cũ → đã đổi',
    ]);
    const look = { ...FORM, components: [{ ...subject, description: 'Ghi rõ' }, kind] };
    expect(await told(BASE, BASE, [asFile(FORM), asFile(look)])).toEqual([
      'changed application: Biểu mẫu application, cách trình bày, nhãn hoặc hướng dẫn: như cũ → đã đổi',
    ]);
  });
});
