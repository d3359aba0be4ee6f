import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Json } from '../../engine/index.ts';
import type { Finding } from '../contract.ts';
import { holdFindings, pointerOf, valueAt, type FieldInstance } from './held-findings.ts';

const finding = (path: string, message: string): Finding => ({ path, label: 'Tên', code: 'pattern', message });

describe('held findings', () => {
  const field: FieldInstance = { id: 'Field_1', valuePath: ['chu', 'ten'] };

  it('stand at their field while it holds the refused value, and go when it is changed', () => {
    const validator = { validateFieldInstance: (_field: FieldInstance, _value: Json): string[] => [] };
    holdFindings(validator).hold([finding('/chu/ten', 'Tên đã có')], { chu: { ten: 'Hoa Sen' } });
    expect(validator.validateFieldInstance(field, 'Hoa Sen')).toEqual(['Tên đã có']);
    expect(validator.validateFieldInstance(field, 'Hoa Mai')).toEqual([]);
    expect(validator.validateFieldInstance({ id: 'Field_2', valuePath: ['khac'] }, 'Hoa Sen')).toEqual([]);
  });

  it('come after what form-js says itself, and do not repeat it', () => {
    const validator = { validateFieldInstance: (_field: FieldInstance, _value: Json): string[] => ['Bắt buộc nhập.'] };
    holdFindings(validator).hold([finding('/chu/ten', 'Bắt buộc nhập.'), finding('/chu/ten', 'Thiếu')], {});
    expect(validator.validateFieldInstance(field, null)).toEqual(['Bắt buộc nhập.', 'Thiếu']);
  });

  it('take absent, null and blank for the same emptiness', () => {
    const validator = { validateFieldInstance: (_field: FieldInstance, _value: Json): string[] => [] };
    holdFindings(validator).hold([finding('/chu/ten', 'Thiếu')], {});
    expect(validator.validateFieldInstance(field, '')).toEqual(['Thiếu']);
    expect(validator.validateFieldInstance(field, null)).toEqual(['Thiếu']);
  });
});

describe('pointerOf and valueAt', () => {
  it('lead to the value that stands at the path, whatever its keys are', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), fc.integer(), (path, leaf) => {
        fc.pre(!path.includes('__proto__'));
        const data = path.reduceRight<Json>((inner, key) => ({ [key]: inner }), leaf);
        expect(valueAt(data, pointerOf(path))).toBe(leaf);
      }),
    );
  });

  it('walk into rows of a list', () => {
    expect(valueAt({ rows: [{ a: 1 }, { a: 2 }] }, '/rows/1/a')).toBe(2);
  });
});
