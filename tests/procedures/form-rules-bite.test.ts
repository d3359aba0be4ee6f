import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import { check, form } from '../forms/form-kit.ts';

/**
 * Each rule of a form refuses something that the same form without the rule takes: the rule is what refuses. `without` is the
 * form with that one rule taken out; everything else is the same.
 */
interface Rule {
  readonly rule: string;
  readonly fields: readonly JsonObject[];
  readonly without: readonly JsonObject[];
  readonly submission: JsonObject;
  readonly refused: string;
  readonly variables?: JsonObject;
}

const text = (more: JsonObject = {}): JsonObject => ({ type: 'textfield', key: 'x', ...more });
const number = (more: JsonObject = {}): JsonObject => ({ type: 'number', key: 'x', ...more });
const options: Json = [
  { label: 'A', value: 'a' },
  { label: 'B', value: 'b' },
];
const rows = (more: JsonObject = {}): JsonObject => ({
  type: 'dynamiclist',
  path: 'rows',
  components: [text()],
  ...more,
});
const file = { id: 'f1', name: 'don.pdf', type: 'application/pdf', size: 1000, hash: 'a'.repeat(64) };

const one = (
  rule: string,
  field: JsonObject,
  without: JsonObject,
  value: Json,
  refused: string,
  more: Partial<Rule> = {},
): Rule => ({
  rule,
  fields: [field],
  without: [without],
  submission: { x: value },
  refused: `/x ${refused}`,
  ...more,
});

const RULES: readonly Rule[] = [
  one('required', text({ validate: { required: true } }), text(), '', 'required'),
  one(
    'at least so many characters, spaces around not counted',
    text({ validate: { minLength: 3 } }),
    text(),
    ' ab ',
    'minLength',
  ),
  one('at most so many characters', text({ validate: { maxLength: 2 } }), text(), 'abc', 'maxLength'),
  one('a pattern', text({ validate: { pattern: '^[0-9]{3}$' } }), text(), 'abc', 'pattern'),
  one('a smallest number', number({ validate: { min: 10 } }), number(), 9, 'minimum'),
  one('a largest number', number({ validate: { max: 10 } }), number(), 11, 'maximum'),
  one('decimals', number({ decimalDigits: 1 }), number({ decimalDigits: 2 }), 1.25, 'decimals'),
  one('increments', number({ increment: 5 }), number(), 7, 'increment'),
  one(
    'a closed list of options',
    { type: 'select', key: 'x', values: options },
    { type: 'select', key: 'x', values: [...(options as readonly Json[]), { label: 'C', value: 'c' }] },
    'c',
    'notAnOption',
  ),
  one(
    'options that come from the case',
    { type: 'select', key: 'x', valuesKey: 'list' },
    { type: 'select', key: 'x', valuesKey: 'more' },
    'c',
    'notAnOption',
    {
      variables: { list: ['a', 'b'], more: ['a', 'b', 'c'] },
    },
  ),
  one(
    'not in the past',
    { type: 'datetime', subtype: 'date', key: 'x', dateLabel: 'x', disallowPassedDates: true },
    { type: 'datetime', subtype: 'date', key: 'x', dateLabel: 'x' },
    '2026-11-23',
    'pastDate',
  ),
  one('a date exists', { type: 'datetime', subtype: 'date', key: 'x', dateLabel: 'x' }, text(), '2026-02-30', 'date'),
  one('hidden fields are absent', text({ conditional: { hide: '=other = "hide"' } }), text(), 'a', 'hiddenField', {
    variables: { other: 'hide' },
  }),
  one('a field that may only be read keeps its value', text({ readonly: true }), text(), 'mine', 'readonlyField', {
    variables: { x: 'theirs' },
  }),
  one('a disabled field keeps its value', text({ disabled: true }), text(), 'mine', 'readonlyField', {
    variables: { x: 'theirs' },
  }),
  {
    rule: 'unknown fields are refused',
    fields: [text()],
    without: [text(), text({ key: 'y' })],
    submission: { x: 'a', y: 'b' },
    refused: '/y unknownField',
  },
  {
    rule: 'at least so many rows',
    fields: [rows({ properties: { minRows: '2' } })],
    without: [rows()],
    submission: { rows: [{ x: 'a' }] },
    refused: '/rows minRows',
  },
  {
    rule: 'at most so many rows',
    fields: [rows({ properties: { maxRows: '1' } })],
    without: [rows()],
    submission: { rows: [{ x: 'a' }, { x: 'b' }] },
    refused: '/rows maxRows',
  },
  one(
    'a type of file',
    { type: 'filepicker', key: 'x', accept: '.png' },
    { type: 'filepicker', key: 'x' },
    [file],
    'fileType',
    { refused: '/x/0 fileType' },
  ),
  one(
    'one file only',
    { type: 'filepicker', key: 'x' },
    { type: 'filepicker', key: 'x', multiple: true },
    [file, { ...file, id: 'f2' }],
    'maxFiles',
  ),
];

describe('a form takes what it refuses when the rule is taken out', () => {
  it.each(RULES.map((rule) => [rule.rule, rule] as const))(
    '%s',
    (_, { fields, without, submission, refused, variables }) => {
      expect(check(form(fields), submission, variables)).toEqual([refused]);
      expect(check(form(without), submission, variables)).toEqual([]);
    },
  );
});
