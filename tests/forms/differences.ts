import type { Json, JsonObject } from '../../engine/model/json.ts';
import type { FieldCode } from '../../engine/forms/field-codes.ts';

/** Something that the viewer lets pass and the server refuses. Explained under the same id in `differences.md`. */
export interface Difference {
  readonly id: string;
  readonly code: FieldCode;
  readonly component: JsonObject;
  /** What was entered in the component, whose key is `x`. */
  readonly entered: Json;
  readonly motcua?: JsonObject;
}

export const DIFFERENCES: readonly Difference[] = [
  { id: 'blank-text', code: 'required', component: { type: 'textfield', validate: { required: true } }, entered: '  ' },
  {
    id: 'composed-text-length',
    code: 'minLength',
    component: { type: 'textfield', validate: { minLength: 2 } },
    entered: 'e\u0301',
  },
  {
    id: 'composed-text-pattern',
    code: 'pattern',
    component: { type: 'textfield', validate: { pattern: '^.{2}$' } },
    entered: 'e\u0301',
  },
  { id: 'control-characters', code: 'characters', component: { type: 'textarea' }, entered: 'a\u0007b' },
  {
    id: 'phone-only',
    code: 'phone',
    component: { type: 'textfield', validate: { validationType: 'phone' } },
    entered: 'x +84912345678',
  },
  {
    id: 'limit-not-a-number',
    code: 'limitUnknown',
    component: { type: 'textfield', validate: { minLength: '="x"' } },
    entered: 'abc',
  },
  { id: 'number-not-finite', code: 'type', component: { type: 'number', serializeToString: true }, entered: '1e999' },
  { id: 'chosen-twice', code: 'duplicate', component: { type: 'checklist', values: ['x', 'y'] }, entered: ['x', 'x'] },
  {
    id: 'past-date',
    code: 'pastDate',
    component: { type: 'datetime', subtype: 'date', dateLabel: 'Ngày', disallowPassedDates: true },
    entered: '1985-02-28',
  },
  {
    id: 'time-steps',
    code: 'timeInterval',
    component: { type: 'datetime', subtype: 'time', timeLabel: 'Giờ', timeInterval: 60 },
    entered: '08:30',
  },
  {
    id: 'rows-counted',
    code: 'minRows',
    component: {
      type: 'dynamiclist',
      path: 'x',
      label: 'L',
      isRepeating: true,
      allowAddRemove: true,
      properties: { minRows: '2' },
      components: [{ type: 'textfield', id: 'Cell', key: 'a', label: 'A' }],
    },
    entered: [{ a: '1' }],
  },
  {
    id: 'rules',
    code: 'rule',
    component: { type: 'number' },
    entered: 1,
    motcua: { rules: [{ id: 'chan', if: '=modulo(x, 2) = 1', message: { vi: 'Phải là số chẵn.' }, fields: ['x'] }] },
  },
];

export function differenceForm({ component, motcua }: Difference): JsonObject {
  const keyed = component['type'] === 'dynamiclist' ? component : { key: 'x', label: 'X', ...component };
  return {
    type: 'default',
    id: 'Form',
    schemaVersion: 19,
    components: [{ id: 'X', ...keyed }],
    ...(motcua === undefined ? {} : { motcua }),
  };
}
