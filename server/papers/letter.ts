import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { CaseFile, PaperForm } from './paper.ts';

const Text = Type.Object({ vi: Type.String(), en: Type.Optional(Type.String()) });
const LetterSchema = Type.Object({
  title: Text,
  paper: Type.Optional(Type.Union([Type.Literal('A4'), Type.Literal('A5')])),
  basis: Type.Optional(Type.String()),
  fields: Type.Array(Type.Object({ label: Text, value: Type.String() })),
  body: Type.Optional(Type.Array(Text)),
  signatures: Type.Array(Text),
});

/**
 * What a version prints on a form: labels in both languages, each with the place of its value (`receipt.…`, `clock.…`,
 * `procedure.…`, or the name of a variable). `letters/*.json` of a bundle, and so part of the version's digest.
 */
export type Letter = Static<typeof LetterSchema>;

/**
 * The template for a form: the version's own, or the form's standard one where the version has none. Undefined when the
 * version's cannot be read: a paper is then refused, never printed by guess.
 */
export function letterFor({ letters }: CaseFile, form: PaperForm, standard: Letter): Letter | undefined {
  const text = letters[form];
  if (text === undefined) return standard;
  try {
    const letter: unknown = JSON.parse(text);
    return Value.Check(LetterSchema, letter) ? letter : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
