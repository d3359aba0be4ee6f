import type { CaseEvent, CaseReceipt, JsonObject } from '../../engine/index.ts';
import { attachmentsIn } from './check-attachments.ts';
import { anchorDates, governingVersion } from './governing-version.ts';
import type { CommandOutcome, AcceptedCommand } from './command-request.ts';
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
  const found = await governingVersion(shell, procedureCode, anchorDates(receipt, shell.calendars.timeZone));
  if (found === undefined) {
    return {
      ok: false,
      rejection: { code: 'PROCEDURE_NOT_FOUND', message: `No procedure with code ${procedureCode} is published.` },
    };
  }
  const { answer, version: chosen } = found;
  const because = answer.because.map(({ vi, en }) => ({ vi, en }));
  if (!answer.governed || chosen === undefined) {
    const message = `No version of procedure ${procedureCode} governs this application: ${answer.because.map(({ en }) => en).join(' ')}`;
    return { ok: false, rejection: { code: 'VERSION_NOT_EFFECTIVE', message, details: { because } } };
  }
  const procedure = await shell.procedures.procedure(chosen.digest);
  return shell.handler.handle({
    command: {
      type: 'StartCase',
      caseId: shell.newId(),
      processId: procedure.mainProcessId,
      variables: data,
      enforceForm: true,
      governing: { by: answer.by, anchor: answer.anchor, date: answer.date, because },
      by,
    },
    start: { procedure: chosen, receipt, unitCode },
    answer: receiptAnswer,
    ...attachmentsIn(shell, data, by),
    ...(idempotency === undefined ? {} : { idempotency }),
  });
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
