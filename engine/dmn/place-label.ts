import type { Bilingual } from '../model/expression.ts';

/** Where in a decision something stands, in an analyst's words: `decision 'Fee', rule 3`. Names a part of what `label` names. */
export function inside(label: Bilingual, en: string, vi: string): Bilingual {
  return { en: `${label.en}, ${en}`, vi: `${label.vi}, ${vi}` };
}

/** As the first words of a sentence. */
export function capitalized({ en, vi }: Bilingual): Bilingual {
  const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  return { en: upper(en), vi: upper(vi) };
}
