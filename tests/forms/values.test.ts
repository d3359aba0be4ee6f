import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import { check, form } from './form-kit.ts';

/** What one field takes and refuses, by component and property. */
interface Case {
  readonly name: string;
  readonly field: JsonObject;
  readonly takes: readonly Json[];
  readonly refuses: readonly (readonly [value: Json, code: string])[];
  readonly variables?: JsonObject;
}

const sex: Json = [
  { label: 'Nam', value: 'nam' },
  { label: 'Nữ', value: 'nu' },
  { label: 'Không rõ', value: 0 },
];
const pdf = { id: 'f1', name: 'Đơn.PDF', type: 'application/pdf', size: 1000, hash: 'a'.repeat(64) };

const cases: readonly Case[] = [
  {
    name: 'textfield',
    field: { type: 'textfield' },
    takes: ['', null, 'An', ' ', 'Đặng Thị Ánh 😀'],
    refuses: [
      [1, 'type'],
      [true, 'type'],
      [['a'], 'type'],
      [{}, 'type'],
      ['a\nb', 'characters'],
      ['a\tb', 'characters'],
      ['a\u0000', 'characters'],
      ['\ud800', 'characters'],
      ['a\u2028b', 'characters'],
    ],
  },
  {
    name: 'textfield, required',
    field: { type: 'textfield', validate: { required: true } },
    takes: ['An'],
    refuses: [
      ['', 'required'],
      [null, 'required'],
      ['   ', 'required'],
    ],
  },
  {
    name: 'textfield, minLength',
    field: { type: 'textfield', validate: { minLength: 3 } },
    takes: ['', null, 'abc', ' abc '],
    refuses: [
      ['ab', 'minLength'],
      [' ab ', 'minLength'],
      ['   ', 'minLength'],
    ],
  },
  {
    name: 'textfield, minLength counts composed text',
    field: { type: 'textfield', validate: { minLength: 3 } },
    takes: ['aàả'],
    refuses: [['a\u0300b', 'minLength']],
  },
  {
    name: 'textfield, maxLength',
    field: { type: 'textfield', validate: { maxLength: 3 } },
    takes: ['abc', '  abc  ', ''],
    refuses: [
      ['abcd', 'maxLength'],
      ['a\u0300b\u0300c\u0300', 'maxLength'],
    ],
  },
  {
    name: 'textfield, maxLength as text',
    field: { type: 'textfield', validate: { maxLength: '3' } },
    takes: ['abc'],
    refuses: [['abcd', 'maxLength']],
  },
  {
    name: 'textfield, length by FEEL',
    field: { type: 'textfield', validate: { minLength: '=dai', maxLength: '=dai + 1' } },
    variables: { dai: 2 },
    takes: ['ab', 'abc', ''],
    refuses: [
      ['a', 'minLength'],
      ['abcd', 'maxLength'],
    ],
  },
  {
    name: 'textfield, length by FEEL without value',
    field: { type: 'textfield', validate: { maxLength: '=dai' } },
    takes: ['abc'],
    refuses: [],
  },
  {
    name: 'textfield, length by FEEL of another type',
    field: { type: 'textfield', validate: { maxLength: '=dai' } },
    variables: { dai: 'mười' },
    takes: [''],
    refuses: [['abc', 'limitUnknown']],
  },
  {
    name: 'textfield, pattern',
    field: { type: 'textfield', validate: { pattern: '^[0-9]{12}$' } },
    takes: ['', null, '001099012345'],
    refuses: [
      ['123', 'pattern'],
      ['00109901234a', 'pattern'],
    ],
  },
  {
    name: 'textfield, unanchored pattern',
    field: { type: 'textfield', validate: { pattern: '[0-9]' } },
    takes: ['a1b'],
    refuses: [['ab', 'pattern']],
  },
  {
    name: 'textfield, pattern on decomposed text',
    field: { type: 'textfield', validate: { pattern: '^.{2}$' } },
    takes: ['ab'],
    refuses: [['a\u0300', 'pattern']],
  },
  {
    name: 'textfield, e-mail',
    field: { type: 'textfield', validate: { validationType: 'email' } },
    takes: ['', 'an@example.vn', 'a.b+c@x.gov.vn'],
    refuses: [
      ['an', 'email'],
      ['an@', 'email'],
      ['an@-x.vn', 'email'],
      ['a b@x.vn', 'email'],
    ],
  },
  {
    name: 'textfield, phone',
    field: { type: 'textfield', validate: { validationType: 'phone' } },
    takes: ['', '+84912345678'],
    refuses: [
      ['0912345678', 'phone'],
      ['+84 912', 'phone'],
    ],
  },
  {
    name: 'textarea',
    field: { type: 'textarea' },
    takes: ['', null, 'a\nb', 'a\tb\r\n'],
    refuses: [
      [1, 'type'],
      ['a\u0007', 'characters'],
    ],
  },
  {
    name: 'textarea, lengths',
    field: { type: 'textarea', validate: { minLength: 2, maxLength: 4 } },
    takes: ['ab', 'a\nbc', ''],
    refuses: [
      ['a', 'minLength'],
      ['abcde', 'maxLength'],
    ],
  },

  {
    name: 'number',
    field: { type: 'number' },
    takes: [0, -1, 1.5, null, '', 1e21],
    refuses: [
      ['1', 'type'],
      [true, 'type'],
      [[1], 'type'],
      [{}, 'type'],
    ],
  },
  {
    name: 'number, required',
    field: { type: 'number', validate: { required: true } },
    takes: [0, -5],
    refuses: [
      [null, 'required'],
      ['', 'required'],
    ],
  },
  {
    name: 'number, min',
    field: { type: 'number', validate: { min: 1 } },
    takes: [1, 2, null],
    refuses: [
      [0, 'minimum'],
      [0.999, 'minimum'],
      [-1, 'minimum'],
    ],
  },
  {
    name: 'number, max',
    field: { type: 'number', validate: { max: 10 } },
    takes: [10, -10],
    refuses: [
      [10.0001, 'maximum'],
      [11, 'maximum'],
    ],
  },
  { name: 'number, min 0', field: { type: 'number', validate: { min: 0 } }, takes: [0], refuses: [[-0.1, 'minimum']] },
  {
    name: 'number, decimal limits',
    field: { type: 'number', validate: { min: '0.1', max: 0.3 } },
    takes: [0.1, 0.2, 0.3],
    refuses: [
      [0.09, 'minimum'],
      [0.30000000000000004, 'maximum'],
    ],
  },
  {
    name: 'number, limits by FEEL',
    field: { type: 'number', validate: { min: '=thap', max: '=thap * 2' } },
    variables: { thap: 5 },
    takes: [5, 10],
    refuses: [
      [4, 'minimum'],
      [11, 'maximum'],
    ],
  },
  {
    name: 'number, limit by FEEL without value',
    field: { type: 'number', validate: { max: '=thap' } },
    takes: [1e9],
    refuses: [],
  },
  {
    name: 'number, limit by FEEL of another type',
    field: { type: 'number', validate: { max: '=thap' } },
    variables: { thap: true },
    takes: [null],
    refuses: [[1, 'limitUnknown']],
  },
  {
    name: 'number, whole',
    field: { type: 'number', decimalDigits: 0 },
    takes: [1, -2, 1e21, null],
    refuses: [
      [1.5, 'decimals'],
      [0.1, 'decimals'],
    ],
  },
  {
    name: 'number, two decimals',
    field: { type: 'number', decimalDigits: 2 },
    takes: [1, 1.25, 0.1],
    refuses: [
      [1.255, 'decimals'],
      [1e-7, 'decimals'],
    ],
  },
  {
    name: 'number, increment',
    field: { type: 'number', increment: '0.1' },
    takes: [0.3, 0.7, 0, -0.2],
    refuses: [
      [0.35, 'increment'],
      [0.01, 'increment'],
    ],
  },
  {
    name: 'number, whole increment',
    field: { type: 'number', increment: 1000 },
    takes: [1000, 5000, 0],
    refuses: [
      [1500, 'increment'],
      [1, 'increment'],
    ],
  },
  {
    name: 'number as text',
    field: { type: 'number', serializeToString: true, validate: { min: '99999999999999999999' } },
    takes: ['99999999999999999999', '100000000000000000000.5', '', null],
    refuses: [
      [1, 'type'],
      ['99999999999999999998', 'minimum'],
      ['abc', 'type'],
      ['1e999', 'type'],
      ['0x1f', 'type'],
    ],
  },
  {
    name: 'number as text, decimals',
    field: { type: 'number', serializeToString: true, decimalDigits: 1 },
    takes: ['1.5', '1.50', '2'],
    refuses: [['1.55', 'decimals']],
  },

  {
    name: 'checkbox',
    field: { type: 'checkbox' },
    takes: [true, false, null],
    refuses: [
      ['true', 'type'],
      [1, 'type'],
      ['', 'type'],
    ],
  },
  {
    name: 'checkbox, required',
    field: { type: 'checkbox', validate: { required: true } },
    takes: [true],
    refuses: [
      [false, 'required'],
      [null, 'required'],
    ],
  },

  {
    name: 'radio',
    field: { type: 'radio', values: sex },
    takes: ['nam', 'nu', 0, null, ''],
    refuses: [
      ['Nam', 'notAnOption'],
      ['0', 'notAnOption'],
      [1, 'notAnOption'],
      [['nam'], 'notAnOption'],
    ],
  },
  {
    name: 'radio, required',
    field: { type: 'radio', values: sex, validate: { required: true } },
    takes: ['nam', 0],
    refuses: [
      [null, 'required'],
      ['', 'required'],
    ],
  },
  { name: 'select', field: { type: 'select', values: sex }, takes: ['nam', null], refuses: [['x', 'notAnOption']] },
  {
    name: 'select of plain options',
    field: { type: 'select', values: ['a', 2, false] },
    takes: ['a', 2, false],
    refuses: [
      ['2', 'notAnOption'],
      [true, 'notAnOption'],
    ],
  },
  {
    name: 'select of objects',
    field: { type: 'select', values: [{ label: 'Xã A', value: { ma: '01', ten: 'A' } }] },
    takes: [{ ten: 'A', ma: '01' }],
    refuses: [
      [{ ma: '01' }, 'notAnOption'],
      ['01', 'notAnOption'],
    ],
  },
  {
    name: 'select by variable',
    field: { type: 'select', valuesKey: 'nganh' },
    variables: { nganh: [{ label: 'Ăn uống', value: 'I56' }, 'G47', null, {}] },
    takes: ['I56', 'G47', null],
    refuses: [
      ['X', 'notAnOption'],
      [{}, 'notAnOption'],
    ],
  },
  {
    name: 'select by a variable that is missing',
    field: { type: 'select', valuesKey: 'nganh' },
    takes: [null],
    refuses: [['X', 'notAnOption']],
  },
  {
    name: 'select by FEEL',
    field: { type: 'select', valuesExpression: '=for x in nganh return x.ma' },
    variables: { nganh: [{ ma: 'I56' }, { ma: 'G47' }] },
    takes: ['I56', ''],
    refuses: [['X', 'notAnOption']],
  },
  {
    name: 'checklist',
    field: { type: 'checklist', values: sex },
    takes: [[], null, ['nam'], ['nu', 'nam', 0]],
    refuses: [
      ['nam', 'type'],
      [['x'], 'notAnOption'],
      [['nam', 'nam'], 'duplicate'],
      [[null], 'notAnOption'],
    ],
  },
  {
    name: 'checklist, required',
    field: { type: 'checklist', values: sex, validate: { required: true } },
    takes: [['nam']],
    refuses: [
      [[], 'required'],
      [null, 'required'],
    ],
  },
  {
    name: 'taglist by variable',
    field: { type: 'taglist', valuesKey: 'nganh' },
    variables: { nganh: ['a', 'b'] },
    takes: [[], ['a', 'b']],
    refuses: [
      [['c'], 'notAnOption'],
      [['a', 'a'], 'duplicate'],
    ],
  },
  {
    name: 'taglist by FEEL',
    field: { type: 'taglist', valuesExpression: '=["a", "b"]' },
    takes: [['b']],
    refuses: [[['c'], 'notAnOption']],
  },

  {
    name: 'date',
    field: { type: 'datetime', subtype: 'date', dateLabel: 'Ngày' },
    takes: ['2026-11-24', '1990-02-28', '', null],
    refuses: [
      ['2026-02-31', 'date'],
      ['24/11/2026', 'date'],
      ['2026-11-24T00:00', 'date'],
      [20261124, 'type'],
    ],
  },
  {
    name: 'date by default',
    field: { type: 'datetime', dateLabel: 'Ngày' },
    takes: ['2024-02-29'],
    refuses: [['2023-02-29', 'date']],
  },
  {
    name: 'date, required',
    field: { type: 'datetime', subtype: 'date', validate: { required: true } },
    takes: ['2026-11-24'],
    refuses: [[null, 'required']],
  },
  {
    name: 'date, not in the past',
    field: { type: 'datetime', subtype: 'date', disallowPassedDates: true },
    takes: ['2026-11-24', '2027-01-01'],
    refuses: [['2026-11-23', 'pastDate']],
  },
  {
    name: 'time',
    field: { type: 'datetime', subtype: 'time', timeInterval: 1 },
    takes: ['08:31', '23:59', null],
    refuses: [
      ['24:00', 'time'],
      ['8:30', 'time'],
      ['08:30Z', 'time'],
      ['08:30+07:00', 'time'],
    ],
  },
  {
    name: 'time on steps',
    field: { type: 'datetime', subtype: 'time', timeInterval: 30 },
    takes: ['08:30', '09:00'],
    refuses: [['08:15', 'timeInterval']],
  },
  {
    name: 'time on quarters where no step is given',
    field: { type: 'datetime', subtype: 'time' },
    takes: ['08:45'],
    refuses: [['08:50', 'timeInterval']],
  },
  {
    name: 'time with offset',
    field: { type: 'datetime', subtype: 'time', timeSerializingFormat: 'utc_offset' },
    takes: ['08:30+07:00', '08:30-05:00'],
    refuses: [
      ['08:30', 'time'],
      ['08:30Z', 'time'],
    ],
  },
  {
    name: 'time in UTC',
    field: { type: 'datetime', subtype: 'time', timeSerializingFormat: 'utc_normalized' },
    takes: ['08:30Z'],
    refuses: [['08:30+07:00', 'time']],
  },
  {
    name: 'datetime',
    field: { type: 'datetime', subtype: 'datetime', timeSerializingFormat: 'no_timezone' },
    takes: ['2026-11-24T08:30'],
    refuses: [
      ['2026-11-24', 'datetime'],
      ['2026-02-30T08:30', 'datetime'],
      ['2026-11-24T08:30Z', 'datetime'],
    ],
  },
  {
    name: 'datetime not in the past counts days of the zone',
    field: {
      type: 'datetime',
      subtype: 'datetime',
      timeSerializingFormat: 'utc_normalized',
      disallowPassedDates: true,
    },
    takes: ['2026-11-23T17:30Z', '2026-11-24T00:00Z'],
    refuses: [['2026-11-23T16:45Z', 'pastDate']],
  },

  {
    name: 'filepicker',
    field: { type: 'filepicker', label: 'Đơn' },
    takes: [[pdf], [], null],
    refuses: [
      ['files::1', 'type'],
      [[pdf, { ...pdf, id: 'f2' }], 'maxFiles'],
      [[{ id: 'f1' }], 'file'],
      [['f1'], 'file'],
      [[{ ...pdf, hash: 'A' }], 'file'],
      [[{ ...pdf, size: -1 }], 'file'],
      [[{ ...pdf, path: '/etc' }], 'file'],
    ],
  },
  {
    name: 'filepicker, required',
    field: { type: 'filepicker', validate: { required: true } },
    takes: [[pdf]],
    refuses: [
      [null, 'required'],
      [[], 'required'],
    ],
  },
  {
    name: 'filepicker, several',
    field: { type: 'filepicker', multiple: true, properties: { maxFiles: '2', maxBytes: '2000' } },
    takes: [[pdf, { ...pdf, id: 'f2' }]],
    refuses: [
      [[pdf, { ...pdf, id: 'f2' }, { ...pdf, id: 'f3' }], 'maxFiles'],
      [[{ ...pdf, size: 2001 }], 'fileSize'],
      [[pdf, pdf], 'duplicate'],
    ],
  },
  {
    name: 'filepicker, several by FEEL',
    field: { type: 'filepicker', multiple: '=nhieu' },
    variables: { nhieu: true },
    takes: [[pdf, { ...pdf, id: 'f2' }]],
    refuses: [],
  },
  {
    name: 'filepicker, one by FEEL',
    field: { type: 'filepicker', multiple: '=nhieu' },
    takes: [[pdf]],
    refuses: [[[pdf, { ...pdf, id: 'f2' }], 'maxFiles']],
  },
  {
    name: 'filepicker, accept',
    field: { type: 'filepicker', accept: '.pdf, image/*' },
    takes: [[pdf], [{ ...pdf, name: 'a.png', type: 'image/png' }]],
    refuses: [[[{ ...pdf, name: 'a.exe', type: 'application/x-msdownload' }], 'fileType']],
  },
  {
    name: 'filepicker, accept by FEEL',
    field: { type: 'filepicker', accept: '=loai' },
    variables: { loai: 'image/png' },
    takes: [[{ ...pdf, name: 'a.png', type: 'image/png' }]],
    refuses: [[[pdf], 'fileType']],
  },
];

describe.each(cases)('$name', ({ field, takes, refuses, variables }) => {
  const compiled = form([{ key: 'x', label: 'Trường', ...field }]);

  it.each(takes.map((value) => [value]))('takes %j', (value) => {
    expect(check(compiled, { x: value }, variables)).toEqual([]);
  });

  it.each(refuses)('refuses %j: %s', (value, code) => {
    const found = check(compiled, { x: value }, variables);
    expect(found.map((line) => line.split(' ')[1])).toContain(code);
    expect(found.every((line) => line.startsWith('/x'))).toBe(true);
  });
});
