import { calendarKnownAt, decisionInstants, type CalendarSource } from '../../engine/calendar/calendar-source.ts';
import type { Calendar } from '../../engine/calendar/calendar.ts';
import type { Rejection } from '../../engine/errors.ts';
import type { Actor, CaseReceipt, Command, Deviation, StaffList } from '../../engine/execute/command.ts';
import { nextAlertAt } from '../../engine/execute/deadlines.ts';
import { decide } from '../../engine/execute/decide.ts';
import type { CaseEvent, Commit } from '../../engine/execute/event.ts';
import type { CaseState } from '../../engine/execute/state.ts';
import { explainHistory } from '../../engine/history/explain.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import type { Procedure } from '../../engine/model/procedure.ts';
import type { AskedDeviation, Expected, Scenario, Step } from './scenario.ts';

/** What a scenario came to: the differences between the story and the engine, in words; none when they agree. */
export interface Played {
  readonly differences: readonly string[];
  readonly events: readonly CaseEvent[];
  /** The same events by command. */
  readonly commits: readonly Commit[];
  readonly state?: CaseState;
}

/**
 * Plays a scenario through `decide`, as the server would: every command carries the calendar known at its time, timers that
 * fall due in between fire first, in order, at their own time. A step claims its task for the person and completes it with
 * the form enforced.
 */
export function playScenario(
  procedure: Procedure,
  scenario: Scenario,
  application: JsonObject,
  calendars: CalendarSource,
): Played {
  const play = new Play(procedure, scenario, calendars);
  play.start(application);
  if (scenario.given.refused === undefined) for (const step of scenario.when) play.step(step);
  play.expect(scenario.then, 'then');
  return {
    differences: play.differences,
    events: play.events,
    commits: play.commits,
    ...(play.state === undefined ? {} : { state: play.state }),
  };
}

const CASE_ID = 'scenario';
const SYSTEM: Actor = { kind: 'system', id: 'scenario', groups: [], roles: [] };

class Play {
  readonly differences: string[] = [];
  readonly events: CaseEvent[] = [];
  readonly commits: Commit[] = [];
  state: CaseState | undefined;
  private now = '';
  private readonly staff: ReadonlyMap<string, readonly string[]>;
  private readonly known = new Map<number, Calendar>();
  private readonly procedure: Procedure;
  private readonly scenario: Scenario;
  private readonly calendars: CalendarSource;

  constructor(procedure: Procedure, scenario: Scenario, calendars: CalendarSource) {
    this.procedure = procedure;
    this.scenario = scenario;
    this.calendars = calendars;
    const groups = procedure.manifest?.groups.map(({ id }) => [id, [id]] as const) ?? [];
    this.staff = new Map([...groups, ...Object.entries(scenario.given.staff ?? {})]);
  }

  start(application: JsonObject): void {
    const { given } = this.scenario;
    this.now = instantOf(given.received);
    const receipt: CaseReceipt = {
      dossierCode: 'H44.31.10-000000-0001',
      unit: 'H44.31.10',
      channel: given.channel,
      receivedAt: this.now,
      ...(given.submitted === undefined ? {} : { submittedAt: instantOf(given.submitted) }),
      ...(given.postmarked === undefined ? {} : { postmarkedAt: instantOf(given.postmarked) }),
      applicant: { name: 'Người nộp hồ sơ mẫu' },
    };
    const rejection = this.command({
      type: 'StartCase',
      processId: this.procedure.mainProcessId,
      variables: merged(application, given.changes ?? {}),
      enforceForm: true,
      receipt,
      ...this.envelope(SYSTEM),
    });
    this.expectRejection(rejection, given.refused, undefined, 'given');
  }

  step(step: Step): void {
    const where = `${step.at} ${step.does ?? step.answers ?? step.message ?? (step.asks === undefined ? undefined : 'đề nghị làm khác quy trình') ?? (step.allows === undefined ? 'thời gian trôi qua' : 'quyết định việc làm khác quy trình')}`;
    this.passTimeUntil(instantOf(step.at));
    if (this.state === undefined) return;
    this.expectRejection(this.act(step, where), step.refused, step.fields, where);
    if (step.then !== undefined) this.expect(step.then, where);
  }

  /** Does what the step says; undefined when it was accepted, or when it could not be tried (a difference then). */
  private act(step: Step, where: string): Rejection | undefined {
    if (step.does !== undefined) return this.completeTask(step.does, step.who, step.with ?? {}, where);
    if (step.answers !== undefined) {
      const job = this.state?.jobs.find(({ key }) => this.elementOf(key) === step.answers);
      if (job === undefined) return this.missing(where, `không có yêu cầu đang chờ hệ thống '${step.answers}'`);
      const worker: Actor = { kind: 'worker', id: 'he-thong', groups: [], roles: ['worker'] };
      return step.error === undefined
        ? this.command({ type: 'CompleteJob', jobKey: job.key, variables: step.with ?? {}, ...this.envelope(worker) })
        : this.command({ type: 'ThrowJobError', jobKey: job.key, errorCode: step.error, ...this.envelope(worker) });
    }
    if (step.message !== undefined) {
      const wait = this.state?.subscriptions.find(({ kind, name }) => kind === 'message' && name === step.message);
      if (wait === undefined) return this.missing(where, `không nơi nào chờ thông điệp '${step.message}'`);
      return this.command({
        type: 'CorrelateMessage',
        subscriptionKey: wait.key,
        messageId: `${step.message}@${step.at}`,
        variables: step.with ?? {},
        ...this.envelope(SYSTEM),
      });
    }
    if (step.asks !== undefined) return this.askFor(step.asks, step, where);
    if (step.allows !== undefined) return this.decideOn(step.allows, step, where);
    if (step.recompute === true) return this.command({ type: 'RecomputeDueDate', ...this.envelope(SYSTEM) });
    return undefined;
  }

  private completeTask(
    elementId: string,
    who: string | undefined,
    submission: JsonObject,
    where: string,
  ): Rejection | undefined {
    const task = this.state?.tasks.find((open) => open.elementId === elementId);
    if (task === undefined)
      return this.missing(where, `bước '${elementId}' không mở; đang mở: ${this.waiting().join(', ')}`);
    const by = this.officer(who);
    if (by === undefined) return this.missing(where, `không rõ ai làm ('${who ?? ''}')`);
    if (task.assignee !== by.id) {
      const refused = this.command({ type: 'ClaimUserTask', taskKey: task.key, ...this.envelope(by) });
      if (refused !== undefined) return refused;
    }
    return this.command({
      type: 'CompleteUserTask',
      taskKey: task.key,
      submission,
      enforceForm: true,
      ...this.envelope(by),
    });
  }

  private askFor(
    asks: AskedDeviation,
    { who, ground = '', because: reason = '' }: Step,
    where: string,
  ): Rejection | undefined {
    const by = this.officer(who);
    const deviation = this.deviationOf(asks);
    if (by === undefined || deviation === undefined)
      return this.missing(where, `không rõ ai hoặc điều gì ('${who ?? ''}', ${JSON.stringify(asks)})`);
    return this.command({ type: 'RequestOverride', deviation, ground, reason, ...this.envelope(by) });
  }

  private decideOn(allows: boolean, { who, because = '' }: Step, where: string): Rejection | undefined {
    const by = this.officer(who);
    const overrideKey = this.state?.overrides?.at(-1)?.key;
    if (by === undefined || overrideKey === undefined) return this.missing(where, 'không có đề nghị nào đang chờ');
    return allows
      ? this.command({ type: 'ConfirmOverride', overrideKey, note: because, ...this.envelope(by) })
      : this.command({ type: 'RejectOverride', overrideKey, reason: because, ...this.envelope(by) });
  }

  private deviationOf(asks: AskedDeviation): Deviation | undefined {
    if ('secondSupplement' in asks) return { kind: 'SECOND_SUPPLEMENT' };
    if ('reopensAt' in asks) return { kind: 'REOPEN', targetId: asks.reopensAt };
    if ('reassigns' in asks) {
      const taskKey = this.state?.tasks.find(({ elementId }) => elementId === asks.reassigns)?.key;
      return taskKey === undefined ? undefined : { kind: 'REASSIGN', taskKey, assignee: asks.to };
    }
    const elementKey = this.state?.elements.find(({ elementId }) => elementId === asks.moves)?.key;
    return elementKey === undefined ? undefined : { kind: 'MOVE_TOKEN', elementKey, targetId: asks.to };
  }

  private officer(who: string | undefined): Actor | undefined {
    const groups = this.staff.get(who ?? '');
    return who === undefined || groups === undefined
      ? undefined
      : { kind: 'user', id: who, groups, roles: ['officer'], unit: 'H44.31.10' };
  }

  /** Timers that fall due fire one by one in due order, each at its own time. */
  private passTimeUntil(at: string): void {
    for (;;) {
      const due = [...(this.state?.timers ?? [])]
        .filter((timer) => timer.dueAt <= at)
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : a.key - b.key))[0];
      const alert = this.state === undefined ? undefined : nextAlertAt(this.state);
      if (alert !== undefined && alert <= at && (due === undefined || alert < due.dueAt)) {
        if (alert > this.now) this.now = alert;
        const rejection = this.command({ type: 'ReportDeadlines', ...this.envelope(SYSTEM) });
        if (rejection !== undefined) throw new Error(`deadlines: ${rejection.message}`);
        continue;
      }
      if (due === undefined) break;
      if (due.dueAt > this.now) this.now = due.dueAt;
      const rejection = this.command({ type: 'FireTimer', timerKey: due.key, ...this.envelope(SYSTEM) });
      if (rejection !== undefined) throw new Error(`timer ${due.elementId}: ${rejection.message}`);
    }
    if (at < this.now) this.differences.push(`${at}: thời điểm lùi lại so với ${this.now}`);
    this.now = at;
  }

  private envelope(by: Actor): { caseId: string; at: string; by: Actor; calendar: Calendar; staff: StaffList } {
    // Nobody holds anything else, and nobody had a turn before: the order of the staff decides.
    const members = [...this.staff].map(([id, groups]) => ({ id, groups, openTasks: 0, turns: {} }));
    return {
      caseId: CASE_ID,
      at: this.now,
      by,
      calendar: this.calendarKnownNow(),
      staff: { members, seed: 'scenario' },
    };
  }

  /** One object per state of knowledge, so that the engine lays each calendar out once. */
  private calendarKnownNow(): Calendar {
    const epoch = decisionInstants(this.calendars).filter((instant) => instant <= this.now).length;
    const known = this.known.get(epoch) ?? calendarKnownAt(this.calendars, this.now);
    this.known.set(epoch, known);
    return known;
  }

  private command(command: Command): Rejection | undefined {
    const decision = decide(this.procedure, this.state, command);
    if (!decision.ok) return decision.rejection;
    this.events.push(...decision.events);
    if (decision.events.length > 0) {
      const { caseId, at, by, type: commandType } = command;
      const firstSeq = decision.events[0]?.seq ?? 0;
      this.commits.push({
        caseId,
        firstSeq,
        at,
        by: { kind: by.kind, id: by.id },
        commandType,
        events: decision.events,
      });
    }
    this.state = decision.state;
    for (const incident of decision.state.incidents)
      this.differences.push(`${this.now}: sự cố ${incident.code} tại '${incident.elementId}': ${incident.message}`);
    return undefined;
  }

  private missing(where: string, what: string): undefined {
    this.differences.push(`${where}: ${what}`);
    return undefined;
  }

  private expectRejection(
    actual: Rejection | undefined,
    code: string | undefined,
    fields: readonly string[] | undefined,
    where: string,
  ): void {
    if (actual?.code !== code) {
      const got =
        actual === undefined
          ? 'được chấp nhận'
          : `bị từ chối ${actual.code}: ${actual.message} ${JSON.stringify(actual.details ?? {})}`;
      this.differences.push(
        `${where}: phải ${code === undefined ? 'được chấp nhận' : `bị từ chối ${code}`}, nhưng ${got}`,
      );
    }
    if (actual === undefined || fields === undefined) return;
    const text = JSON.stringify(actual.details ?? {});
    for (const field of fields)
      if (!text.includes(field)) this.differences.push(`${where}: lý do từ chối không nêu '${field}': ${text}`);
  }

  expect(expected: Expected, where: string): void {
    const { state } = this;
    if (state === undefined) {
      if (this.scenario.given.refused === undefined) this.differences.push(`${where}: hồ sơ chưa được mở`);
      return;
    }
    const entered = this.events.flatMap((event) => (event.type === 'ElementActivated' ? [event.elementId] : []));
    const actual: { readonly [Name in keyof Required<Expected>]: Json } = {
      waiting: this.waiting(),
      due: state.clock?.dueAt === undefined ? null : localOf(state.clock.dueAt),
      clock: state.clock?.status ?? 'notStarted',
      taskDue: Object.fromEntries(
        state.tasks.flatMap((task) =>
          task.dueAt === undefined ? [] : [[task.elementId, localOf(task.dueAt)] as const],
        ),
      ),
      status: state.publicStatus ?? null,
      state: state.status,
      outcome: state.outcome ?? null,
      onTime: this.onTime(state),
      supplements: state.clock?.supplements ?? 0,
      extensions: state.clock?.extensions ?? 0,
      data: state.variables,
      done: this.completed(),
      never: entered,
      explained: this.explanations(),
      told: this.story(),
    };
    const differ = (what: string, wanted: Json, got: Json): void => {
      this.differences.push(`${where}: ${what} phải là ${JSON.stringify(wanted)}, nhưng là ${JSON.stringify(got)}`);
    };
    for (const name of ['due', 'clock', 'status', 'state', 'outcome', 'onTime', 'supplements', 'extensions'] as const) {
      const wanted = expected[name];
      if (wanted !== undefined && wanted !== actual[name]) differ(name, wanted, actual[name]);
    }
    if (
      expected.waiting !== undefined &&
      JSON.stringify([...expected.waiting].sort()) !== JSON.stringify(actual.waiting)
    )
      differ('waiting', expected.waiting, actual.waiting);
    for (const [task, due] of Object.entries(expected.taskDue ?? {})) {
      const got = pathIn(actual.taskDue, task);
      if (got !== due) differ(`taskDue ${task}`, due, got);
    }
    for (const [path, wanted] of Object.entries(expected.data ?? {})) {
      const got = pathIn(state.variables, path);
      if (JSON.stringify(got) !== JSON.stringify(wanted)) differ(`data ${path}`, wanted, got);
    }
    for (const element of expected.done ?? [])
      if (!this.completed().includes(element)) differ('done', element, actual.done);
    for (const element of expected.never ?? []) if (entered.includes(element)) differ('never', element, true);
    for (const text of expected.told ?? [])
      if (!this.story().some((line) => line.includes(text))) differ('told', text, actual.told);
    for (const text of expected.explained ?? [])
      if (!this.explanations().some((line) => line.includes(text))) differ('explained', text, actual.explained);
  }

  private waiting(): string[] {
    const { state } = this;
    if (state === undefined) return [];
    return [
      ...state.tasks.map(({ elementId }) => elementId),
      ...state.jobs.map(({ key }) => this.elementOf(key) ?? ''),
    ].sort();
  }

  private elementOf(key: number): string | undefined {
    return this.state?.elements.find((element) => element.key === key)?.elementId;
  }

  private completed(): string[] {
    const byKey = new Map(
      this.events.flatMap((event) =>
        event.type === 'ElementActivated' ? [[event.seq, event.elementId] as const] : [],
      ),
    );
    return [
      ...new Set(
        this.events.flatMap((event) => (event.type === 'ElementCompleted' ? [byKey.get(event.key) ?? ''] : [])),
      ),
    ];
  }

  /** The clock stopped, or the case stands now, not later than its due date. */
  private onTime(state: CaseState): boolean {
    const due = state.clock?.dueAt ?? state.clock?.missedDueAt;
    return (
      due === undefined || (state.clock?.status === 'stopped' ? (state.clock.stoppedAt ?? this.now) : this.now) <= due
    );
  }

  private story(): string[] {
    const { procedure } = this;
    return explainHistory(this.commits, { procedure }).flatMap(({ level, text }) =>
      level === 'story' ? [text.vi] : [],
    );
  }

  private explanations(): string[] {
    return this.events.flatMap((event) =>
      event.type === 'StatutoryClockChanged' ? event.explanation.map((line) => line.text.vi) : [],
    );
  }
}

function merged(application: JsonObject, changes: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries({ ...application, ...changes }).filter(([, value]) => value !== null));
}

function pathIn(value: Json, path: string): Json {
  return path.split('.').reduce<Json>((at, name) => {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return null;
    return (at as JsonObject)[name] ?? null;
  }, value);
}

/** Viet Nam has had one offset since 1975. */
function instantOf(local: string): string {
  return new Date(`${local.replace(' ', 'T')}:00+07:00`).toISOString();
}

function localOf(instant: string): string {
  return new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
