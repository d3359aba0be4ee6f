import type { ComponentKind } from '../component-kind.ts';
import { optionSchema, readOptions } from '../options.ts';

const options = { values: 'options', valuesKey: 'text', valuesExpression: 'feel' } as const;

/** One of several: radio group and select. */
export const choice: ComponentKind = {
  types: ['radio', 'select'],
  binding: 'key',
  properties: { ...options, defaultValue: 'json', searchable: 'flag', autoFocus: 'flag' },
  validate: { required: 'flag' },
  value: {
    kind: () => 'choice',
    empty: null,
    schema: (component, report) => optionSchema(readOptions(component, report), [null, '']),
  },
};

/** Any of several: checklist and tag list. */
export const choices: ComponentKind = {
  types: ['checklist', 'taglist'],
  binding: 'key',
  properties: { ...options, defaultValue: 'json', autoFocus: 'flag' },
  validate: { required: 'flag' },
  value: {
    kind: () => 'choices',
    empty: [],
    schema: (component, report) => ({
      type: ['array', 'null'],
      items: optionSchema(readOptions(component, report), []),
      uniqueItems: true,
    }),
  },
};
