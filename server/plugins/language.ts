/** The languages of the product; `vi` where the caller states no preference that we can meet. */
export type Language = 'vi' | 'en';

/**
 * The language for texts in an answer, from `Accept-Language`: the one with the greater weight, Vietnamese on a tie.
 *
 * @source RFC 9110 §12.5.4
 */
export function preferredLanguage(header: string | undefined): Language {
  if (header === undefined) return 'vi';
  const weights = { vi: 0, en: 0 };
  for (const part of header.split(',')) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = range.split('-', 1)[0];
    if (language !== 'vi' && language !== 'en') continue;
    const quality = parameters
      .map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1])
      .find((value) => value !== undefined);
    weights[language] = Math.max(weights[language], quality === undefined ? 1 : Number(quality) || 0);
  }
  return weights.en > weights.vi ? 'en' : 'vi';
}
