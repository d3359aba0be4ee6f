import type { CaseEvent, Commit, JsonObject, LocalizedText } from '../../engine/index.ts';
import { portalStatus, statusAfter } from '../portal-status.ts';
import type { CaseRecord, NotificationRecord } from '../store/records.ts';

type Topic = NotificationRecord['topic'];

/** Which channels this installation has. */
export interface NotificationChannels {
  readonly email?: {
    /** Addresses that hear of incidents. */
    readonly operators: readonly string[];
    /** Addresses that hear of deadlines; those with a unit, of that unit's alone. */
    readonly heads?: readonly { readonly address: string; readonly unit?: string }[];
  };
  readonly webhook?: true;
}

export interface NotificationSubject {
  readonly commit: Commit;
  readonly before: Pick<CaseRecord, 'publicStatus'> | undefined;
  readonly after: CaseRecord;
  readonly procedureName: LocalizedText;
  /** A step as it is drawn. */
  readonly stepName: (elementId: string) => string;
  /** Address that the applicant gave, as they gave it. */
  readonly applicantAddress?: unknown;
}

/**
 * Who is told what of a commit. Pure: the key of each is the event and the channel, so that whatever happens afterwards
 * (a crash, a second node, a repeated command) it is one row. Applicants hear by e-mail of what concerns their appointment,
 * operators of incidents, heads of deadlines; other systems hear of these and of every change of status.
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
    const recipient = recipientOf(topic, channels.email, after.unit, address);
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
    const isInternal = topic === 'incident' || topic === 'deadline';
    const isForPeople = topic !== 'status-changed' && (isInternal || after.dossierCode !== undefined);
    if (channels.email !== undefined && isForPeople && recipient !== undefined && recipient !== '')
      found.push({ ...told, channel: 'email', recipient });
    if (channels.webhook === true) found.push({ ...told, channel: 'webhook' });
  }
  return found;
}

function recipientOf(
  topic: Topic,
  email: NotificationChannels['email'],
  unit: string,
  applicant: string | undefined,
): string | undefined {
  if (topic === 'incident') return email?.operators.join(', ');
  if (topic !== 'deadline') return applicant;
  const heads = (email?.heads ?? []).filter((head) => head.unit === undefined || head.unit === unit);
  return heads.map((head) => head.address).join(', ');
}

function topicOf(event: CaseEvent, before: number | undefined, after: number | undefined): Topic | undefined {
  switch (event.type) {
    case 'CaseStarted':
      return event.receipt === undefined ? undefined : 'received';
    case 'IncidentRaised':
      return 'incident';
    case 'DeadlineReached':
      return 'deadline';
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
  { after, procedureName, stepName }: NotificationSubject,
): JsonObject {
  const { dossierCode, procedureCode, unit } = after;
  const statusName = status === undefined ? undefined : portalStatus(status);
  const isOfDate = event.type === 'StatutoryClockChanged' || event.type === 'DeadlineReached';
  const dueAt = isOfDate ? event.dueAt : after.dueAt;
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
    ...(event.type === 'DeadlineReached'
      ? {
          deadline: {
            level: event.level,
            to: event.to,
            ...(event.elementId === undefined ? {} : { elementId: event.elementId, step: stepName(event.elementId) }),
          },
        }
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
