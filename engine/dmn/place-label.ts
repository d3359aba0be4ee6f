import type { Bilingual } from '../model/expression.ts';

/** Where in a decision something stands, in an analyst's words: `decision 'Fee', rule 3`. Names a part of what `label` names. */
export function inside(label: Bilingual, en: string, vi: string): Bilingual {
  return { en: `${label.en}, ${en}`, vi: `${label.vi}, ${vi}` };
}
