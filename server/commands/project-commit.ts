import { nextAlertAt, type CaseEvent, type CaseState, type Commit } from '../../engine/index.ts';
import { recordAfter, type CasePin } from './case-record.ts';
import { elementIdOf, TaskChanges } from './task-changes.ts';
import type { CaseRecord, EscalationRecord, JobRecord, OutboxRecord } from '../store/records.ts';
import type { ProjectionChanges } from '../store/commit-batch.ts';

/** What a commit leaves in the read models. */
export interface Projection {
  readonly record: CaseRecord;
  readonly changes: ProjectionChanges;
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

type Renamed = NonNullable<ProjectionChanges['elementsRenamed']>[number];

/** Collects what the events of one commit change, row by row. */
class Changes {
  readonly #record: CaseRecord;
  readonly #commit: Commit;
  readonly #after: CaseState;
  readonly #tasks: TaskChanges;
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
    this.#record = record;
    this.#commit = commit;
    this.#after = after;
    this.#tasks = new TaskChanges(record, commit, after, drawn);
  }

  net(): ProjectionChanges {
    return {
      ...this.#tasks.net(),
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
        this.#tasks.create(event);
        return;
      case 'UserTaskClaimed':
      case 'UserTaskAssigned':
        this.#tasks.change(event.key, {
          status: 'claimed',
          assignee: event.assignee,
          ...(event.onBehalfOf === undefined ? {} : { onBehalfOf: event.onBehalfOf }),
        });
        this.#tasks.withdrawOffer(event.key);
        if (event.type === 'UserTaskAssigned') this.#tasks.giveTurn(event.key, event.assignment?.chosen);
        return;
      case 'UserTaskReleased':
        this.#tasks.change(event.key, { status: 'offered' });
        this.#tasks.offerAgain(event.key);
        return;
      case 'UserTaskCompleted':
        // A claimed task is offered to nobody; one that is completed unclaimed (by the system) is withdrawn here.
        this.#tasks.change(event.key, {
          status: 'completed',
          assignee: event.by,
          ...(event.onBehalfOf === undefined ? {} : { onBehalfOf: event.onBehalfOf }),
          endedAt: at,
        });
        if (this.#commit.by.kind !== 'user') this.#tasks.withdrawOffer(event.key);
        this.#closeEscalation(event.key);
        return;
      case 'TaskDueDateChanged':
        this.#tasks.redate(event.key, event.dueAt);
        this.#closeEscalation(event.key);
        return;
      case 'UserTaskCancelled':
        this.#tasks.change(event.key, { status: 'cancelled', endedAt: at });
        this.#tasks.withdrawOffer(event.key);
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
        this.#tasks.rewrite(event);
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
          elementId: elementIdOf(this.#commit, this.#after, event.key),
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

  /** Every open task is pinned to the version of its case. */
  #moveCase(event: Extract<CaseEvent, { type: 'CaseMigrated' }>): void {
    this.#caseMoved = true;
    for (const { key, to } of event.elements)
      this.#tasks.changeOpen(key, { moved: { elementId: to, procedureDigest: event.to.digest } });
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

  #changeJob(jobKey: number, status: JobRecord['status'], retries: number, retryAt?: string): void {
    const created = this.#jobsCreated.get(jobKey);
    const change = { status, retries, ...(retryAt === undefined ? {} : { retryAt }) };
    if (created === undefined) this.#jobsChanged.set(jobKey, { jobKey, ...change });
    else this.#jobsCreated.set(jobKey, { ...created, ...change });
  }
}
