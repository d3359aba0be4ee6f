import {
  erasedCommitment,
  localizeForm,
  type ExplanationLine,
  type Json,
  type JsonObject,
  type LocalizedText,
} from '../../engine/index.ts';
import type { CaseHistory } from './case-history.ts';
import type { Letter } from './letter.ts';
import type { CaseFile, PaperFact } from './paper.ts';
import { duration, joined, moment, NOTHING, same, words } from './words.ts';

/** Where the facts of one paper come from. */
export interface FactSource {
  readonly file: CaseFile;
  readonly history: CaseHistory;
  /** What was written by the step that prepared the paper, or up to then. */
  readonly variables: JsonObject;
  /** The clock as the paper must show it. */
  readonly clock: {
    readonly dueAt?: string;
    readonly limit?: Parameters<typeof duration>[0];
    readonly explanation?: readonly ExplanationLine[];
  };
}

/** The facts that a letter prints, in its order. What has no value is left out, except on a form that must be whole. */
export function factsOf({ fields }: Letter, source: FactSource): readonly PaperFact[] {
  return fields.flatMap(({ label, value }) => {
    const values = valuesAt(value, source);
    return values.length === 0 ? [] : [{ label, values }];
  });
}

/** The applicant as the receipt names them; said plainly when that has been erased. */
export function applicantOf({ receipt }: CaseHistory): LocalizedText {
  const name: unknown = receipt?.applicant.name;
  return typeof name === 'string' ? same(name) : words('(đã xóa theo luật)', '(erased lawfully)');
}

/** Phone, address and the like, as text. */
export function contactOf({ receipt }: CaseHistory): LocalizedText {
  const contact = receipt?.applicant.contact;
  if (contact === undefined || erasedCommitment(contact) !== undefined) return NOTHING;
  const texts = Object.values(contact).filter((value) => typeof value === 'string' && value !== '');
  return texts.length === 0 ? NOTHING : same(texts.join('; '));
}

function valuesAt(path: string, { file, history, variables, clock }: FactSource): readonly LocalizedText[] {
  const { manifest } = file.procedure;
  switch (path) {
    case 'receipt.unit':
      return [file.unit];
    case 'receipt.dossierCode':
      return history.receipt === undefined ? [] : [same(history.receipt.dossierCode)];
    case 'receipt.applicant.name':
      return [applicantOf(history)];
    case 'receipt.applicant.contact':
      return [contactOf(history)];
    case 'receipt.receivedAt':
      return history.receipt === undefined ? [] : [same(moment(history.receipt.receivedAt, file.timeZone))];
    case 'procedure.name':
      return manifest === undefined ? [] : [joined([same(manifest.code), manifest.name], ': ')];
    case 'clock.limit':
      return clock.limit === undefined ? [] : [duration(clock.limit)];
    case 'clock.dueAt':
      return clock.dueAt === undefined ? [] : [same(moment(clock.dueAt, file.timeZone))];
    case 'clock.explanation':
      return (clock.explanation ?? []).map(({ text }) => text);
    default:
      return textsOf(variables[path], path, file);
  }
}

function textsOf(value: Json | undefined, name: string, file: CaseFile): readonly LocalizedText[] {
  if (value === undefined || value === null || value === '') return [];
  if (Array.isArray(value)) return value.flatMap((each: Json) => textsOf(each, name, file));
  switch (typeof value) {
    case 'string':
      return [meaningOf(value, name, file)];
    case 'number':
      return [same(String(value))];
    case 'boolean':
      return [value ? words('Có', 'Yes') : words('Không', 'No')];
    default:
      // A stored file is called by its name; other objects have no place on a form.
      return 'name' in value && typeof value['name'] === 'string' ? [same(value['name'])] : [];
  }
}

/** A code is printed as what it stands for: an option of the field it was chosen in, else an entry of the closed lists. (The
 *  same code may name a paper and a ground, so the field comes first.) */
function meaningOf(code: string, name: string, { procedure }: CaseFile): LocalizedText {
  for (const { source } of Object.values(procedure.forms)) {
    const vi = optionLabel(source, name, code);
    if (vi === undefined) continue;
    const en = optionLabel(localizeForm(source, 'en'), name, code);
    return { vi, ...(en === undefined ? {} : { en }) };
  }
  const { supplementGrounds = [], refusalGrounds = [], papers = [] } = procedure.manifest ?? {};
  const ground = [...supplementGrounds, ...refusalGrounds].find((each) => each.code === code);
  return ground?.text ?? papers.find(({ id }) => id === code)?.name ?? same(code);
}

function optionLabel(component: Json, key: string, value: string): string | undefined {
  if (!isObject(component)) return undefined;
  if (component['key'] === key && isList(component['values'])) {
    const option = component['values'].find((each) => isObject(each) && each['value'] === value);
    if (isObject(option) && typeof option['label'] === 'string') return option['label'];
  }
  for (const inner of isList(component['components']) ? component['components'] : []) {
    const found = optionLabel(inner, key, value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
