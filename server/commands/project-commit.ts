import { nextAlertAt, turnOf, type CaseEvent, type CaseState, type Commit } from '../../engine/index.ts';
import { statusAfter } from '../portal-status.ts';
import type {
  CaseRecord,
  CaseStatus,
  EscalationRecord,
  JobRecord,
  OutboxRecord,
  TaskRecord,
} from '../store/records.ts';
import type { ProjectionChanges, TaskOffer } from '../store/store.ts';

/** What a commit leaves in the read models. */
export interface Projection {
  readonly record: CaseRecord;
  readonly changes: ProjectionChanges;
}

/** What a case's row says from its first commit on, beside what the events say. */
export interface CasePin {
  readonly procedureCode: string;
  readonly procedureVersion: string;
}

/**
 * Reads the events of one commit and says what they do to the read models: the net effect, so that a task that was offered
 * and cancelled in one command is written once. Pure. Everything here follows from events and the state after them; nothing
 * is decided.
 *
 * @param before the case's row, or, with the first commit, what it is pinned to
 * @param after the state after the commit's last event
 * @param headHash the commit's own hash
 * @param drawn text under which the turns that it gave are kept
 */
export function projectCommit(
  before: CaseRecord | CasePin,
  commit: Commit,
  after: CaseState,
  headHash: string,
  drawn?: string,
): Projection {
  const record = recordAfter(before, commit, headHash, nextAlertAt(after));
  const changes = new Changes(record, commit, after, drawn);
  for (const event of commit.events) changes.read(event);
  return { record, changes: changes.net() };
}

function recordAfter(
  before: CaseRecord | CasePin,
  commit: Commit,
  headHash: string,
  alertAt: string | undefined,
): CaseRecord {
  const version = commit.firstSeq + commit.events.length - 1;
  let record: CaseRecord = 'caseId' in before ? before : emptyRecord(before, commit);
  for (const event of commit.events) record = withStatus(foldRecord(record, event, commit.at), event);
  const { alertAt: _, ...rest } = record;
  return { ...rest, version, headHash, updatedAt: commit.at, ...(alertAt === undefined ? {} : { alertAt }) };
}

function emptyRecord(pin: CasePin, { caseId, at }: Commit): CaseRecord {
  return {
    ...pin,
    caseId,
    version: 0,
    status: 'active',
    processId: '',
    procedureDigest: '',
    headHash: '',
    startedAt: at,
    updatedAt: at,
    unit: '',
  };
}

function withStatus(record: CaseRecord, event: CaseEvent): CaseRecord {
  const publicStatus = statusAfter(record.publicStatus, event);
  return publicStatus === undefined || publicStatus === record.publicStatus ? record : { ...record, publicStatus };
}

function foldRecord(record: CaseRecord, event: CaseEvent, at: string): CaseRecord {
  const ended = (status: CaseStatus): CaseRecord => ({ ...record, status, endedAt: at });
  switch (event.type) {
    case 'CaseStarted':
      return {
        ...record,
        processId: event.processId,
        procedureDigest: event.procedureDigest,
        ...(event.receipt === undefined
          ? {}
          : {
              dossierCode: event.receipt.dossierCode,
              unit: event.receipt.unit,
              channel: event.receipt.channel,
              receivedAt: event.receipt.receivedAt,
              applicantName: event.receipt.applicant.name,
            }),
      };
    case 'CaseCompleted':
      return ended('completed');
    case 'CaseTerminated':
      return ended('terminated');
    case 'CaseFailed':
      return ended('failed');
    case 'CaseCancelled':
      return ended('cancelled');
    case 'CaseWithdrawn':
      return ended('withdrawn');
    case 'CaseReopened': {
      const { endedAt: _ended, outcome: _outcome, ...rest } = record;
      return { ...rest, status: 'active' };
    }
    case 'CaseMigrated':
      return {
        ...record,
        processId: event.processId,
        procedureDigest: event.to.digest,
        procedureVersion: event.to.version ?? record.procedureVersion,
      };
    case 'OutcomeDecided':
      return { ...record, outcome: event.outcome };
    case 'DeadlineReached':
      return { ...record, escalated: true };
    case 'StatutoryClockChanged': {
      const { dueAt: _, ...rest } = record;
      return { ...rest, clockSeq: event.seq, ...(event.dueAt === undefined ? {} : { dueAt: event.dueAt }) };
    }
    default:
      return record;
  }
}

type Renamed = NonNullable<ProjectionChanges['elementsRenamed']>[number];

/** Collects what the events of one commit change, row by row. */
class Changes {
  readonly #record: CaseRecord;
  readonly #commit: Commit;
  readonly #after: CaseState;
  readonly #drawn: string | undefined;
  readonly #tasksCreated = new Map<number, TaskRecord>();
  readonly #tasksChanged = new Map<number, ProjectionChanges['tasksChanged'][number]>();
  readonly #offersMade = new Map<number, TaskOffer>();
  readonly #offersWithdrawn = new Set<number>();
  readonly #turnsGiven: ProjectionChanges['turnsGiven'][number][] = [];
  readonly #timersScheduled = new Map<number, ProjectionChanges['timersScheduled'][number]>();
  readonly #timersRemoved: number[] = [];
  readonly #jobsCreated = new Map<number, JobRecord>();
  readonly #jobsChanged = new Map<number, ProjectionChanges['jobsChanged'][number]>();
  readonly #jobsRemoved: number[] = [];
  readonly #subscriptionsOpened = new Map<number, ProjectionChanges['subscriptionsOpened'][number]>();
  readonly #subscriptionsClosed: number[] = [];
  readonly #incidentsRaised = new Map<number, ProjectionChanges['incidentsRaised'][number]>();
  readonly #incidentsResolved: ProjectionChanges['incidentsResolved'][number][] = [];
  readonly #outbox: OutboxRecord[] = [];
  readonly #elementsRenamed: Renamed[] = [];
  #caseMoved = false;
  readonly #escalationsRaised: EscalationRecord[] = [];
  readonly #escalationsClosed: number[] = [];

  constructor(record: CaseRecord, commit: Commit, after: CaseState, drawn: string | undefined) {
    this.#drawn = drawn;
    this.#record = record;
    this.#commit = commit;
    this.#after = after;
  }

  net(): ProjectionChanges {
    return {
      tasksCreated: [...this.#tasksCreated.values()],
      tasksChanged: [...this.#tasksChanged.values()],
      offersMade: [...this.#offersMade.values()],
      offersWithdrawn: [...this.#offersWithdrawn].map((taskKey) => ({ taskKey })),
      turnsGiven: this.#turnsGiven,
      timersScheduled: [...this.#timersScheduled.values()],
      timersRemoved: this.#timersRemoved,
      jobsCreated: [...this.#jobsCreated.values()],
      jobsChanged: [...this.#jobsChanged.values()],
      jobsRemoved: this.#jobsRemoved,
      subscriptionsOpened: [...this.#subscriptionsOpened.values()],
      subscriptionsClosed: this.#subscriptionsClosed,
      incidentsRaised: [...this.#incidentsRaised.values()],
      incidentsResolved: this.#incidentsResolved,
      outbox: this.#outbox,
      ...(this.#caseMoved ? { caseMoved: true, elementsRenamed: this.#elementsRenamed } : {}),
      escalationsRaised: this.#escalationsRaised,
      escalationsClosed: this.#escalationsClosed,
    };
  }

  read(event: CaseEvent): void {
    const { caseId, at } = this.#commit;
    switch (event.type) {
      case 'UserTaskCreated':
        this.#createTask(event);
        return;
      case 'UserTaskClaimed':
      case 'UserTaskAssigned':
        this.#changeTask(event.key, {
          status: 'claimed',
          assignee: event.assignee,
          ...(event.onBehalfOf === undefined ? {} : { onBehalfOf: event.onBehalfOf }),
        });
        this.#withdrawOffer(event.key);
        if (event.type === 'UserTaskAssigned') this.#giveTurn(event.key, event.assignment?.chosen);
        return;
      case 'UserTaskReleased':
        this.#changeTask(event.key, { status: 'offered' });
        this.#offerAgain(event.key);
        return;
      case 'UserTaskCompleted':
        // A claimed task is offered to nobody; one that is completed unclaimed (by the system) is withdrawn here.
        this.#changeTask(event.key, {
          status: 'completed',
          assignee: event.by,
          ...(event.onBehalfOf === undefined ? {} : { onBehalfOf: event.onBehalfOf }),
          endedAt: at,
        });
        if (this.#commit.by.kind !== 'user') this.#withdrawOffer(event.key);
        this.#closeEscalation(event.key);
        return;
      case 'TaskDueDateChanged':
        this.#redateTask(event.key, event.dueAt);
        this.#closeEscalation(event.key);
        return;
      case 'UserTaskCancelled':
        this.#changeTask(event.key, { status: 'cancelled', endedAt: at });
        this.#withdrawOffer(event.key);
        this.#closeEscalation(event.key);
        return;
      case 'DeadlineReached':
        this.#escalate(event);
        return;
      case 'StatutoryClockChanged':
        if (event.dueAt !== event.previousDueAt || event.action === 'STOP') this.#closeEscalation(0);
        return;
      case 'CaseCompleted':
      case 'CaseTerminated':
      case 'CaseFailed':
      case 'CaseCancelled':
      case 'CaseWithdrawn':
        this.#closeEscalation(0);
        return;

      case 'CaseMigrated':
        this.#moveCase(event);
        return;
      case 'UserTaskMigrated':
        this.#rewriteTask(event);
        if (event.dueAt !== event.previousDueAt && event.previousDueAt !== undefined) this.#closeEscalation(event.key);
        return;

      case 'TimerScheduled':
        this.#timersScheduled.set(event.seq, {
          caseId,
          timerKey: event.seq,
          elementId: event.elementId,
          dueAt: event.dueAt,
        });
        return;
      case 'TimerFired':
      case 'TimerCancelled':
        if (!this.#timersScheduled.delete(event.key)) this.#timersRemoved.push(event.key);
        return;

      case 'JobCreated':
        this.#jobsCreated.set(event.key, {
          caseId,
          jobKey: event.key,
          elementId: this.#elementIdOf(event.key),
          jobType: event.jobType,
          status: 'open',
          retries: event.retries,
          headers: event.headers,
          unit: this.#record.unit,
          createdAt: at,
        });
        return;
      case 'JobFailed':
        this.#changeJob(event.key, event.retries > 0 ? 'open' : 'failed', event.retries, event.retryAt);
        return;
      case 'JobErrorThrown':
        // Caught: the job's cancellation or completion follows. Uncaught: it waits for an operator.
        this.#changeJob(event.key, 'failed', 0);
        return;
      case 'JobRetried':
        this.#changeJob(event.key, 'open', event.retries);
        return;
      case 'JobCompleted':
      case 'JobCancelled':
        this.#jobsChanged.delete(event.key);
        if (!this.#jobsCreated.delete(event.key)) this.#jobsRemoved.push(event.key);
        return;

      case 'SubscriptionOpened':
        // Conditions are watched inside the case; nobody looks them up.
        if (event.kind === 'conditional') return;
        this.#subscriptionsOpened.set(event.seq, {
          caseId,
          subscriptionKey: event.seq,
          kind: event.kind,
          elementId: event.elementId,
          name: event.name ?? '',
          openedAt: at,
          ...(event.correlationKey === undefined ? {} : { correlationKey: event.correlationKey }),
        });
        return;
      case 'SubscriptionClosed':
        if (!this.#subscriptionsOpened.delete(event.key)) this.#subscriptionsClosed.push(event.key);
        return;

      case 'IncidentRaised':
        this.#incidentsRaised.set(event.seq, {
          caseId,
          incidentKey: event.seq,
          elementId: event.elementId,
          elementKey: event.elementKey,
          code: event.code,
          message: event.message,
          ...(event.details === undefined ? {} : { details: event.details }),
          procedureCode: this.#record.procedureCode,
          unit: this.#record.unit,
          ...(this.#record.dossierCode === undefined ? {} : { dossierCode: this.#record.dossierCode }),
          raisedAt: at,
        });
        return;
      case 'IncidentResolved':
        this.#incidentsResolved.push({ incidentKey: event.key, resolvedAt: at });
        return;

      case 'MessagePublished':
        this.#outbox.push({
          caseId,
          seq: event.seq,
          kind: 'message',
          name: event.name,
          variables: event.variables,
          createdAt: at,
          attempts: 0,
          ...(event.correlationKey === undefined ? {} : { correlationKey: event.correlationKey }),
        });
        return;
      case 'SignalThrown':
        this.#outbox.push({
          caseId,
          seq: event.seq,
          kind: 'signal',
          name: event.name,
          variables: event.variables,
          createdAt: at,
          attempts: 0,
        });
        return;
      default:
        return;
    }
  }

  #createTask(event: Extract<CaseEvent, { type: 'UserTaskCreated' }>): void {
    const { caseId, procedureCode, procedureDigest, unit, dossierCode } = this.#record;
    const {
      key: taskKey,
      elementId,
      assignee,
      onBehalfOf,
      candidateGroups,
      candidateUsers,
      formId,
      priority,
      dueAt,
    } = event;
    this.#tasksCreated.set(taskKey, {
      caseId,
      taskKey,
      elementId,
      status: assignee === undefined ? 'offered' : 'claimed',
      procedureCode,
      procedureDigest,
      unit,
      candidateGroups,
      candidateUsers,
      createdAt: this.#commit.at,
      ...(dossierCode === undefined ? {} : { dossierCode }),
      ...(assignee === undefined ? {} : { assignee }),
      ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
      ...(formId === undefined ? {} : { formId }),
      ...(priority === undefined ? {} : { priority }),
      ...(dueAt === undefined ? {} : { dueAt }),
    });
    this.#giveTurn(taskKey, event.assignment?.chosen);
    if (assignee === undefined) {
      this.#offersMade.set(taskKey, {
        taskKey,
        candidateGroups,
        candidateUsers,
        ...(dueAt === undefined ? {} : { dueAt }),
      });
    }
  }

  #escalate({
    key,
    seq,
    elementId,
    level,
    dueAt,
    to,
    assignee,
  }: Extract<CaseEvent, { type: 'DeadlineReached' }>): void {
    const { caseId, unit, procedureCode, procedureDigest, dossierCode } = this.#record;
    this.#escalationsRaised.push({
      caseId,
      taskKey: key ?? 0,
      seq,
      level,
      dueAt,
      raisedAt: this.#commit.at,
      to,
      unit,
      procedureCode,
      procedureDigest,
      ...(elementId === undefined ? {} : { elementId }),
      ...(assignee === undefined ? {} : { assignee }),
      ...(dossierCode === undefined ? {} : { dossierCode }),
    });
  }

  /** Most cases never came to the heads; theirs costs no statement. */
  #closeEscalation(taskKey: number): void {
    if (this.#record.escalated === true) this.#escalationsClosed.push(taskKey);
  }

  #changeTask(taskKey: number, change: Omit<ProjectionChanges['tasksChanged'][number], 'taskKey'>): void {
    const created = this.#tasksCreated.get(taskKey);
    if (created === undefined) {
      const { dueAt, moved, rewritten } = { ...this.#tasksChanged.get(taskKey), ...change };
      this.#tasksChanged.set(taskKey, {
        taskKey,
        ...change,
        ...(dueAt === undefined ? {} : { dueAt }),
        ...(moved === undefined ? {} : { moved }),
        ...(rewritten === undefined ? {} : { rewritten }),
      });
      return;
    }
    const { assignee: _, onBehalfOf: __, ...rest } = created;
    const { moved, rewritten, ...said } = change;
    this.#tasksCreated.set(taskKey, { ...rest, ...moved, ...rewritten, ...said });
  }

  #giveTurn(taskKey: number, officer: string | undefined): void {
    if (officer === undefined) return;
    const { caseId, at } = this.#commit;
    const drawn = this.#drawn;
    const turn = turnOf({ at, caseId, ...(drawn === undefined ? {} : { drawn }) }, taskKey);
    this.#turnsGiven.push({ elementId: this.#elementIdOf(taskKey), officer, turn });
  }

  /** An open task keeps its holder, or its offer under the new date. */
  #redateTask(taskKey: number, dueAt: string): void {
    if (this.#changeOpenTask(taskKey, { dueAt }) === 'offered') this.#offerAgain(taskKey);
  }

  /** Every open task is pinned to the version of its case. */
  #moveCase(event: Extract<CaseEvent, { type: 'CaseMigrated' }>): void {
    this.#caseMoved = true;
    for (const { key, to } of event.elements)
      this.#changeOpenTask(key, { moved: { elementId: to, procedureDigest: event.to.digest } });
    const renamed = (of: Renamed['of'], rows: typeof event.tokens): void => {
      for (const { key, from, to } of rows) if (from !== to) this.#elementsRenamed.push({ of, key, elementId: to });
    };
    renamed('timers', event.timers);
    renamed('subscriptions', event.subscriptions);
    renamed('incidents', event.incidents);
    renamed(
      'jobs',
      event.elements.filter(({ key }) => this.#after.jobs.some((job) => job.key === key)),
    );
  }

  /** An open task as the other version has it, offered to whom that version names. */
  #rewriteTask({
    key,
    candidateGroups,
    candidateUsers,
    formId,
    priority,
    dueAt,
  }: Extract<CaseEvent, { type: 'UserTaskMigrated' }>): void {
    const status = this.#changeOpenTask(key, {
      rewritten: {
        candidateGroups,
        candidateUsers,
        ...(formId === undefined ? {} : { formId }),
        ...(priority === undefined ? {} : { priority }),
        ...(dueAt === undefined ? {} : { dueAt }),
      },
    });
    if (status !== 'offered') return;
    this.#withdrawOffer(key);
    this.#offerAgain(key);
  }

  /** Changes a task that is open after the commit, and leaves whoever holds it. */
  #changeOpenTask(
    taskKey: number,
    change: Omit<
      ProjectionChanges['tasksChanged'][number],
      'taskKey' | 'status' | 'assignee' | 'onBehalfOf' | 'endedAt'
    >,
  ): string | undefined {
    const task = this.#after.tasks.find(({ key }) => key === taskKey);
    if (task?.status !== 'offered' && task?.status !== 'claimed') return undefined;
    const { status, assignee, onBehalfOf } = task;
    this.#changeTask(taskKey, {
      status,
      ...change,
      ...(assignee === undefined ? {} : { assignee }),
      ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    });
    return status;
  }

  #withdrawOffer(taskKey: number): void {
    this.#offersMade.delete(taskKey);
    if (!this.#tasksCreated.has(taskKey)) this.#offersWithdrawn.add(taskKey);
  }

  #offerAgain(taskKey: number): void {
    const task = this.#after.tasks.find(({ key }) => key === taskKey);
    // Released and ended in one command: nothing to offer.
    if (task === undefined) return;
    const { candidateGroups, candidateUsers, dueAt } = task;
    this.#offersMade.set(taskKey, {
      taskKey,
      candidateGroups,
      candidateUsers,
      ...(dueAt === undefined ? {} : { dueAt }),
    });
  }

  #changeJob(jobKey: number, status: JobRecord['status'], retries: number, retryAt?: string): void {
    const created = this.#jobsCreated.get(jobKey);
    const change = { status, retries, ...(retryAt === undefined ? {} : { retryAt }) };
    if (created === undefined) this.#jobsChanged.set(jobKey, { jobKey, ...change });
    else this.#jobsCreated.set(jobKey, { ...created, ...change });
  }

  /** A job is named by its element instance, which this commit activated or the state still holds. */
  #elementIdOf(elementKey: number): string {
    const activated = this.#commit.events.find((event) => event.seq === elementKey);
    if (activated?.type === 'ElementActivated') return activated.elementId;
    return this.#after.elements.find(({ key }) => key === elementKey)?.elementId ?? '';
  }
}
