import type { JsonObject, LocalizedText } from '../../../engine/index.ts';
import type { CaseHistory } from '../case-history.ts';
import { applicantOf, factsOf, type FactSource } from '../fact-values.ts';
import { letterFor, type Letter } from '../letter.ts';
import { FORMS_BASIS, type CaseFile, type CasePaperForm, type PaperContent, type PaperTable } from '../paper.ts';

interface Particulars {
  readonly form: CasePaperForm;
  readonly standard: Letter;
  readonly variables: JsonObject;
  readonly clock?: FactSource['clock'];
  readonly tables?: readonly PaperTable[];
  readonly notes?: readonly LocalizedText[];
  /** Who signs, in the order of the letter's signatures; absent: signed by hand. */
  readonly signers?: readonly (string | undefined)[];
  readonly addressed?: boolean;
  /** Instant that the paper is dated: of the step that prepared it, so that a second print is the same paper. */
  readonly issuedAt?: string;
  readonly qr?: string;
}

/** The part of a paper that the forms about one case have in common. */
export function caseContent(file: CaseFile, history: CaseHistory, particulars: Particulars): PaperContent {
  const { form, standard, variables, clock = {}, tables = [], notes = [], signers = [] } = particulars;
  const letter = letterFor(file, form, standard) ?? standard;
  const { receipt } = history;
  const code = receipt?.dossierCode;
  const qr = particulars.qr ?? code;
  return {
    form,
    page: { size: letter.paper ?? 'A5', orientation: 'portrait' },
    title: letter.title,
    office: file.unit,
    issuedAt: particulars.issuedAt ?? file.at,
    timeZone: file.timeZone,
    facts: factsOf(letter, { file, history, variables, clock }),
    tables,
    notes: [...(letter.body ?? []), ...notes],
    signatures: letter.signatures.map((role, index) => {
      const name = signers[index];
      return { role, ...(name === undefined ? {} : { name }) };
    }),
    basis: letter.basis?.replace('#', ', ') ?? FORMS_BASIS,
    sampleData: file.procedure.manifest?.sampleData === true,
    ...(code === undefined ? {} : { dossierCode: code }),
    ...(qr === undefined ? {} : { qr }),
    ...(particulars.addressed === true ? { addressee: applicantOf(history) } : {}),
  };
}

/** The display name of an account; the machinery and workers sign nothing. */
export function personOf(file: CaseFile, by: { readonly kind: string; readonly id: string } | undefined) {
  return by?.kind === 'user' ? (file.names.get(by.id) ?? by.id) : undefined;
}
