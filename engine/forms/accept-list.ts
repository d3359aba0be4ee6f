/**
 * The parts of an `accept` text (`.pdf, image/*`), small letters.
 *
 * @source HTML Living Standard §4.10.5.1.17 (`accept`)
 */
export function acceptList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '');
}
