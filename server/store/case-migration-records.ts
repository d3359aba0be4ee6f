import type { JsonObject } from '../../engine/index.ts';

/** Orders to move running cases to another version, as they are stored. */

/** An order to move the running cases of one version to another. */
export interface CaseMigration {
  readonly id: string;
  readonly procedureCode: string;
  readonly from: { readonly version: string; readonly digest: string };
  readonly to: { readonly version: string; readonly digest: string };
  /** Article, `act#article`. */
  readonly act: string;
  readonly ground: string;
  /** Elements of the older version by elements of the newer. */
  readonly mapping: Readonly<Record<string, string>>;
  /** `proposed`: waits for a second person. */
  readonly status: 'proposed' | 'running' | 'finished' | 'withdrawn';
  readonly preparedBy: string;
  readonly preparedAt: string;
  readonly approvedBy?: string;
  readonly approvedAt?: string;
  readonly finishedAt?: string;
  /** Cases so far. */
  readonly migrated: number;
  readonly refused: number;
  readonly alreadyThere: number;
}

/** What became of one case. */
export interface CaseMigrationResult {
  readonly caseId: string;
  readonly dossierCode?: string;
  readonly outcome: 'migrated' | 'refused' | 'already-there';
  /** Codes and words of the engine, in both languages. */
  readonly findings: readonly JsonObject[];
  readonly at: string;
}
