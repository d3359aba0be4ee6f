import { textOf, type Connector } from './connector.ts';
import { digitsOf } from './digits-of.ts';

/** Province part of every simulated number. */
const PROVINCE = '001';

/**
 * SIMULATOR of the population database: gives a child a personal number of the usual shape (province, century and sex, year of
 * birth, six digits), always the same one for the same child.
 */
export const populationSimulator: Connector = {
  jobType: 'population.personal-id',
  reads: ['treHoTen', 'ngaySinh', 'gioiTinh'],
  answer(variables) {
    const [name, birthDate, sex] = [
      textOf(variables, 'treHoTen'),
      textOf(variables, 'ngaySinh'),
      textOf(variables, 'gioiTinh'),
    ];
    const [, century, year] = /^(\d{2})(\d{2})-/.exec(birthDate) ?? [];
    if (century === undefined || year === undefined)
      return {
        kind: 'failed',
        message: 'Simulated: ngaySinh is not a date like 2026-10-20; correct it and try again.',
      };
    // 0 and 1 for the twentieth century, 2 and 3 for the twenty-first, and so on; odd for women.
    const centuryAndSex = (Number(century) - 19) * 2 + (sex === 'NU' ? 1 : 0);
    const number = `${PROVINCE}${String(centuryAndSex)}${year}${digitsOf(`${name} ${birthDate} ${sex}`, 6)}`;
    return { kind: 'done', variables: { soDinhDanhTre: number } };
  },
};
