import { currentLanguage, type Language } from './language.ts';

/**
 * What the engine says of a model, a command or a case, in the reader's language. English where there is no Vietnamese: a
 * version that was published, or a case that got stuck, before the engine spoke it.
 */
export function said(
  { message, messageVi }: { readonly message: string; readonly messageVi?: string },
  language: Language = currentLanguage(),
): string {
  return language === 'vi' ? (messageVi ?? message) : message;
}

/** What to do about a finding; empty where nothing is advised. */
export function advised(
  { hint, hintVi }: { readonly hint?: string; readonly hintVi?: string },
  language: Language = currentLanguage(),
): string {
  return (language === 'vi' ? (hintVi ?? hint) : hint) ?? '';
}

/** Which bound stopped the soundness check; empty where none did. */
export function boundOf(
  { bound, boundVi }: { readonly bound?: string; readonly boundVi?: string },
  language: Language = currentLanguage(),
): string {
  return (language === 'vi' ? (boundVi ?? bound) : bound) ?? '';
}
