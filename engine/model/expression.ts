/**
 * A value of the model that is either fixed or computed.
 *
 * `feel` sources carry no leading `=`; the compiler strips it. A literal is what the model wrote, as text, unless the
 * attribute has another type by definition (a number of retries, a boolean).
 *
 * Expressions are plain data so that a compiled procedure can be stored, hashed and sent to a browser; `engine/feel`
 * compiles a source once and remembers it.
 */
export type Expression =
  | { readonly kind: 'feel'; readonly source: string }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null };

/** Text for people in the languages of the product; `vi` is always there, `en` falls back to it. */
export interface LocalizedText {
  readonly vi: string;
  readonly en?: string;
}

/** Text in both languages of the product. What the engine itself says is written in this shape, so that neither is forgotten. */
export interface Bilingual extends LocalizedText {
  readonly en: string;
}
