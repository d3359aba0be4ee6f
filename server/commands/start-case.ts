import type { CaseEvent, CaseReceipt, JsonObject, ProcedureManifest } from '../../engine/index.ts';
import { attachmentsIn } from './check-attachments.ts';
import type { CommandOutcome, AcceptedCommand } from './handle-command.ts';
import { localDateOf } from './dossier-code.ts';
import type { Shell, VerbRequest } from './shell.ts';

export interface StartCaseRequest extends VerbRequest {
  readonly procedureCode: string;
  /** Code of the unit that receives the application; the first part of the dossier code. */
  readonly unitCode: string;
  /** Unit that handles the case. */
  readonly unit: string;
  readonly channel: CaseReceipt['channel'];
  readonly applicant: CaseReceipt['applicant'];
  /** The start form's submission. */
  readonly data: JsonObject;
  /** Instants other than the receipt that may select the version. */
  readonly submittedAt?: string;
  readonly postmarkedAt?: string;
}

/**
 * The one-stop office receives an application: the version in force on the anchor date is chosen for good, the start form is
 * enforced, the dossier code is drawn, the clock starts. The moment of receipt is the server's, never the caller's.
 */
export async function startCase(shell: Shell, request: StartCaseRequest): Promise<CommandOutcome> {
  const { procedureCode, unit, unitCode, channel, applicant, data, submittedAt, postmarkedAt, by, idempotency } =
    request;
  const receivedAt = shell.now();
  const receipt: Omit<CaseReceipt, 'dossierCode'> = {
    unit,
    channel,
    applicant,
    receivedAt,
    ...(submittedAt === undefined ? {} : { submittedAt }),
    ...(postmarkedAt === undefined ? {} : { postmarkedAt }),
  };
  const known = (await shell.procedures.versions()).filter((version) => version.code === procedureCode);
  if (known.length === 0) {
    return {
      ok: false,
      rejection: { code: 'PROCEDURE_NOT_FOUND', message: `No procedure with code ${procedureCode} is published.` },
    };
  }
  const chosen = await governingByAnchor(shell, procedureCode, receipt);
  if (chosen === undefined) {
    const message = `No version of procedure ${procedureCode} is in force on the date that counts; see the intervals of effect of its versions.`;
    return { ok: false, rejection: { code: 'VERSION_NOT_EFFECTIVE', message } };
  }
  const procedure = await shell.procedures.procedure(chosen.digest);
  return shell.handler.handle({
    command: {
      type: 'StartCase',
      caseId: shell.newId(),
      processId: procedure.mainProcessId,
      variables: data,
      enforceForm: true,
      by,
    },
    start: { procedure: chosen, receipt, unitCode },
    answer: receiptAnswer,
    ...attachmentsIn(shell, data, by),
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}

/** The date that selects the version is the version's own rule, so each candidate is asked by its own anchor. */
async function governingByAnchor(shell: Shell, code: string, receipt: Omit<CaseReceipt, 'dossierCode'>) {
  const anchors = new Set<ProcedureManifest['anchor']>(['received']);
  for (const version of await shell.procedures.versions()) {
    if (version.code === code && version.manifest !== undefined) anchors.add(version.manifest.anchor);
  }
  const candidates = [];
  for (const anchor of anchors) {
    const date = localDateOf(anchorInstant(anchor, receipt), shell.calendars.timeZone);
    const version = await shell.procedures.governing(code, date);
    if (version !== undefined && (version.manifest?.anchor ?? 'received') === anchor) candidates.push(version);
  }
  // During a change of anchor two versions may claim the case: the one published later knows of the other.
  return candidates.sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))[0];
}

/** A decision date is not known at receipt: until a case is migrated at its decision, receipt stands in for it. */
function anchorInstant(anchor: ProcedureManifest['anchor'], receipt: Omit<CaseReceipt, 'dossierCode'>): string {
  switch (anchor) {
    case 'received':
    case 'decided':
      return receipt.receivedAt;
    case 'submitted':
      return receipt.submittedAt ?? receipt.receivedAt;
    case 'postmarked':
      return receipt.postmarkedAt ?? receipt.submittedAt ?? receipt.receivedAt;
    default:
      return anchor satisfies never;
  }
}

/** What the receipt prints: code, times and the reckoning behind the appointment. */
function receiptAnswer(accepted: AcceptedCommand): JsonObject {
  const { record } = accepted;
  const clock = lastClockChange(accepted.events);
  return {
    caseId: accepted.caseId,
    dossierCode: record.dossierCode ?? null,
    receivedAt: record.receivedAt ?? record.startedAt,
    dueAt: record.dueAt ?? null,
    explanation:
      clock === undefined
        ? []
        : clock.explanation.map((line) => ({
            text: { vi: line.text.vi, ...(line.text.en === undefined ? {} : { en: line.text.en }) },
            ...(line.date === undefined ? {} : { date: line.date }),
            ...(line.minutes === undefined ? {} : { minutes: line.minutes }),
          })),
    procedure: { code: record.procedureCode, version: record.procedureVersion },
    version: accepted.version,
  };
}

function lastClockChange(events: readonly CaseEvent[]) {
  let last: Extract<CaseEvent, { type: 'StatutoryClockChanged' }> | undefined;
  for (const event of events) if (event.type === 'StatutoryClockChanged') last = event;
  return last;
}
