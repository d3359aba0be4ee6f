import type { Citation } from '../contract.ts';
import { localized } from '../i18n/language.ts';

/** An article as it is cited, with the title of its act where the version names it. */
export function CitationText({ citation }: { readonly citation: Citation }) {
  const { text, act } = citation;
  return (
    <span>
      {localized(text)}
      {act === undefined ? null : ` — ${localized(act)}`}
    </span>
  );
}
