import { governing, type AnchorDates, type CaseReceipt, type Governing } from '../../engine/index.ts';
import type { ProcedureVersionSummary } from '../store/records.ts';
import { localDateOf } from './dossier-code.ts';
import type { Shell } from './shell.ts';

/** Which version governs, and the engine's reasons. */
export interface GoverningVersion {
  readonly answer: Governing;
  /** Set when `answer.governed`. */
  readonly version?: ProcedureVersionSummary;
}

/** The version of a procedure that governs a case with these dates, and why; undefined when nothing is published under the code. */
export async function governingVersion(
  shell: Shell,
  code: string,
  dates: AnchorDates,
): Promise<GoverningVersion | undefined> {
  const versions = (await shell.procedures.versions()).filter((version) => version.code === code);
  if (versions.length === 0) return undefined;
  const answer = governing(versions, dates);
  const version = answer.governed ? versions.find((candidate) => candidate.version === answer.version) : undefined;
  return { answer, ...(version === undefined ? {} : { version }) };
}

/** The dates that may select a version, local to the office. A decision is not known at receipt. */
export function anchorDates(
  { receivedAt, submittedAt, postmarkedAt }: Pick<CaseReceipt, 'receivedAt' | 'submittedAt' | 'postmarkedAt'>,
  timeZone: string,
): AnchorDates {
  return {
    received: localDateOf(receivedAt, timeZone),
    ...(submittedAt === undefined ? {} : { submitted: localDateOf(submittedAt, timeZone) }),
    ...(postmarkedAt === undefined ? {} : { postmarked: localDateOf(postmarkedAt, timeZone) }),
  };
}
