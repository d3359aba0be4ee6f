import { expect, it } from 'vitest';
import { csvOf } from './save-csv.ts';

it('writes cells that a spreadsheet reads as they are', () => {
  expect(
    csvOf([
      ['a', 'Đúng, "hạn"'],
      ['=1+1', ''],
    ]),
  ).toBe('\uFEFFa,"Đúng, ""hạn"""\r\n\'=1+1,\r\n');
});
