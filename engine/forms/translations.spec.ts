import { describe, expect, it } from 'vitest';
import { localizeForm } from './translations.ts';

const source = {
  type: 'default',
  id: 'f',
  components: [
    {
      type: 'textfield',
      id: 'F1',
      key: 'ten',
      label: 'Tên',
      description: 'Ghi đầy đủ',
      appearance: { prefixAdorner: 'Ông', suffixAdorner: '.' },
      validate: { pattern: 'a', patternErrorMessage: 'Sai' },
    },
    {
      type: 'radio',
      key: 'gioi',
      label: 'Giới tính',
      values: [{ label: 'Nam', value: 'nam' }, { label: 'Nữ', value: 'nu' }, 'khac'],
    },
    {
      type: 'group',
      id: 'G',
      label: 'Nhóm',
      components: [
        { type: 'text', id: 'T', text: '# Chào' },
        { type: 'datetime', id: 'D', key: 'ngay', dateLabel: 'Ngày' },
      ],
    },
    { type: 'table', id: 'B', dataSource: '=x', columns: [{ key: 'a', label: 'Cột' }] },
  ],
  motcua: {
    en: {
      F1: { label: 'Name', description: 'In full', prefix: 'Mr', patternErrorMessage: 'Wrong' },
      gioi: { label: 'Sex', values: { nam: 'Male', khac: 'Other' } },
      T: { text: '# Hello' },
      D: { dateLabel: 'Date' },
      B: { columns: { a: 'Column' } },
    },
  },
};

describe('a form in a language', () => {
  it('is as it was written in Vietnamese', () => {
    expect(localizeForm(source, 'vi')).toBe(source);
  });
  it('has its texts replaced in English, and nothing else', () => {
    expect(localizeForm(source, 'en')).toEqual({
      ...source,
      components: [
        {
          type: 'textfield',
          id: 'F1',
          key: 'ten',
          label: 'Name',
          description: 'In full',
          appearance: { prefixAdorner: 'Mr', suffixAdorner: '.' },
          validate: { pattern: 'a', patternErrorMessage: 'Wrong' },
        },
        {
          type: 'radio',
          key: 'gioi',
          label: 'Sex',
          values: [
            { label: 'Male', value: 'nam' },
            { label: 'Nữ', value: 'nu' },
            { label: 'Other', value: 'khac' },
          ],
        },
        {
          type: 'group',
          id: 'G',
          label: 'Nhóm',
          components: [
            { type: 'text', id: 'T', text: '# Hello' },
            { type: 'datetime', id: 'D', key: 'ngay', dateLabel: 'Date' },
          ],
        },
        { type: 'table', id: 'B', dataSource: '=x', columns: [{ key: 'a', label: 'Column' }] },
      ],
    });
  });
  it('is left alone where it is no form', () => {
    expect(localizeForm(null, 'en')).toBeNull();
  });
});
