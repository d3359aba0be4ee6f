import type { Json, LocalizedText, Procedure, ProcedureManifest } from '../../../engine/index.ts';
import type { PreparedLetter } from '../case-history.ts';
import type { PaperTable, Words } from '../paper.ts';
import { joined, same, words } from '../words.ts';

/** An entry of a closed list: a published ground, or a paper of the version. */
export interface ListedGround {
  readonly code: string;
  readonly text: LocalizedText;
  /** `act#article`. */
  readonly basis: string;
}

/** What a step chose: entries of the list, and codes that are not in it. */
export interface ChosenGrounds {
  readonly listed: readonly ListedGround[];
  readonly unlisted: readonly string[];
}

/**
 * Reads what was chosen in the choice fields of the step's form that offer entries of the list. Free text beside them
 * explains; it is never a ground.
 */
export function chosenGrounds(
  procedure: Procedure,
  letter: PreparedLetter,
  list: readonly ListedGround[],
): ChosenGrounds {
  const known = new Map(list.map((ground) => [ground.code, ground]));
  const fields = letter.formId === undefined ? [] : (procedure.forms[letter.formId]?.fields ?? []);
  const codes = fields
    .filter(({ options }) => options?.some((option) => typeof option === 'string' && known.has(option)) === true)
    .flatMap(({ path }) => textsIn(letter.variables[path[0] ?? '']));
  const listed = codes.flatMap((code) => known.get(code) ?? []);
  return { listed, unlisted: codes.filter((code) => !known.has(code)) };
}

/** Grounds one by one, each with the article that it rests on. */
export function groundsTable(
  caption: Words,
  grounds: readonly ListedGround[],
  manifest: ProcedureManifest | undefined,
): PaperTable {
  return {
    caption,
    columns: [
      { header: words('TT', 'No.'), width: 22 },
      { header: words('Nội dung', 'Item'), width: '*' },
      { header: words('Căn cứ pháp lý', 'Legal basis'), width: 120 },
    ],
    rows: grounds.map(({ text, basis }, index) => [same(String(index + 1)), text, basisText(basis, manifest)]),
  };
}

/** `61/2018/NĐ-CP#19.4` as it is cited on paper. */
export function citation(basis: string): string {
  const [act = '', article] = basis.split('#');
  if (article === undefined) return act;
  return /^\d/.test(article) ? `${act}, Điều ${article}` : `${act}, ${article.replaceAll('-', ' ')}`;
}

/** The act of a basis, if the version cites it. */
export function actOf(basis: string, manifest: ProcedureManifest | undefined) {
  return manifest?.legalActs.find(({ id }) => id === basis.split('#')[0]);
}

function basisText(basis: string, manifest: ProcedureManifest | undefined): LocalizedText {
  const act = actOf(basis, manifest);
  return act === undefined ? same(citation(basis)) : joined([same(citation(basis)), act.title], ': ');
}

function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
