import { describe, expect, it } from 'vitest';
import { formFields, formReads, initialData } from '../../engine/forms/form-fields.ts';
import { findings, form } from './form-kit.ts';

const compiled = form(
  [
    { type: 'textfield', id: 'A', key: 'ten', label: 'Tên', validate: { required: true } },
    { type: 'textfield', id: 'B', key: 'ghiChu', label: 'Ghi chú', conditional: { hide: '=capTinh' } },
    { type: 'number', id: 'C', key: 'phi', label: 'Phí', readonly: true },
    { type: 'select', id: 'D', key: 'nganh', label: 'Ngành', valuesKey: 'danhMuc' },
    { type: 'radio', id: 'E', key: 'gioi', label: 'Giới tính', values: ['nam', 'nu'] },
    {
      type: 'dynamiclist',
      id: 'L',
      path: 'tv',
      label: 'Thành viên',
      components: [
        { type: 'textfield', id: 'L1', key: 'ten', label: 'Họ tên', conditional: { hide: '=this.an = true' } },
      ],
    },
    { type: 'expression', id: 'X', key: 'tong', expression: '=count(tv) * heSo' },
    {
      type: 'group',
      id: 'G',
      path: 'chu',
      label: 'Chủ',
      components: [{ type: 'textfield', id: 'G1', key: 'cccd', label: 'CCCD' }],
    },
    { type: 'text', id: 'T', text: 'Kính gửi {{coQuan}}' },
  ],
  { motcua: { en: { A: { label: 'Name' }, L1: { label: 'Full name' }, L: { label: 'Members' } } } },
);

describe('what a form writes', () => {
  it('is every place with its variable, kind and label', () => {
    expect(
      formFields(compiled).map(({ path, variable, kind, always, shownOnly }) => [
        path,
        variable,
        kind,
        always,
        shownOnly,
      ]),
    ).toEqual([
      ['ten', 'ten', 'text', true, false],
      ['ghiChu', 'ghiChu', 'text', false, false],
      ['phi', 'phi', 'number', false, true],
      ['nganh', 'nganh', 'choice', false, false],
      ['gioi', 'gioi', 'choice', false, false],
      ['tv', 'tv', 'rows', true, false],
      ['tv.[].ten', 'tv', 'text', false, false],
      ['tong', 'tong', 'computed', true, false],
      ['chu.cccd', 'chu', 'text', false, false],
    ]);
    expect(formFields(compiled)[0]?.label).toEqual({ vi: 'Tên', en: 'Name' });
    expect(formFields(compiled)[4]?.options).toEqual(['nam', 'nu']);
  });
});

describe('what a form reads', () => {
  it('is what its expressions name and what it only shows', () => {
    expect(formReads(compiled)).toEqual(['capTinh', 'coQuan', 'danhMuc', 'heSo', 'phi']);
  });
  it('is all that a page gets of a case', () => {
    const variables = { ten: 'An', phi: 5, heSo: 2, luong: 99, danhMuc: [], coQuan: 'UBND', chu: { cccd: '1' } };
    expect(initialData(compiled, variables)).toEqual({
      ten: 'An',
      phi: 5,
      heSo: 2,
      danhMuc: [],
      coQuan: 'UBND',
      chu: { cccd: '1' },
    });
  });
});

describe('findings', () => {
  it("speak both languages in the form's own words, in the order of the form", () => {
    const found = findings(compiled, { gioi: 'x', ten: '', tv: [{ ten: 5 }], la: 1 });
    expect(found.map(({ label, code, message }) => [label, code, message.vi, message.en])).toEqual([
      ['Tên', 'required', "'Tên' là bắt buộc; hãy nhập giá trị.", "'Name' is required; enter a value."],
      [
        'Giới tính',
        'notAnOption',
        "'Giới tính' phải được chọn trong danh sách.",
        "'Giới tính' must be chosen from the list.",
      ],
      [
        'Họ tên',
        'type',
        "'Họ tên' (dòng 1 của 'Thành viên') phải là văn bản.",
        "'Full name' (row 1 of 'Members') must be text.",
      ],
      [
        'la',
        'unknownField',
        "'la' không có trong biểu mẫu; hãy bỏ trường này.",
        "'la' is not in the form; leave it out.",
      ],
    ]);
  });
  it('read labels that are expressions or templates as the viewer shows them', () => {
    const labelled = form([
      { type: 'number', key: 'a', label: '="Số " + loai', validate: { min: 1 } },
      { type: 'number', key: 'b', label: 'Phí {{loai}} (đồng)', validate: { min: 1 } },
    ]);
    expect(findings(labelled, { a: 0, b: 0 }, { loai: 'nhà' }).map(({ label }) => label)).toEqual([
      'Số nhà',
      'Phí nhà (đồng)',
    ]);
  });
  it("use the analyst's message for a pattern, in both languages", () => {
    const patterned = form(
      [
        {
          type: 'textfield',
          id: 'P',
          key: 'cccd',
          label: 'CCCD',
          validate: { pattern: '^\\d{12}$', patternErrorMessage: 'CCCD gồm 12 chữ số.' },
        },
      ],
      {
        motcua: { en: { P: { patternErrorMessage: 'The ID has 12 digits.' } } },
      },
    );
    expect(findings(patterned, { cccd: '1' })[0]?.message).toEqual({
      vi: 'CCCD gồm 12 chữ số.',
      en: 'The ID has 12 digits.',
    });
  });
  it('never repeat text that was entered', () => {
    const secret = 'bí mật riêng tư';
    const everything = form([
      { type: 'textfield', key: 'a', label: 'A', validate: { maxLength: 3, pattern: '^x', validationType: 'email' } },
      { type: 'select', key: 'b', label: 'B', values: ['x'] },
      { type: 'datetime', key: 'c', dateLabel: 'C', subtype: 'date' },
      { type: 'number', key: 'd', label: 'D' },
    ]);
    expect(JSON.stringify(findings(everything, { a: secret, b: secret, c: secret, d: secret }))).not.toContain(secret);
  });
});
