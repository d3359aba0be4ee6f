import type { LocalizedText } from './expression.ts';
import type { Duration, TimeLimit } from './statute.ts';

/**
 * `procedure.json` of a bundle: what the law says of the procedure as a whole. Validated by
 * `procedures/procedure.schema.json`.
 *
 * @source Decree 63/2010/NĐ-CP Art. 8(2) as amended by 92/2017/NĐ-CP (the legal components of a procedure)
 */
export interface ProcedureManifest {
  /** National code, e.g. `1.001612`. */
  readonly code: string;
  /** Version label inside the code, e.g. `2026-07`. */
  readonly version: string;
  readonly name: LocalizedText;
  /** Field of administration. */
  readonly field: LocalizedText;
  readonly level: 'commune' | 'province' | 'ministry';
  readonly serviceLevel: 'full' | 'partial' | 'information';
  /** Legal content is sample data until someone has checked it against the Gazette. */
  readonly sampleData: boolean;

  /** Acts cited anywhere in the bundle by id. */
  readonly legalActs: readonly LegalAct[];
  /** When the version governs new cases; opened and closed by acts. */
  readonly effective: readonly EffectiveInterval[];
  /** Which date of a case selects its version. */
  readonly anchor: 'received' | 'submitted' | 'postmarked' | 'decided';
  /** Cases that the version governs whatever its intervals say. */
  readonly transition?: TransitionClause;

  readonly clock: ClockRules;

  readonly manner: readonly { readonly channel: 'counter' | 'online' | 'post'; readonly description: LocalizedText }[];
  readonly applicants: LocalizedText;
  readonly authority: LocalizedText;
  readonly result: LocalizedText;
  readonly conditions: readonly { readonly id: string; readonly text: LocalizedText; readonly basis: string }[];
  readonly papers: readonly Paper[];
  readonly fees: readonly Fee[];

  /** Closed lists: an officer can ask for nothing and refuse for nothing that is not here. */
  readonly supplementGrounds: readonly Ground[];
  readonly refusalGrounds: readonly Ground[];
  /** Which fields of the forms carry what the lists bind. Absent: a choice whose fixed options are all codes of the list. */
  readonly closedLists?: ClosedLists;
  /** The lawful exit: on which grounds, and by whose decision, a case may depart from the rules. Absent: never. */
  readonly overrides?: OverrideRules;

  /** Groups that the model names, for the staff check and the pages. */
  readonly groups: readonly { readonly id: string; readonly name: LocalizedText }[];
  /** Pairs of user tasks that one person may not both complete in one case. */
  readonly separationOfDuties: readonly (readonly [string, string])[];

  /** Files, relative to the bundle. */
  readonly process: string;
  readonly processId?: string;
  /** Form id → file. */
  readonly forms: Readonly<Record<string, string>>;
  readonly startForm?: string;
  readonly decisions: readonly string[];
  readonly letters: Readonly<Record<string, string>>;
}

export interface LegalAct {
  readonly id: string;
  readonly title: LocalizedText;
  readonly issuer: string;
  readonly issuedAt?: string;
}

export interface EffectiveInterval {
  /** Local date, inclusive. */
  readonly from: string;
  /** Local date, exclusive; absent while open. */
  readonly to?: string;
  readonly openedBy: string;
  readonly closedBy?: string;
}

/**
 * A transition clause of the law: "dossiers received or postmarked before 1/7/2026 follow the old rules". Stands in the version
 * that keeps (or takes) such cases, and goes before the intervals of every version.
 */
export interface TransitionClause {
  /** FEEL, true or false, over the dates `received`, `submitted`, `postmarked` and `decided`; one that is not known is null. */
  readonly when: string;
  /** The clause in words. */
  readonly text?: LocalizedText;
  readonly basis: string;
}

export interface ClockRules {
  readonly limit: TimeLimit;
  /** Under SPLIT: the limits of the appointments, one after another, with the clock at rest between them. */
  readonly appointments?: readonly TimeLimit[];
  /** What starts the clock. */
  readonly start: 'RECEIVED' | 'DOSSIER_COMPLETE' | 'COMPETENT_AUTHORITY_RECEIVED' | 'PAID';
  /** Strictly after `at` (local time HH:mm) the dossier counts as received at the next working day's opening, or is
   *  counted from the next working day as day one: two readings that the law leaves open (domain B9). */
  readonly cutoff?: {
    readonly at: string;
    readonly effect: 'RECEIVED_NEXT_DAY' | 'COUNT_FROM_NEXT_DAY';
    readonly basis?: string;
  };
  readonly supplement: {
    readonly policy: 'RESTART' | 'PAUSE' | 'SPLIT' | 'CONTINUE';
    readonly max: number;
    readonly citizenLimit?: Duration;
    readonly noticeWithin?: Duration;
    readonly basis?: string;
  };
  readonly extension: { readonly max: number; readonly apologyBefore: Duration; readonly basis?: string };
  /** Groups of the heads, who are told when half, three quarters and all of the time of the case or of a step are used, and when
   *  it has passed. Absent: nobody is. */
  readonly escalation?: { readonly to: readonly string[]; readonly basis?: string };
}

export interface Paper {
  readonly id: string;
  readonly name: LocalizedText;
  readonly original: number;
  readonly copies: number;
  /** FEEL over the start form's data; absent: always required. */
  readonly requiredIf?: string;
  /** Published data source that replaces the paper. */
  readonly replacedBy?: string;
  readonly basis: string;
}

export interface Fee {
  readonly id: string;
  readonly name: LocalizedText;
  /** Whole đồng. */
  readonly amount: number;
  readonly channel?: 'counter' | 'online' | 'post';
  readonly basis: string;
}

export interface Ground {
  readonly code: string;
  readonly text: LocalizedText;
  readonly basis: string;
}

/** Paths of fields are dotted; through a list they mean every row (`rows.ground`). */
export interface ClosedLists {
  readonly supplement?: ListCarriers;
  readonly refusal?: ListCarriers;
  /** Conditions that an officer answers one by one: an answer that is negative demands its citation. */
  readonly checklists?: readonly ChecklistItem[];
}

/** Fields of a step that chooses from a closed list. What stands in them must be listed; other fields are explanation. */
export interface ListCarriers {
  /** Hold codes of the list's grounds; at least one must be chosen. */
  readonly grounds: readonly string[];
  /** Hold ids of papers. */
  readonly papers?: readonly string[];
  /** Hold names of fields of the start form. */
  readonly fields?: readonly string[];
}

export interface ChecklistItem {
  /** Form that holds the item. */
  readonly form: string;
  readonly item: string;
  /** Answers that mean "not met". */
  readonly negative: readonly string[];
  /** Field that must then say which rule is not met, and where. */
  readonly citation: string;
  /** Condition of the procedure that the item asks about; its legal basis enters history with a negative answer. */
  readonly condition?: string;
}

export interface OverrideRules {
  readonly grounds: readonly Ground[];
  /** Groups whose members decide: the heads. */
  readonly confirmedBy: readonly string[];
}
