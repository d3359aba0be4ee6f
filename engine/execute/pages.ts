/**
 * A list that only grows, kept in pages of the same length: one more item copies the last page and the list of pages, so that
 * what a case has behind it hardly costs the next step anything. Plain JSON, like everything in a state.
 */
export type Pages<T> = readonly (readonly T[])[];

const PAGE_LENGTH = 32;

/** The same list with one item more; the one given stays as it is. */
export function append<T>(pages: Pages<T>, item: T): Pages<T> {
  const last = pages.at(-1);
  if (last === undefined || last.length === PAGE_LENGTH) return [...pages, [item]];
  return pages.with(-1, [...last, item]);
}

/** Whether any item fits. */
export function someOf<T>(pages: Pages<T>, fits: (item: T) => boolean): boolean {
  return pages.some((page) => page.some(fits));
}
