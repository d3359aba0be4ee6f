import type { Calendar, Commit, LocalizedText, Procedure } from '../../engine/index.ts';

/**
 * The seven standard forms of the one-stop office, made from a case's history. What a paper says (`PaperContent`, both
 * languages) is apart from how it is laid out (`layout.ts`) and printed (`render-pdf.ts`), so that the words can be tested
 * without reading a PDF.
 *
 * @source Circular 03/2025/TT-VPCP Annex I (domain B7)
 */
export const PAPER_FORMS = ['01', '02', '03', '04', '05', '06', '07'] as const;
export type PaperForm = (typeof PAPER_FORMS)[number];
/** Forms about one case; 07 is the book of a unit. */
export type CasePaperForm = Exclude<PaperForm, '07'>;

/** Text that this room says itself: never in one language only. */
export interface Words extends LocalizedText {
  readonly en: string;
}

/** Why a paper may not be issued: a stable code, and what to do in words. */
export interface PaperObstacle {
  readonly code: PaperObstacleCode;
  readonly message: Words;
}
export type PaperObstacleCode =
  | 'NO_RECEIPT'
  | 'NO_VERSION'
  | 'LETTER_UNREADABLE'
  | 'DOSSIER_INCOMPLETE'
  | 'NOT_ACCEPTED'
  | 'NO_DUE_DATE'
  | 'DUE_DATE_DIFFERS'
  | 'NOT_PREPARED'
  | 'NOT_SIGNED'
  | 'GROUND_NOT_LISTED'
  | 'GROUND_WITHOUT_BASIS'
  | 'SUPPLEMENT_LIMIT'
  | 'NO_EXTENSION'
  | 'EXTENSION_LIMIT'
  | 'EXTENSION_TOO_LATE'
  | 'DATE_NOT_LATER'
  | 'NOT_STOPPED'
  | 'DECISION_ISSUED';

/** All that a paper is made of. Gathered by `case-file.ts`; everything after that is pure. */
export interface CaseFile {
  readonly caseId: string;
  readonly procedure: Procedure;
  /** The case's whole history, in order. */
  readonly commits: readonly Commit[];
  /** The due date as the lists show it: must be the one that the engine wrote last. */
  readonly listedDueAt?: string;
  /** Letter templates of the version by form, as published. */
  readonly letters: Readonly<Record<string, string>>;
  readonly unit: LocalizedText;
  /** Display names of accounts by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly timeZone: string;
  /** The calendar as it was known at an instant. */
  readonly calendarAt: (instant: string) => Calendar | undefined;
  /** Instant of issue. */
  readonly at: string;
  /** Printed on form 01; opens the public page. */
  readonly receiptKey?: string;
  /** Origin of the public page, when the installation has one. */
  readonly publicUrl?: string;
}

/** One standard form about a case. Both functions are pure. */
export interface CasePaper {
  readonly form: CasePaperForm;
  readonly title: Words;
  /** Undefined: it may be issued now. */
  readonly obstacle: (file: CaseFile) => PaperObstacle | undefined;
  /** Call only where there is no obstacle. */
  readonly content: (file: CaseFile) => PaperContent;
}

/** What a paper says, in both languages, without a word on where it stands on the page. */
export interface PaperContent {
  readonly form: PaperForm;
  readonly page: { readonly size: 'A4' | 'A5'; readonly orientation: 'portrait' | 'landscape' };
  readonly title: LocalizedText;
  /** Office that issues it. */
  readonly office: LocalizedText;
  readonly dossierCode?: string;
  /** Instant of issue, and the zone in which it is printed. */
  readonly issuedAt: string;
  readonly timeZone: string;
  /** Who is addressed, in a letter. */
  readonly addressee?: LocalizedText;
  readonly facts: readonly PaperFact[];
  readonly tables: readonly PaperTable[];
  readonly notes: readonly LocalizedText[];
  readonly signatures: readonly { readonly role: LocalizedText; readonly name?: string }[];
  /** Text of the QR code. */
  readonly qr?: string;
  readonly basis: string;
  /** The procedure is sample data and the paper must say so. */
  readonly sampleData: boolean;
}

export interface PaperFact {
  readonly label: LocalizedText;
  /** One paragraph each. */
  readonly values: readonly LocalizedText[];
}

export interface PaperTable {
  readonly caption: LocalizedText;
  readonly columns: readonly { readonly header: LocalizedText; readonly width: number | 'auto' | '*' }[];
  readonly rows: readonly (readonly LocalizedText[])[];
}

/** The circular in which the forms stand. */
export const FORMS_BASIS = '03/2025/TT-VPCP, Phụ lục I';
