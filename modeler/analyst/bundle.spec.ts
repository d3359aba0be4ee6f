import { describe, expect, it } from 'vitest';
import {
  addForm,
  changeManifest,
  decisionPaths,
  formFiles,
  manifestOf,
  processPath,
  readManifest,
  removeForm,
  renameForm,
} from './bundle.ts';
import { newBundle } from './new-bundle.ts';

const bundle = addForm(newBundle('1.000001', 'Thủ tục thử'), 'don');

describe('a bundle in the workspace', () => {
  it('names its process by the manifest, else by the first BPMN file', () => {
    expect(processPath(bundle)).toBe('process.bpmn');
    expect(processPath({ 'a.bpmn': '<x/>' })).toBe('a.bpmn');
    expect(processPath({})).toBeUndefined();
  });

  it('keeps every field of the manifest that a change does not name', () => {
    const changed = changeManifest(bundle, { version: '2' });
    expect(manifestOf(changed)).toEqual({ ...manifestOf(bundle), version: '2' });
  });

  it('says why a manifest cannot be read, and keeps the other files usable', () => {
    const broken = { ...bundle, 'procedure.json': '{ "code": ' };
    expect(readManifest(broken)).toMatchObject({ ok: false });
    expect(formFiles(broken)).toEqual([{ id: 'don', path: 'forms/don.form' }]);
  });

  it('lists a form under the id in its schema when the manifest does not name it', () => {
    expect(formFiles({ 'x.form': '{"id":"thu"}', 'y.form': 'not json' })).toEqual([
      { id: 'thu', path: 'x.form' },
      { id: 'y.form', path: 'y.form' },
    ]);
  });

  it('renames a form everywhere that names it', () => {
    const [form] = formFiles(bundle);
    const drawn = { ...bundle, 'process.bpmn': '<t><zeebe:formDefinition formId="don"/><o formId="don-khac"/></t>' };
    const withStart = changeManifest(drawn, { startForm: 'don' });
    if (form === undefined) throw new Error('the form is there');
    const renamed = renameForm(withStart, form, 'to-khai');
    expect(manifestOf(renamed)).toMatchObject({ startForm: 'to-khai', forms: { 'to-khai': 'forms/don.form' } });
    expect(renamed['process.bpmn']).toBe('<t><zeebe:formDefinition formId="to-khai"/><o formId="don-khac"/></t>');
    expect(JSON.parse(renamed['forms/don.form'] ?? '')).toMatchObject({ id: 'to-khai' });
  });

  it('takes a form out of files and manifest', () => {
    const [form] = formFiles(bundle);
    if (form === undefined) throw new Error('the form is there');
    const without = removeForm(bundle, form);
    expect(formFiles(without)).toEqual([]);
    expect(manifestOf(without).forms).toEqual({});
  });

  it('lists decisions of the manifest first', () => {
    const files = changeManifest({ ...bundle, 'b.dmn': '', 'a.dmn': '' }, { decisions: ['b.dmn', 'gone.dmn'] });
    expect(decisionPaths(files)).toEqual(['b.dmn', 'a.dmn']);
  });
});

describe('newBundle', () => {
  it('escapes the name in the drawing', () => {
    expect(newBundle('1.2', 'A & "B" <C>')['process.bpmn']).toContain('name="A &amp; &quot;B&quot; &lt;C&gt;"');
  });
});
