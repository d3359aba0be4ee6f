import { describe, expect, it } from 'vitest';
import { accept, check, findings, form } from './form-kit.ts';

describe('a hidden field', () => {
  const compiled = form([
    { type: 'select', key: 'loai', label: 'Loại', values: ['ca nhan', 'to chuc'] },
    {
      type: 'textfield',
      key: 'mst',
      label: 'Mã số thuế',
      conditional: { hide: '=loai != "to chuc"' },
      validate: { required: true },
    },
  ]);

  it('must be absent', () => {
    expect(check(compiled, { loai: 'ca nhan', mst: '1' })).toEqual(['/mst hiddenField']);
    expect(check(compiled, { loai: 'ca nhan', mst: '' })).toEqual(['/mst hiddenField']);
    expect(check(compiled, { loai: 'ca nhan' })).toEqual([]);
  });
  it('is required only while it is shown', () => {
    expect(check(compiled, { loai: 'to chuc' })).toEqual(['/mst required']);
    expect(check(compiled, { loai: 'to chuc', mst: '1' })).toEqual([]);
  });
  it('has no other findings while it is hidden', () => {
    expect(check(compiled, { loai: 'ca nhan', mst: 5 })).toEqual(['/mst hiddenField']);
  });
  it('reads the case where the submission is silent', () => {
    expect(check(compiled, { mst: '1' }, { loai: 'to chuc' })).toEqual([]);
    expect(check(compiled, { mst: '1' }, { loai: 'ca nhan' })).toEqual(['/mst hiddenField']);
  });
  it('reads case variables that the form does not have', () => {
    const other = form([{ type: 'textfield', key: 'x', label: 'X', conditional: { hide: '=capTinh = true' } }]);
    expect(check(other, { x: '1' }, { capTinh: true })).toEqual(['/x hiddenField']);
    expect(check(other, { x: '1' }, { capTinh: false })).toEqual([]);
  });
  it('sees defaults, as the viewer does', () => {
    const defaults = form([
      { type: 'select', key: 'loai', label: 'Loại', values: ['a', 'b'], defaultValue: 'a' },
      { type: 'textfield', key: 'x', label: 'X', conditional: { hide: '=loai = "a"' } },
    ]);
    expect(check(defaults, { x: '1' })).toEqual(['/x hiddenField']);
    expect(check(defaults, { loai: 'b', x: '1' })).toEqual([]);
  });
  it.each([
    ['thieu > 5', true],
    ['not(thieu > 5)', false],
    ['thieu', true],
    ['false', false],
    ['"text"', false],
    ['1', false],
    ['số trống', true],
  ])('condition %s hides as the unary tests of the viewer do: %s', (hide, hides) => {
    const tested = form([{ type: 'textfield', key: 'x', label: 'X', conditional: { hide: `=${hide}` } }]);
    expect(check(tested, { x: '1' })).toEqual(hides ? ['/x hiddenField'] : []);
  });
  it('is hidden with its group', () => {
    const grouped = form([
      { type: 'checkbox', key: 'co', label: 'Có' },
      {
        type: 'group',
        label: 'Nhóm',
        conditional: { hide: '=co = false' },
        components: [
          { type: 'textfield', key: 'a', label: 'A', validate: { required: true } },
          {
            type: 'group',
            path: 'trong',
            label: 'Trong',
            components: [
              {
                type: 'textfield',
                key: 'b',
                label: 'B',
                conditional: { hide: '=a = "x"' },
                validate: { required: true },
              },
            ],
          },
        ],
      },
    ]);
    expect(check(grouped, { co: false })).toEqual([]);
    expect(check(grouped, { co: false, a: '1', trong: { b: '2' } })).toEqual([
      '/a hiddenField',
      '/trong/b hiddenField',
    ]);
    expect(check(grouped, { co: true })).toEqual(['/a required', '/trong/b required']);
    expect(check(grouped, { co: true, a: 'x' })).toEqual([]);
    expect(check(grouped, { co: true, a: 'x', trong: { b: '1' } })).toEqual(['/trong/b hiddenField']);
  });
});

describe('a readonly field', () => {
  const compiled = form([
    { type: 'textfield', key: 'ten', label: 'Tên', readonly: true, validate: { required: true } },
    { type: 'number', key: 'so', label: 'Số', readonly: '=khoa = true' },
    { type: 'textfield', key: 'md', label: 'Mặc định', readonly: true, defaultValue: 'abc' },
  ]);
  it('is absent or what the case has', () => {
    expect(check(compiled, { ten: 'An' }, { ten: 'An' })).toEqual([]);
    expect(check(compiled, {}, { ten: 'An' })).toEqual([]);
    expect(check(compiled, { ten: 'Bình' }, { ten: 'An' })).toEqual(['/ten readonlyField']);
  });
  it('is required of the case', () => {
    expect(check(compiled, {})).toEqual(['/ten required']);
    expect(check(compiled, { ten: '' })).toEqual(['/ten required']);
  });
  it('may hold its default', () => {
    expect(check(compiled, { ten: 'An', md: 'abc' }, { ten: 'An' })).toEqual([]);
    expect(check(compiled, { ten: 'An', md: 'x' }, { ten: 'An' })).toEqual(['/md readonlyField']);
  });
  it('may be so by condition', () => {
    expect(check(compiled, { so: 2 }, { ten: 'An', so: 1, khoa: true })).toEqual(['/so readonlyField']);
    expect(check(compiled, { so: 2 }, { ten: 'An', so: 1, khoa: false })).toEqual([]);
  });
  it('may show a number of the case as text, or a value that it cannot show as nothing', () => {
    expect(check(compiled, { ten: '5' }, { ten: 5 })).toEqual([]);
    expect(check(compiled, { ten: 'An', so: null }, { ten: 'An', so: 'x', khoa: true })).toEqual([]);
  });
  it('in a row is a cell of a row of the case', () => {
    const list = form([
      {
        type: 'dynamiclist',
        path: 'tv',
        label: 'TV',
        components: [
          { type: 'textfield', key: 'ten', label: 'Tên', readonly: true },
          { type: 'textfield', key: 'y', label: 'Ý kiến' },
        ],
      },
    ]);
    const known = { tv: [{ ten: 'An' }, { ten: 'Bình' }] };
    expect(check(list, { tv: [{ ten: 'Bình', y: 'đồng ý' }] }, known)).toEqual([]);
    expect(check(list, { tv: [{ ten: 'An' }, { ten: 'Bình' }, { ten: '', y: 'mới' }] }, known)).toEqual([]);
    expect(check(list, { tv: [{ ten: 'Cường', y: '' }] }, known)).toEqual(['/tv/0/ten readonlyField']);
  });
});

describe('a disabled field', () => {
  const compiled = form([
    { type: 'number', key: 'so', label: 'Số', disabled: true, validate: { required: true, max: 5 } },
  ]);
  it('is not asked, and not stored', () => {
    expect(accept(compiled, {})).toEqual({});
    expect(accept(compiled, { so: 9 }, { so: 9 })).toEqual({});
  });
  it('cannot be changed', () => {
    expect(check(compiled, { so: 3 }, { so: 9 })).toContain('/so readonlyField');
  });
});

describe('an unknown field', () => {
  const compiled = form([
    { type: 'textfield', key: 'a', label: 'A' },
    { type: 'text', text: 'Chỉ hiện' },
    { type: 'group', path: 'g', label: 'G', components: [{ type: 'textfield', key: 'b', label: 'B' }] },
    { type: 'dynamiclist', path: 'l', label: 'L', components: [{ type: 'textfield', key: 'c', label: 'C' }] },
  ]);
  it.each([
    [{ b: 'x' }, '/b'],
    [{ g: { a: 'x' } }, '/g/a'],
    [{ l: [{ c: '1', a: 'x' }] }, '/l/0/a'],
    [{ 'a/b~': 1 }, '/a~1b~0'],
    [{ caseId: 'x' }, '/caseId'],
  ])('is refused: %j', (submission, path) => {
    expect(check(compiled, submission)).toEqual([`${path} unknownField`]);
  });
  it('is named by its key', () => {
    expect(findings(compiled, { luong: 1 })[0]).toMatchObject({
      label: 'luong',
      message: { vi: "'luong' không có trong biểu mẫu; hãy bỏ trường này." },
    });
  });
  it('cannot reach the prototype', () => {
    expect(check(compiled, JSON.parse('{"__proto__":{"x":1}}'))).toEqual(['/__proto__ unknownField']);
    expect(check(compiled, { constructor: 'x' })).toEqual(['/constructor unknownField']);
  });
  it('of the wrong shape is refused where it stands', () => {
    expect(check(compiled, { g: 'x', l: {} })).toEqual(['/g type', '/l type']);
    expect(check(compiled, { l: ['x'] })).toEqual(['/l/0 type']);
  });
});

describe('a computed field', () => {
  it('is recomputed, whatever is submitted', () => {
    const compiled = form([
      { type: 'number', key: 'gia', label: 'Giá' },
      { type: 'number', key: 'sl', label: 'Số lượng' },
      { type: 'expression', key: 'tien', expression: '=gia * sl' },
    ]);
    expect(accept(compiled, { gia: 2, sl: 3 })).toEqual({ gia: 2, sl: 3, tien: 6 });
    expect(accept(compiled, { gia: 2, sl: 3, tien: 999 })).toEqual({ gia: 2, sl: 3, tien: 6 });
    expect(accept(compiled, { gia: 2, sl: null })).toEqual({ gia: 2, sl: null, tien: null });
  });
  it('may stand before what it is computed from', () => {
    const compiled = form([
      { type: 'expression', key: 'c', expression: '=b + 1' },
      { type: 'expression', key: 'b', expression: '=a + 1' },
      { type: 'number', key: 'a', label: 'A' },
    ]);
    expect(compiled.computed.map((id) => compiled.fields.find((field) => field.component === id)?.path[0])).toEqual([
      'b',
      'c',
    ]);
    expect(accept(compiled, { a: 1 })).toEqual({ a: 1, b: 2, c: 3 });
  });
  it('is computed in every row, and from the rows', () => {
    const compiled = form([
      {
        type: 'dynamiclist',
        path: 'hang',
        label: 'Hàng',
        components: [
          { type: 'number', key: 'gia', label: 'Giá' },
          { type: 'number', key: 'sl', label: 'SL' },
          { type: 'expression', key: 'tien', expression: '=this.gia * this.sl' },
          { type: 'expression', key: 'stt', expression: '=i[1]' },
        ],
      },
      { type: 'expression', key: 'tong', expression: '=sum(hang.tien)' },
    ]);
    expect(
      accept(compiled, {
        hang: [
          { gia: 2, sl: 3 },
          { gia: 5, sl: 1 },
        ],
      }),
    ).toEqual({
      hang: [
        { gia: 2, sl: 3, tien: 6, stt: 1 },
        { gia: 5, sl: 1, tien: 5, stt: 2 },
      ],
      tong: 11,
    });
  });
  it('can decide what is shown', () => {
    const compiled = form([
      { type: 'number', key: 'von', label: 'Vốn' },
      { type: 'expression', key: 'lon', expression: '=von > 100' },
      {
        type: 'textfield',
        key: 'giaiTrinh',
        label: 'Giải trình',
        conditional: { hide: '=lon = false' },
        validate: { required: true },
      },
    ]);
    expect(check(compiled, { von: 200, lon: false })).toEqual(['/giaiTrinh required']);
    expect(check(compiled, { von: 50 })).toEqual([]);
  });
  it('is absent while it is hidden', () => {
    const compiled = form([
      { type: 'checkbox', key: 'an', label: 'Ẩn' },
      { type: 'expression', key: 'x', expression: '=1', conditional: { hide: '=an' } },
    ]);
    expect(accept(compiled, { an: true })).toEqual({ an: true });
    expect(accept(compiled, { an: false })).toEqual({ an: false, x: 1 });
    expect(check(compiled, { an: true, x: 1 })).toEqual(['/x hiddenField']);
  });
  it("reads the command's time", () => {
    const compiled = form([{ type: 'expression', key: 'ngay', expression: '=today()' }]);
    expect(accept(compiled, {})).toEqual({ ngay: '2026-11-24' });
  });
});

describe('a rule across fields', () => {
  const rules = [
    {
      id: 'tong-100',
      if: '=sum(tv.tyLe) != 100',
      message: { vi: 'Tổng tỷ lệ phải bằng 100 %.', en: 'The shares must add up to 100 %.' },
      fields: ['tv'],
    },
    {
      id: 'sinh-truoc-cap',
      each: 'tv',
      if: 'date(this.cap) < date(this.sinh)',
      message: { vi: 'Ngày cấp trước ngày sinh.' },
      fields: ['cap', 'sinh'],
    },
  ];
  const compiled = form(
    [
      {
        type: 'dynamiclist',
        path: 'tv',
        label: 'Thành viên',
        components: [
          { type: 'number', key: 'tyLe', label: 'Tỷ lệ' },
          { type: 'datetime', subtype: 'date', key: 'sinh', dateLabel: 'Ngày sinh' },
          { type: 'datetime', subtype: 'date', key: 'cap', dateLabel: 'Ngày cấp' },
        ],
      },
    ],
    { motcua: { rules } },
  );
  it('refuses while its condition is true, at every field it names', () => {
    expect(findings(compiled, { tv: [{ tyLe: 99 }] })).toEqual([
      expect.objectContaining({
        path: '/tv',
        code: 'rule',
        label: 'Thành viên',
        message: { vi: 'Tổng tỷ lệ phải bằng 100 %.', en: 'The shares must add up to 100 %.' },
      }),
    ]);
    expect(check(compiled, { tv: [{ tyLe: 60 }, { tyLe: 40 }] })).toEqual([]);
  });
  it('is asked of every row', () => {
    const rows = [
      { tyLe: 50, sinh: '2000-01-01', cap: '2015-01-01' },
      { tyLe: 50, sinh: '2000-01-01', cap: '1999-01-01' },
    ];
    expect(check(compiled, { tv: rows })).toEqual(['/tv/1/sinh rule', '/tv/1/cap rule']);
  });
  it('refuses where it cannot be asked', () => {
    const broken = form([{ type: 'number', key: 'a', label: 'A' }], {
      motcua: { rules: [{ id: 'r', if: 'a + 1', message: { vi: 'x' }, fields: ['a'] }] },
    });
    expect(check(broken, { a: 1 })).toEqual(['/a ruleFailed']);
    expect(check(broken, {})).toEqual([]);
  });
});
