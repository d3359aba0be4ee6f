import { turnOf, type CaseEvent, type CaseState, type Commit } from '../../engine/index.ts';
import type { CaseRecord, TaskRecord } from '../store/records.ts';
import type { ProjectionChanges, TaskOffer } from '../store/commit-batch.ts';

/** Collects what the events of one commit do to the rows of tasks, to whom they are offered, and to the turns of rules. */
export class TaskChanges {
  readonly #record: CaseRecord;
  readonly #commit: Commit;
  readonly #after: CaseState;
  readonly #drawn: string | undefined;
  readonly #tasksCreated = new Map<number, TaskRecord>();
  readonly #tasksChanged = new Map<number, ProjectionChanges['tasksChanged'][number]>();
  readonly #offersMade = new Map<number, TaskOffer>();
  readonly #offersWithdrawn = new Set<number>();
  readonly #turnsGiven: ProjectionChanges['turnsGiven'][number][] = [];

  constructor(record: CaseRecord, commit: Commit, after: CaseState, drawn: string | undefined) {
    this.#record = record;
    this.#commit = commit;
    this.#after = after;
    this.#drawn = drawn;
  }

  net(): Pick<ProjectionChanges, 'tasksCreated' | 'tasksChanged' | 'offersMade' | 'offersWithdrawn' | 'turnsGiven'> {
    return {
      tasksCreated: [...this.#tasksCreated.values()],
      tasksChanged: [...this.#tasksChanged.values()],
      offersMade: [...this.#offersMade.values()],
      offersWithdrawn: [...this.#offersWithdrawn].map((taskKey) => ({ taskKey })),
      turnsGiven: this.#turnsGiven,
    };
  }

  create(event: Extract<CaseEvent, { type: 'UserTaskCreated' }>): void {
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
    this.giveTurn(taskKey, event.assignment?.chosen);
    if (assignee === undefined) {
      this.#offersMade.set(taskKey, {
        taskKey,
        candidateGroups,
        candidateUsers,
        ...(dueAt === undefined ? {} : { dueAt }),
      });
    }
  }

  change(taskKey: number, change: Omit<ProjectionChanges['tasksChanged'][number], 'taskKey'>): void {
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

  /** Changes a task that is open after the commit, and leaves whoever holds it. */
  changeOpen(
    taskKey: number,
    change: Omit<
      ProjectionChanges['tasksChanged'][number],
      'taskKey' | 'status' | 'assignee' | 'onBehalfOf' | 'endedAt'
    >,
  ): string | undefined {
    const task = this.#after.tasks.find(({ key }) => key === taskKey);
    if (task?.status !== 'offered' && task?.status !== 'claimed') return undefined;
    const { status, assignee, onBehalfOf } = task;
    this.change(taskKey, {
      status,
      ...change,
      ...(assignee === undefined ? {} : { assignee }),
      ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    });
    return status;
  }

  /** An open task keeps its holder, or its offer under the new date. */
  redate(taskKey: number, dueAt: string): void {
    if (this.changeOpen(taskKey, { dueAt }) === 'offered') this.offerAgain(taskKey);
  }

  /** An open task as the other version has it, offered to whom that version names. */
  rewrite({
    key,
    candidateGroups,
    candidateUsers,
    formId,
    priority,
    dueAt,
  }: Extract<CaseEvent, { type: 'UserTaskMigrated' }>): void {
    const status = this.changeOpen(key, {
      rewritten: {
        candidateGroups,
        candidateUsers,
        ...(formId === undefined ? {} : { formId }),
        ...(priority === undefined ? {} : { priority }),
        ...(dueAt === undefined ? {} : { dueAt }),
      },
    });
    if (status !== 'offered') return;
    this.withdrawOffer(key);
    this.offerAgain(key);
  }

  giveTurn(taskKey: number, officer: string | undefined): void {
    if (officer === undefined) return;
    const { caseId, at } = this.#commit;
    const drawn = this.#drawn;
    const turn = turnOf({ at, caseId, ...(drawn === undefined ? {} : { drawn }) }, taskKey);
    this.#turnsGiven.push({ elementId: elementIdOf(this.#commit, this.#after, taskKey), officer, turn });
  }

  withdrawOffer(taskKey: number): void {
    this.#offersMade.delete(taskKey);
    if (!this.#tasksCreated.has(taskKey)) this.#offersWithdrawn.add(taskKey);
  }

  offerAgain(taskKey: number): void {
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
}

/** A job is named by its element instance, which this commit activated or the state still holds. */
export function elementIdOf(commit: Commit, after: CaseState, elementKey: number): string {
  const activated = commit.events.find((event) => event.seq === elementKey);
  if (activated?.type === 'ElementActivated') return activated.elementId;
  return after.elements.find(({ key }) => key === elementKey)?.elementId ?? '';
}
