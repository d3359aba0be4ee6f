import { describe, expect, it } from 'vitest';
import { compileForm } from '../../engine/forms/compile-form.ts';
import type { FORM_RULES } from '../../engine/forms/component-kind.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { diagnose, source } from './form-kit.ts';

const text = (more: JsonObject): JsonObject => ({ type: 'textfield', id: 'F', key: 'x', label: 'X', ...more });
const number = (more: JsonObject): JsonObject => ({ type: 'number', id: 'F', key: 'x', label: 'X', ...more });

/** Faults of one component: what the compiler says of it, and of no other. */
const faults: readonly (readonly [rule: keyof typeof FORM_RULES, what: string, component: JsonObject])[] = [
  ['form-component-unsupported', 'an unknown type', { type: 'signature', id: 'F', key: 'x' }],
  ['form-component-unsupported', 'no type', { id: 'F', key: 'x' }],
  ['form-property-unknown', 'an unknown validation', text({ validate: { mustExist: true } })],
  ['form-property-unknown', 'a validation of another type', number({ validate: { maxLength: 3 } })],
  ['form-property-unknown', 'limits on text', text({ validate: { min: 3 } })],
  ['form-property-unknown', 'an unknown condition', text({ conditional: { show: '=a' } })],
  ['form-property-invalid', 'a required that is no boolean', text({ validate: { required: 'true' } })],
  ['form-property-invalid', 'a negative length', text({ validate: { minLength: -1 } })],
  ['form-property-invalid', 'a limit that is no number', number({ validate: { min: 'một' } })],
  ['form-property-invalid', 'half a decimal', number({ decimalDigits: 1.5 })],
  ['form-property-invalid', 'an increment of nothing', number({ increment: 0 })],
  ['form-property-invalid', 'a condition that is no FEEL', text({ conditional: { hide: 'a = 1' } })],
  ['form-property-invalid', 'an unknown validation type', text({ validate: { validationType: 'iban' } })],
  ['form-property-invalid', 'a validate that is no object', text({ validate: true })],
  ['form-property-invalid', 'an unknown date subtype', { type: 'datetime', id: 'F', key: 'x', subtype: 'week' }],
  [
    'form-property-invalid',
    'an unknown time format',
    { type: 'datetime', id: 'F', key: 'x', subtype: 'time', timeSerializingFormat: 'local' },
  ],
  [
    'form-property-invalid',
    'steps that the viewer would change',
    { type: 'datetime', id: 'F', key: 'x', subtype: 'time', timeInterval: 7 },
  ],
  [
    'form-property-invalid',
    'rows that are no number',
    { type: 'dynamiclist', id: 'F', path: 'x', properties: { minRows: 'vài' }, components: [] },
  ],
  [
    'form-property-invalid',
    'a list that does not repeat',
    { type: 'dynamiclist', id: 'F', path: 'x', isRepeating: false, components: [] },
  ],
  ['form-property-invalid', 'a readonly that is text', text({ readonly: 'có' })],
  ['form-key-missing', 'no key', { type: 'textfield', id: 'F', label: 'X' }],
  ['form-key-missing', 'a list without path', { type: 'dynamiclist', id: 'F', components: [] }],
  ['form-key-invalid', 'a key with a blank', text({ key: 'ho ten' })],
  ['form-key-invalid', 'a key that begins with a digit', text({ key: '1a' })],
  ['form-key-invalid', 'a reserved key', text({ key: '__proto__' })],
  ['form-key-invalid', 'a reserved name in a path', text({ key: 'a.this' })],
  ['form-key-invalid', 'an empty part', text({ key: 'a..b' })],
  ['form-expression-invalid', 'a condition that cannot be parsed', text({ conditional: { hide: '=a =' } })],
  ['form-expression-invalid', 'a limit that cannot be parsed', number({ validate: { max: '=(' } })],
  [
    'form-expression-invalid',
    'a computed field that cannot be parsed',
    { type: 'expression', id: 'F', key: 'x', expression: '=1 +' },
  ],
  [
    'form-property-invalid',
    'a computed field without expression',
    { type: 'expression', id: 'F', key: 'x', expression: '1' },
  ],
  ['form-pattern-refused', 'a look-ahead', text({ validate: { pattern: '^(?=a)' } })],
  ['form-pattern-refused', 'a back-reference', text({ validate: { pattern: '(a)\\1' } })],
  [
    'form-pattern-refused',
    'Unicode classes, which the viewer reads otherwise',
    text({ validate: { pattern: '^\\p{L}+$' } }),
  ],
  ['form-pattern-refused', 'a pattern that is none', text({ validate: { pattern: '(' } })],
  ['form-options-invalid', 'no options', { type: 'select', id: 'F', key: 'x' }],
  [
    'form-options-invalid',
    'two sources of options',
    { type: 'select', id: 'F', key: 'x', values: ['a'], valuesKey: 'b' },
  ],
  ['form-options-invalid', 'an empty list of options', { type: 'radio', id: 'F', key: 'x', values: [] }],
  [
    'form-options-invalid',
    'an option without value',
    { type: 'radio', id: 'F', key: 'x', values: [{ label: 'A' }, 'b'] },
  ],
  [
    'form-options-invalid',
    'two options of one value',
    {
      type: 'radio',
      id: 'F',
      key: 'x',
      values: [
        { label: 'A', value: 'a' },
        { label: 'B', value: 'a' },
      ],
    },
  ],
  ['form-limits-invalid', 'a range with nothing in it', number({ validate: { min: 2, max: 1 } })],
  ['form-limits-invalid', 'lengths with nothing in it', text({ validate: { minLength: 5, maxLength: 2 } })],
  [
    'form-limits-invalid',
    'rows with nothing in it',
    { type: 'dynamiclist', id: 'F', path: 'x', properties: { minRows: '3', maxRows: '2' }, components: [] },
  ],
  [
    'form-default-invalid',
    'a default that is no option',
    { type: 'select', id: 'F', key: 'x', values: ['a'], defaultValue: 'b' },
  ],
  ['form-default-invalid', 'a default that is too small', number({ validate: { min: 5 }, defaultValue: 1 })],
  ['form-default-invalid', 'a default that is too long', text({ validate: { maxLength: 2 }, defaultValue: 'abc' })],
];

describe('a component is refused', () => {
  it.each(faults)('%s: %s', (rule, _what, component) => {
    const found = diagnose([component]);
    expect(found.map(({ ruleId }) => ruleId)).toContain(rule);
    for (const diagnostic of found)
      expect(diagnostic).toMatchObject({
        elementId: 'F',
        file: 'forms/form.form',
        hint: expect.any(String),
        messageVi: expect.any(String),
        hintVi: expect.any(String),
      });
    expect(compileForm(source([component]), 'f').form).toBeUndefined();
  });
});

describe('a form is refused', () => {
  it.each([
    ['form-json', '{'],
    ['form-json', '[]'],
    ['form-json', '{"type":"default"}'],
    ['form-json', '{"type":"other","components":[]}'],
    ['form-json', '{"type":"default","components":[1]}'],
    ['form-schema-version', '{"type":"default","schemaVersion":99,"components":[]}'],
    ['form-schema-version', '{"type":"default","schemaVersion":"19","components":[]}'],
    ['form-property-invalid', '{"type":"default","motcua":[],"components":[]}'],
  ])('%s: %s', (rule, json) => {
    const { form, diagnostics } = compileForm(json, 'f.form');
    expect(form).toBeUndefined();
    expect(diagnostics.map(({ ruleId }) => ruleId)).toContain(rule);
  });

  it.each([
    ['one key twice', [text({ id: 'A' }), text({ id: 'B' })]],
    ['a value inside a value', [text({ id: 'A', key: 'a' }), text({ id: 'B', key: 'a.b' })]],
    ['a value around values', [text({ id: 'A', key: 'a.b' }), text({ id: 'B', key: 'a' })]],
    [
      'a field where a list is',
      [{ type: 'dynamiclist', id: 'L', path: 'a', components: [] }, text({ id: 'B', key: 'a.b' })],
    ],
    [
      'a group where a list is',
      [
        { type: 'dynamiclist', id: 'L', path: 'a', components: [] },
        { type: 'group', id: 'B', path: 'a', components: [] },
      ],
    ],
    [
      'two lists of one path',
      [
        { type: 'dynamiclist', id: 'L', path: 'a', components: [] },
        { type: 'dynamiclist', id: 'B', path: 'a', components: [] },
      ],
    ],
  ])('form-key-duplicate: %s', (_what, components) => {
    const found = diagnose(components);
    expect(found.map(({ ruleId, elementId }) => [ruleId, elementId])).toEqual([['form-key-duplicate', 'B']]);
  });

  it('form-id-duplicate', () => {
    expect(diagnose([text({ key: 'a' }), text({ key: 'b' })]).map(({ ruleId }) => ruleId)).toEqual([
      'form-id-duplicate',
    ]);
  });

  it.each([
    ['itself', [['a', '=a + 1']]],
    [
      'each other',
      [
        ['a', '=b'],
        ['b', '=c'],
        ['c', '=a'],
      ],
    ],
  ])('form-computed-cycle: fields that need %s', (_what, fields) => {
    const components = fields.map(([key = '', expression = '']) => ({ type: 'expression', id: key, key, expression }));
    expect(diagnose(components).map(({ ruleId }) => ruleId)).toContain('form-computed-cycle');
  });

  it('form-computed-cycle: cells that need each other', () => {
    const cells = [
      { type: 'expression', id: 'a', key: 'a', expression: '=this.b' },
      { type: 'expression', id: 'b', key: 'b', expression: '=this.a' },
    ];
    expect(
      diagnose([{ type: 'dynamiclist', id: 'l', path: 'l', components: cells }]).map(({ ruleId }) => ruleId),
    ).toContain('form-computed-cycle');
  });

  it.each([
    ['no list', { rules: {} }],
    ['no object', { rules: [1] }],
    ['no id', { rules: [{ if: 'true', message: { vi: 'x' }, fields: ['x'] }] }],
    ['no condition', { rules: [{ id: 'r', message: { vi: 'x' }, fields: ['x'] }] }],
    ['no Vietnamese message', { rules: [{ id: 'r', if: 'true', message: { en: 'x' }, fields: ['x'] }] }],
    ['no fields', { rules: [{ id: 'r', if: 'true', message: { vi: 'x' }, fields: [] }] }],
    ['an unknown field', { rules: [{ id: 'r', if: 'true', message: { vi: 'x' }, fields: ['y'] }] }],
    ['an unknown list', { rules: [{ id: 'r', each: 'l', if: 'true', message: { vi: 'x' }, fields: ['x'] }] }],
    ['an unknown property', { rules: [{ id: 'r', when: 'true', if: 'true', message: { vi: 'x' }, fields: ['x'] }] }],
  ])('form-rule-invalid: %s', (_what, motcua) => {
    expect(diagnose([text({})], { motcua }).map(({ ruleId }) => ruleId)).toContain('form-rule-invalid');
  });

  it('form-expression-invalid: a rule that cannot be parsed', () => {
    const rules = [{ id: 'r', if: '=x >', message: { vi: 'x' }, fields: ['x'] }];
    expect(diagnose([text({})], { motcua: { rules } }).map(({ ruleId }) => ruleId)).toContain(
      'form-expression-invalid',
    );
  });
});

describe('a form is accepted with a warning', () => {
  it.each([
    ['form-property-unknown', [text({ requierd: true })], {}],
    ['form-property-unknown', [text({})], { themes: 'dark' }],
    ['form-translation-unknown', [text({})], { motcua: { en: { Field_y: { label: 'Y' } } } }],
  ])('%s', (rule, components, root) => {
    const { form, diagnostics } = compileForm(source(components, root), 'f.form');
    expect(form).toBeDefined();
    expect(diagnostics).toEqual([expect.objectContaining({ ruleId: rule, severity: 'warning' })]);
  });
});

describe('all faults', () => {
  it('are found in one pass', () => {
    const found = diagnose([
      { type: 'signature', id: 'A', key: 'a' },
      text({ id: 'B', key: '1' }),
      number({ id: 'C', key: 'c', validate: { min: 2, max: 1 } }),
    ]);
    expect(found.map(({ ruleId, elementId }) => [elementId, ruleId])).toEqual([
      ['A', 'form-component-unsupported'],
      ['B', 'form-key-invalid'],
      ['C', 'form-limits-invalid'],
    ]);
  });
});
