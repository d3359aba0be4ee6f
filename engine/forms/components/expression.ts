import type { ComponentKind } from '../component-kind.ts';

/** A computed field: FEEL gives its value, whatever was submitted. */
export const expression: ComponentKind = {
  types: ['expression'],
  binding: 'key',
  properties: { expression: 'feel', computeOn: { oneOf: ['change', 'presubmit'] } },
  value: { kind: () => 'computed', empty: null, schema: () => ({}) },
};
