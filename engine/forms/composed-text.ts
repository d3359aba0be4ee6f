/**
 * Text in Unicode composed form (NFC). Vietnamese typed on a Mac or pasted from a PDF may come decomposed, and would be found
 * by no search and equal no list entry.
 *
 * @source Unicode Standard Annex #15
 */
export function composedText(text: string): string {
  return MAY_CHANGE.test(text) ? text.normalize('NFC') : text;
}

/** Everything but Latin letters with their marks in one: those never change, and most text is nothing else. */
const MAY_CHANGE = /[^\u0000-\u02ff\u1e00-\u1eff]/;
