import { describe, expect, it } from 'vitest';
import { civilStatusSimulator } from './civil-status-simulator.ts';
import { digitsOf } from './digits-of.ts';
import { householdRegistrySimulator } from './household-registry-simulator.ts';
import { populationSimulator } from './population-simulator.ts';
import { SIMULATORS } from './simulators.ts';
import { taxSimulator } from './tax-simulator.ts';

describe('the simulated register of household businesses', () => {
  it.each([
    ['Tạp hóa Bình Minh', '001090000001', false, false],
    ['  tạp  HÓA mẫu ', '001090000001', true, false],
    ['Tạp hóa Mẫu'.normalize('NFD'), '001180000099', true, true],
  ])('is asked for %s', (tenRieng, soDinhDanh, tenTrung, daLaChuHo) => {
    expect(householdRegistrySimulator.answer({ tenRieng, soDinhDanh })).toEqual({
      kind: 'done',
      variables: { tenTrung, daLaChuHo },
    });
  });
});

describe('the simulated tax authority', () => {
  it('gives one person one number of the usual shape', () => {
    const first = taxSimulator.answer({ soDinhDanh: '001090000001' });
    expect(first).toEqual({ kind: 'done', variables: { maSoThue: expect.stringMatching(/^8\d{9}$/) } });
    expect(taxSimulator.answer({ soDinhDanh: '001090000001' })).toEqual(first);
    expect(taxSimulator.answer({ soDinhDanh: '001090000002' })).not.toEqual(first);
  });

  it('cannot be reached for numbers that end in 0000', () => {
    expect(taxSimulator.answer({ soDinhDanh: '001090010000' })).toMatchObject({ kind: 'failed' });
  });
});

describe('the simulated population database', () => {
  it.each([
    ['2026-10-20', 'NU', /^001326\d{6}$/],
    ['2026-10-20', 'NAM', /^001226\d{6}$/],
    ['1998-01-02', 'NU', /^001198\d{6}$/],
  ])('numbers a child born on %s, %s', (ngaySinh, gioiTinh, shape) => {
    expect(populationSimulator.answer({ treHoTen: 'Trẻ Mẫu', ngaySinh, gioiTinh })).toEqual({
      kind: 'done',
      variables: { soDinhDanhTre: expect.stringMatching(shape) },
    });
  });

  it('says what is wrong with a date that is none', () => {
    expect(populationSimulator.answer({ treHoTen: 'Trẻ Mẫu', ngaySinh: '', gioiTinh: 'NU' })).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('ngaySinh'),
    });
  });
});

it('the simulated civil status database knows two married people', () => {
  const answer = civilStatusSimulator.answer({ namSoDinhDanh: '001090000099', nuSoDinhDanh: '001302000002' });
  expect(answer).toEqual({ kind: 'done', variables: { namDaKetHon: true, nuDaKetHon: false } });
});

it('no two simulators answer one job type, and every one reads only what it names', () => {
  const types = SIMULATORS.map(({ jobType }) => jobType);
  expect(new Set(types).size).toBe(types.length);
  for (const { reads, answer } of SIMULATORS) {
    const asked = new Set<string | symbol>();
    answer(
      new Proxy(
        {},
        {
          get: (_, name) => {
            asked.add(name);
            return '2026-10-20';
          },
        },
      ),
    );
    expect([...asked].sort()).toEqual([...reads].sort());
  }
});

it('digits are padded to their count', () => {
  for (let i = 0; i < 200; i += 1) expect(digitsOf(String(i), 6)).toMatch(/^\d{6}$/);
});
