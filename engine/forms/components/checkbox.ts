import type { ComponentKind } from '../component-kind.ts';

/** One box to tick; required means ticked. */
export const checkbox: ComponentKind = {
  types: ['checkbox'],
  binding: 'key',
  properties: { defaultValue: 'flag', autoFocus: 'flag' },
  validate: { required: 'flag' },
  value: {
    kind: () => 'boolean',
    empty: false,
    schema: () => ({ type: ['boolean', 'null'] }),
  },
};
