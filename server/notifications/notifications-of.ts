import type { CaseEvent, Commit, JsonObject, LocalizedText } from '../../engine/index.ts';
import { portalStatus, statusAfter } from '../portal-status.ts';
import type { CaseRecord, NotificationRecord } from '../store/records.ts';

type Topic = NotificationRecord['topic'];

/** Which channels this installation has. */
export interface NotificationChannels {
  readonly email?: {
    /** Addresses that hear of incidents. */
    readonly operators: readonly string[];
  };
  readonly webhook?: true;
}

export interface NotificationSubject {
  readonly commit: Commit;
  readonly before: Pick<CaseRecord, 'publicStatus'> | undefined;
  readonly after: CaseRecord;
  readonly procedureName: LocalizedText;
  /** Address that the applicant gave, as they gave it. */
  readonly applicantAddress?: unknown;
}

/**
 * Who is told what of a commit. Pure: the key of each is the event and the channel, so that whatever happens afterwards
 * (a crash, a second node, a repeated command) it is one row. Applicants hear by e-mail of what concerns their appointment,
 * operators of incidents; other systems hear of every change of status.
 */
export function notificationsOf(
  subject: NotificationSubject,
  channels: NotificationChannels,
): readonly NotificationRecord[] {
  const { commit, after } = subject;
  if (channels.email === undefined && channels.webhook === undefined) return [];
  const address = addressIn(subject.applicantAddress);
  const found: NotificationRecord[] = [];
  let status = subject.before?.publicStatus;
  for (const event of commit.events) {
    const next = statusAfter(status, event);
    const topic = topicOf(event, status, next);
    status = next;
    if (topic === undefined) continue;
    const recipient = topic === 'incident' ? channels.email?.operators.join(', ') : address;
    const told = {
      caseId: after.caseId,
      seq: event.seq,
      topic,
      content: contentOf(event, status, subject),
      status: 'waiting',
      createdAt: commit.at,
      attempts: 0,
      claimableAt: commit.at,
    } as const;
    // A mere change of status is for systems; people are told what it means for them.
    const isForPeople = topic !== 'status-changed' && (topic === 'incident' || after.dossierCode !== undefined);
    if (channels.email !== undefined && isForPeople && recipient !== undefined && recipient !== '')
      found.push({ ...told, channel: 'email', recipient });
    if (channels.webhook === true) found.push({ ...told, channel: 'webhook' });
  }
  return found;
}

function topicOf(event: CaseEvent, before: number | undefined, after: number | undefined): Topic | undefined {
  switch (event.type) {
    case 'CaseStarted':
      return event.receipt === undefined ? undefined : 'received';
    case 'IncidentRaised':
      return 'incident';
    case 'StatutoryClockChanged': {
      const isMoved = event.action === 'EXTEND' || event.action === 'RECOMPUTE';
      return isMoved && event.dueAt !== undefined && event.dueAt !== event.previousDueAt
        ? 'appointment-changed'
        : undefined;
    }
    case 'PublicStatusChanged':
      if (event.status === 5) return 'supplement-requested';
      if (event.status === 9) return 'result-ready';
      return after === before ? undefined : 'status-changed';
    default:
      return after === before ? undefined : 'status-changed';
  }
}

function contentOf(
  event: CaseEvent,
  status: number | undefined,
  { after, procedureName }: NotificationSubject,
): JsonObject {
  const { dossierCode, procedureCode, unit } = after;
  const statusName = status === undefined ? undefined : portalStatus(status);
  const dueAt = event.type === 'StatutoryClockChanged' ? event.dueAt : after.dueAt;
  return {
    procedure: {
      code: procedureCode,
      name: { vi: procedureName.vi, ...(procedureName.en === undefined ? {} : { en: procedureName.en }) },
    },
    unit,
    ...(dossierCode === undefined ? {} : { dossierCode }),
    ...(status === undefined ? {} : { publicStatus: status }),
    ...(statusName === undefined ? {} : { publicStatusName: { vi: statusName.vi, en: statusName.en } }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(event.type === 'StatutoryClockChanged' && event.previousDueAt !== undefined
      ? { previousDueAt: event.previousDueAt }
      : {}),
    // The message of an incident may quote data; its code says what happened.
    ...(event.type === 'IncidentRaised' ? { incident: { code: event.code, elementId: event.elementId } } : {}),
  };
}

/** One plain address without anything that a mail header could trip over. */
const ADDRESS = /^[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}$/;

/** The address when it is one; an applicant may have none, or have written something else there. */
export function addressIn(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return ADDRESS.test(text) ? text : undefined;
}
