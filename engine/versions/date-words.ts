import type { Bilingual } from '../model/expression.ts';

/** A local date as it is said: `01/07/2026`, and `2026-07-01` in English. */
export function dateWords(date: string): Bilingual {
  return { vi: date.split('-').reverse().join('/'), en: date };
}

/** An article as it is cited: `217/2026/NĐ-CP#54.1.b` becomes `217/2026/NĐ-CP Điều 54.1.b`. */
export function citation(basis: string): Bilingual {
  const [act = basis, article] = basis.split('#');
  if (article === undefined || article === '') return { vi: act, en: act };
  // Where a sample cites a chapter by its name there is no article to speak of.
  return /^\d/.test(article)
    ? { vi: `${act} Điều ${article}`, en: `${act} Art. ${article}` }
    : { vi: `${act}, ${article.replaceAll('-', ' ')}`, en: `${act}, ${article.replaceAll('-', ' ')}` };
}
