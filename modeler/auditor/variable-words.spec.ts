import { describe, expect, it } from 'vitest';
import { fieldWords, variableRows } from './variable-words.ts';

const FORM = {
  components: [
    {
      type: 'group',
      label: 'Hồ sơ',
      components: [
        { key: 'vonKinhDoanh', label: 'Vốn kinh doanh', appearance: { suffixAdorner: 'đồng' } },
        { key: 'ngaySinh', dateLabel: 'Ngày sinh' },
        { key: 'hinhThucTra', label: 'Hình thức trả', values: [{ value: 'TAI_CHO', label: 'Tại Bộ phận Một cửa' }] },
      ],
    },
    { path: 'thanhVien', label: 'Thành viên', components: [{ key: 'hoTen', label: 'Họ và tên' }] },
  ],
};
const FILES = { 'forms/to-khai.form': JSON.stringify(FORM), 'forms/hong.form': '{', 'process.bpmn': '<x/>' };

describe('variables in words', () => {
  it('takes labels, units and the names of choices from the forms', () => {
    const words = fieldWords(FILES);
    expect(words.get('vonKinhDoanh')).toMatchObject({ label: 'Vốn kinh doanh', suffix: 'đồng' });
    expect(words.get('hinhThucTra')?.options.get('TAI_CHO')).toBe('Tại Bộ phận Một cửa');
    expect([...words.keys()]).toEqual(['vonKinhDoanh', 'ngaySinh', 'hinhThucTra', 'thanhVien', 'hoTen']);
  });

  it('puts what is inside a value below it, and names what no form asks for by its own name', () => {
    const rows = variableRows(
      {
        vonKinhDoanh: 5,
        giayTo: ['DON', 'ANH'],
        kiemTra: { ketQua: null },
        thanhVien: [{ hoTen: 'A' }, { hoTen: 'B' }],
      },
      fieldWords(FILES),
    );
    expect(rows.map(({ path, depth, name, value }) => [path, depth, name, value])).toEqual([
      ['/vonKinhDoanh', 0, 'Vốn kinh doanh', 5],
      ['/giayTo', 0, 'giayTo', ['DON', 'ANH']],
      ['/kiemTra', 0, 'kiemTra', undefined],
      ['/kiemTra/ketQua', 1, 'ketQua', null],
      ['/thanhVien', 0, 'Thành viên', undefined],
      ['/thanhVien/1', 1, '1', undefined],
      ['/thanhVien/1/hoTen', 2, 'Họ và tên', 'A'],
      ['/thanhVien/2', 1, '2', undefined],
      ['/thanhVien/2/hoTen', 2, 'Họ và tên', 'B'],
    ]);
  });
});
