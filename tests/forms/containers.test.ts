import { describe, expect, it } from 'vitest';
import { accept, check, findings, form } from './form-kit.ts';

const row = [
  { type: 'textfield', key: 'ten', label: 'Họ tên', validate: { required: true } },
  { type: 'number', key: 'tyLe', label: 'Tỷ lệ', validate: { max: '=toiDa' } },
];

describe('a dynamic list', () => {
  const compiled = form([
    {
      type: 'dynamiclist',
      path: 'tv',
      label: 'Thành viên',
      properties: { minRows: '1', maxRows: '2' },
      components: row,
    },
  ]);

  it('takes rows of its fields', () => {
    expect(accept(compiled, { tv: [{ ten: 'An', tyLe: 1 }] })).toEqual({ tv: [{ ten: 'An', tyLe: 1 }] });
  });
  it('checks every row and names it', () => {
    const found = findings(compiled, { tv: [{ ten: 'An' }, { ten: '', tyLe: 60 }] }, { toiDa: 50 });
    expect(found.map(({ path, code }) => [path, code])).toEqual([
      ['/tv/1/ten', 'required'],
      ['/tv/1/tyLe', 'maximum'],
    ]);
    expect(found[1]?.message).toEqual({
      vi: "'Tỷ lệ' (dòng 2 của 'Thành viên') phải từ 50 trở xuống, đang là 60.",
      en: "'Tỷ lệ' (row 2 of 'Thành viên') must be at most 50, it is 60.",
    });
  });
  it.each([
    [{}, 'minRows'],
    [{ tv: null }, 'minRows'],
    [{ tv: [] }, 'minRows'],
    [{ tv: [{ ten: '1' }, { ten: '2' }, { ten: '3' }] }, 'maxRows'],
  ])('has its rows counted: %j', (submission, code) => {
    expect(check(compiled, submission)).toEqual([`/tv ${code}`]);
  });
  it('is empty where nothing is submitted, as the viewer does for a list without rows', () => {
    const optional = form([{ type: 'dynamiclist', path: 'tv', label: 'TV', components: row }]);
    expect(accept(optional, {}, { tv: [{ ten: 'cũ' }] })).toEqual({ tv: [] });
  });
  it('takes a row that shows nothing as an empty object', () => {
    const optional = form([
      {
        type: 'dynamiclist',
        path: 'tv',
        label: 'TV',
        components: [
          { type: 'textfield', key: 'a', label: 'A', conditional: { hide: '=i[1] = 1' }, validate: { required: true } },
        ],
      },
    ]);
    expect(accept(optional, { tv: [null, { a: 'x' }] })).toEqual({ tv: [{}, { a: 'x' }] });
    expect(check(optional, { tv: [null, null] })).toEqual(['/tv/1/a required']);
  });
  it('refuses more rows than anyone enters by hand', () => {
    const optional = form([
      { type: 'dynamiclist', path: 'tv', label: 'TV', components: [{ type: 'number', key: 'a', label: 'A' }] },
    ]);
    expect(check(optional, { tv: Array.from({ length: 501 }, () => ({ a: 1 })) })).toEqual(['/tv maxRows']);
  });
  it('keeps its rows where they cannot be added or removed, and what else the rows hold', () => {
    const fixed = form([
      {
        type: 'dynamiclist',
        path: 'tv',
        label: 'TV',
        allowAddRemove: false,
        components: [{ type: 'textfield', key: 'yKien', label: 'Ý kiến' }],
      },
    ]);
    const known = { tv: [{ ten: 'An' }, { ten: 'Bình' }] };
    expect(accept(fixed, { tv: [{ yKien: 'đồng ý' }, { yKien: '' }] }, known)).toEqual({
      tv: [
        { ten: 'An', yKien: 'đồng ý' },
        { ten: 'Bình', yKien: '' },
      ],
    });
    expect(check(fixed, { tv: [{ yKien: 'đồng ý' }] }, known)).toEqual(['/tv fixedRows']);
  });
  it('shows as many rows on an empty form as the form says', () => {
    const fixed = form([
      {
        type: 'dynamiclist',
        path: 'tv',
        label: 'TV',
        allowAddRemove: false,
        defaultRepetitions: 2,
        components: [{ type: 'textfield', key: 'a', label: 'A' }],
      },
    ]);
    expect(check(fixed, { tv: [{ a: '' }, { a: '' }] })).toEqual([]);
    expect(check(fixed, { tv: [{ a: '' }] })).toEqual(['/tv fixedRows']);
  });
  it('may be hidden', () => {
    const hidden = form([
      { type: 'checkbox', key: 'co', label: 'Có' },
      {
        type: 'dynamiclist',
        path: 'tv',
        label: 'TV',
        conditional: { hide: '=co = false' },
        properties: { minRows: '1' },
        components: row,
      },
    ]);
    expect(accept(hidden, { co: false }, { tv: [{ ten: 'cũ' }] })).toEqual({ co: false });
    expect(check(hidden, { co: false, tv: [{ ten: '' }] })).toEqual(['/tv hiddenField']);
    expect(check(hidden, { co: true })).toEqual(['/tv minRows']);
  });
  it('has conditions of its rows', () => {
    const compiledRows = form([
      {
        type: 'dynamiclist',
        path: 'tv',
        label: 'TV',
        components: [
          { type: 'select', key: 'loai', label: 'Loại', values: ['a', 'b'] },
          {
            type: 'textfield',
            key: 'x',
            label: 'X',
            conditional: { hide: '=this.loai = "a"' },
            validate: { required: true },
          },
        ],
      },
    ]);
    expect(check(compiledRows, { tv: [{ loai: 'a' }, { loai: 'b' }, { loai: 'a', x: '1' }] })).toEqual([
      '/tv/1/x required',
      '/tv/2/x hiddenField',
    ]);
  });
  it('nests, with parent and row numbers', () => {
    const nested = form([
      {
        type: 'dynamiclist',
        path: 'nha',
        label: 'Nhà',
        components: [
          { type: 'number', key: 'tang', label: 'Số tầng' },
          {
            type: 'dynamiclist',
            path: 'phong',
            label: 'Phòng',
            components: [
              { type: 'number', key: 'o', label: 'Ở tầng', validate: { max: '=parent.tang' } },
              { type: 'expression', key: 'so', expression: '=i' },
            ],
          },
        ],
      },
    ]);
    expect(check(nested, { nha: [{ tang: 2, phong: [{ o: 2 }, { o: 3 }] }] })).toEqual(['/nha/0/phong/1/o maximum']);
    expect(findings(nested, { nha: [{ tang: 2, phong: [{ o: 3 }] }] })[0]?.message.vi).toContain(
      "'Ở tầng' (dòng 1 của 'Nhà', dòng 1 của 'Phòng')",
    );
    expect(accept(nested, { nha: [{ tang: 1, phong: [{ o: 1 }] }] })).toEqual({
      nha: [{ tang: 1, phong: [{ o: 1, so: [1, 1] }] }],
    });
  });
});

describe('a group', () => {
  const compiled = form([
    {
      type: 'group',
      path: 'chu',
      label: 'Chủ hộ',
      components: [{ type: 'textfield', key: 'ten', label: 'Tên', validate: { required: true } }],
    },
    {
      type: 'group',
      path: 'chu',
      label: 'Thêm',
      components: [{ type: 'textfield', key: 'diaChi.so', label: 'Số nhà' }],
    },
    { type: 'group', label: 'Không đường dẫn', components: [{ type: 'textfield', key: 'ghiChu', label: 'Ghi chú' }] },
  ]);
  it('puts its fields into an object; two groups may share one', () => {
    expect(accept(compiled, { chu: { ten: 'An', diaChi: { so: '1' } }, ghiChu: 'x' })).toEqual({
      chu: { ten: 'An', diaChi: { so: '1' } },
      ghiChu: 'x',
    });
  });
  it('asks its required fields even where the object is absent', () => {
    expect(check(compiled, {})).toEqual(['/chu/ten required']);
  });
  it('keeps what the case holds beside its fields', () => {
    expect(
      accept(
        compiled,
        { chu: { ten: 'An', diaChi: { so: '1' } } },
        { chu: { ten: 'cũ', cccd: '001', diaChi: { xa: 'A' } } },
      ),
    ).toEqual({
      chu: { ten: 'An', cccd: '001', diaChi: { so: '1', xa: 'A' } },
    });
  });
});

describe('accepted data', () => {
  const compiled = form([
    { type: 'textfield', key: 'a', label: 'A' },
    { type: 'taglist', key: 't', label: 'T', valuesExpression: '=ds' },
  ]);
  it('is in composed form', () => {
    expect(accept(compiled, { a: 'Nguyê\u0303n' })).toEqual({ a: 'Nguyễn' });
  });
  it('is the very submission where nothing changes', () => {
    const submission = { a: 'Nguyễn', t: ['x'] };
    expect(accept(compiled, submission, { ds: ['x'] })).toBe(submission);
  });
  it('does not change what it was given', () => {
    const list = form([
      {
        type: 'dynamiclist',
        path: 'tv',
        label: 'TV',
        components: [
          { type: 'expression', key: 'x', expression: '=1' },
          { type: 'textfield', key: 'a', label: 'A' },
        ],
      },
    ]);
    const submission = deepFreeze({ tv: [{ a: 'e\u0302' }] });
    const variables = deepFreeze({ tv: [{ a: 'b' }], khac: { a: 1 } });
    expect(accept(list, submission, variables)).toEqual({ tv: [{ a: 'ê', x: 1 }] });
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
