import fc from 'fast-check';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import type { Trial } from './viewer-page.ts';

/**
 * Random forms with what someone has entered into them: every component that holds data, with every property that decides
 * about it, in groups and lists, with conditions; values that fit, that nearly fit and that do not.
 */
export const arbitraryTrial: fc.Arbitrary<Trial> = fc
  .record({
    top: fc.array(field(TOP_CONDITIONS()), { minLength: 1, maxLength: 5 }),
    group: fc.option(
      fc.record({
        path: fc.boolean(),
        hide: fc.option(fc.constantFrom(...TOP_CONDITIONS())),
        fields: fc.array(field(TOP_CONDITIONS()), { minLength: 1, maxLength: 3 }),
      }),
    ),
    list: fc.option(
      fc.record({
        hide: fc.option(fc.constantFrom(...TOP_CONDITIONS())),
        fields: fc.array(field(ROW_CONDITIONS()), { minLength: 1, maxLength: 3 }),
        rows: fc.nat(3),
      }),
    ),
    co: fc.boolean(),
    so: fc.constantFrom<Json>(null, 0, 1, 3, 10),
    loai: fc.constantFrom<Json>('a', 'b', null),
    thua: fc.boolean(),
    values: fc.infiniteStream(fc.nat(1_000_000)),
  })
  .map(assemble);

interface RandomField {
  readonly component: JsonObject;
  readonly values: readonly Json[];
}

function TOP_CONDITIONS(): readonly string[] {
  return ['=co', '=co = false', '=loai = "a"', '=not(loai = "b")', '=so > 2', '=thieu > 1', '=thua and co'];
}

/** In rows `this` is what the viewer holds, hidden cells included: conditions ask only cells that are always shown. */
function ROW_CONDITIONS(): readonly string[] {
  return ['=this.bat', '=this.bat = false', '=i[1] = 2', '=co', '=parent.loai = "a"'];
}

function assemble(random: {
  readonly top: readonly RandomField[];
  readonly group: {
    readonly path: boolean;
    readonly hide: string | null;
    readonly fields: readonly RandomField[];
  } | null;
  readonly list: {
    readonly hide: string | null;
    readonly fields: readonly RandomField[];
    readonly rows: number;
  } | null;
  readonly co: boolean;
  readonly so: Json;
  readonly loai: Json;
  readonly thua: boolean;
  readonly values: IterableIterator<number>;
}): Trial {
  const pick = (field: RandomField): Json =>
    field.values[Number(random.values.next().value) % field.values.length] ?? null;
  const named = (fields: readonly RandomField[], prefix: string): readonly JsonObject[] =>
    fields.map(({ component }, index) => ({
      ...component,
      id: `${prefix}${index}`,
      key: `${prefix.toLowerCase()}${index}`,
    }));
  const filled = (fields: readonly RandomField[], prefix: string): JsonObject =>
    Object.fromEntries(fields.map((field, index) => [`${prefix.toLowerCase()}${index}`, pick(field)]));

  const components: JsonObject[] = [
    { type: 'checkbox', id: 'Co', key: 'co', label: 'Co' },
    { type: 'number', id: 'So', key: 'so', label: 'So' },
    {
      type: 'select',
      id: 'Loai',
      key: 'loai',
      label: 'Loai',
      values: [
        { label: 'A', value: 'a' },
        { label: 'B', value: 'b' },
      ],
    },
    ...named(random.top, 'T'),
  ];
  const data: Record<string, Json> = {
    co: random.co,
    so: random.so,
    loai: random.loai,
    thua: random.thua,
    danhMuc: ['x', 'y'],
    ...filled(random.top, 'T'),
  };
  if (random.group !== null) {
    const { path, hide, fields } = random.group;
    components.push({
      type: 'group',
      id: 'G',
      label: 'G',
      components: named(fields, 'G'),
      ...(path ? { path: 'nhom' } : {}),
      ...condition(hide),
    });
    if (path) data['nhom'] = filled(fields, 'G');
    else Object.assign(data, filled(fields, 'G'));
  }
  if (random.list !== null) {
    const { hide, fields, rows } = random.list;
    const flag = { type: 'checkbox', id: 'Bat', key: 'bat', label: 'Bat' };
    components.push({
      type: 'dynamiclist',
      id: 'L',
      path: 'ds',
      label: 'L',
      components: [flag, ...named(fields, 'R')],
      isRepeating: true,
      allowAddRemove: true,
      defaultRepetitions: 1,
      ...condition(hide),
    });
    data['ds'] = Array.from({ length: rows }, () => ({
      bat: Number(random.values.next().value) % 2 === 0,
      ...filled(fields, 'R'),
    }));
  }
  return { schema: { type: 'default', id: 'Form', schemaVersion: 19, components }, data };
}

function condition(hide: string | null): JsonObject {
  return hide === null ? {} : { conditional: { hide } };
}

function field(conditions: readonly string[]): fc.Arbitrary<RandomField> {
  return fc
    .record({
      kind: fc.oneof(text(), number(), checkbox(), choice(), choices(), datetime(), filepicker()),
      hide: fc.option(fc.constantFrom(...conditions), { freq: 2 }),
      required: fc.boolean(),
      access: fc.constantFrom<JsonObject>({}, {}, {}, {}, { readonly: true }, { disabled: true }, { readonly: '=co' }),
    })
    .map(({ kind, hide, required, access }) => {
      const validate = { ...(kind.component['validate'] as JsonObject | undefined), ...(required ? { required } : {}) };
      return { ...kind, component: { label: 'Trường', ...kind.component, validate, ...condition(hide), ...access } };
    });
}

function text(): fc.Arbitrary<RandomField> {
  const limit = fc.option(fc.constantFrom<Json>(0, 1, 3, '3', '=so', '=thieu', '="x"', '=2 + 1'), { freq: 2 });
  const pattern = fc.option(
    fc.constantFrom('^[0-9]+$', '^.{2,3}$', '[A-Z]', '^\\s', '\\S$', '^[\\u00c0-\\u1ef9 ]+$', '^(a|ab)(c|bcd)?$'),
    { freq: 2 },
  );
  const values = [
    '',
    ' ',
    'a',
    'ab',
    'abc',
    ' abc ',
    'ABCDE',
    '12',
    '0123456789',
    'an@example.vn',
    'an@',
    '+84912345678',
    '+841234',
    '0912345678',
    '+390612345678',
    'x +84912345678',
    'Nguyễn',
    'e\u0302\u0301',
    '😀',
    '😀a',
    'ĐÀ',
    '\u00a0',
    'a\tb',
    'a\nb',
  ];
  return fc
    .record({
      type: fc.constantFrom('textfield', 'textarea'),
      minLength: limit,
      maxLength: limit,
      pattern,
      validationType: fc.option(fc.constantFrom('email', 'phone'), { freq: 2 }),
      other: fc.array(fc.string({ maxLength: 6 }), { maxLength: 3 }),
    })
    .filter(({ minLength, maxLength }) => !(Number(minLength) > Number(maxLength)))
    .map(({ type, other, ...limits }) => ({
      component: { type, validate: present(limits) },
      values: [...values, ...other],
    }));
}

function number(): fc.Arbitrary<RandomField> {
  const limit = fc.option(fc.constantFrom<Json>(0, 1, -5, 0.3, '2.5', '=so', '=thieu', '="x"', '=1 / 3'), { freq: 2 });
  return fc
    .record({
      min: limit,
      max: limit,
      decimalDigits: fc.option(fc.constantFrom(0, 1, 2)),
      increment: fc.option(fc.constantFrom<Json>(1, '0.1', '2.5', 1000)),
      serializeToString: fc.option(fc.constant(true)),
      other: fc.array(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), { maxLength: 3 }),
    })
    .filter(({ min, max }) => !(Number(min) > Number(max)))
    .map(({ min, max, other, ...rest }) => ({
      component: { type: 'number', validate: present({ min, max }), ...present(rest) },
      values: [null, 0, 1, -1, 2.5, 0.3, 0.30000000000000004, 1.25, 1000, 1e15, 1e-7, '', ...other],
    }));
}

function checkbox(): fc.Arbitrary<RandomField> {
  return fc.constant({ component: { type: 'checkbox' }, values: [true, false, null] });
}

function choice(): fc.Arbitrary<RandomField> {
  const options = fc.constantFrom<JsonObject>(
    { values: [{ label: 'X', value: 'x' }, 'y', { value: 3 }] },
    { valuesKey: 'danhMuc' },
    { valuesExpression: '=["x", so]' },
    { valuesExpression: '=danhMuc' },
  );
  return fc
    .record({ type: fc.constantFrom('select', 'radio'), options })
    .map(({ type, options: source }) => ({ component: { type, ...source }, values: ['x', 'y', 3, null, 'z', ''] }));
}

function choices(): fc.Arbitrary<RandomField> {
  const options = fc.constantFrom<JsonObject>(
    { values: ['x', 'y'] },
    { valuesKey: 'danhMuc' },
    { valuesExpression: '=danhMuc' },
  );
  return fc.record({ type: fc.constantFrom('checklist', 'taglist'), options }).map(({ type, options: source }) => ({
    component: { type, ...source },
    values: [[], ['x'], ['x', 'y'], ['z'], ['x', 'x']],
  }));
}

function datetime(): fc.Arbitrary<RandomField> {
  const values: Readonly<Record<string, readonly Json[]>> = {
    date: ['2026-11-24', '1985-02-28', '2026-02-31', '2099-12-31', null, ''],
    time: ['08:30', '23:59', '08:07', '25:00', null],
    datetime: ['2026-11-24T08:30', '2026-02-31T08:30', '2099-01-01T10:07', null],
  };
  return fc
    .record({
      subtype: fc.constantFrom('date', 'time', 'datetime'),
      timeInterval: fc.constantFrom(1, 15, 60),
      timeSerializingFormat: fc.constantFrom('no_timezone', 'utc_offset', 'utc_normalized'),
      disallowPassedDates: fc.boolean(),
    })
    .map(({ subtype, timeInterval, timeSerializingFormat, disallowPassedDates }) => ({
      component: {
        type: 'datetime',
        subtype,
        dateLabel: 'Ngày',
        timeLabel: 'Giờ',
        ...(subtype === 'date' ? {} : { timeInterval, timeSerializingFormat }),
        ...(subtype === 'time' ? {} : { disallowPassedDates }),
      },
      values: values[subtype] ?? [],
    }));
}

/** Files are chosen by hand in the viewer: from data it takes none. */
function filepicker(): fc.Arbitrary<RandomField> {
  return fc.constant({ component: { type: 'filepicker' }, values: [null] });
}

function present(properties: { readonly [key: string]: Json | null }): JsonObject {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}
