import type { Json } from '../model/json.ts';
import type { Rejection, RejectionCode } from '../errors.ts';
import type { ClockEvent, ClockStatus } from '../lifecycle/statutory-clock.ts';
import { statutoryClockLifecycle } from '../lifecycle/statutory-clock.ts';
import { step } from '../lifecycle/transition.ts';
import type { ClockRules } from '../model/procedure-manifest.ts';
import type { ClockAction, Duration, TimeLimit } from '../model/statute.ts';
import type { Calendar } from './calendar.ts';
import { dueDate, effectiveStart, workingMinutes, type DueDate } from './due-date.ts';
import { hours } from './explain-due-date.ts';
import type { ExplanationLine } from './explanation.ts';
import { millisecondsOf } from './instant.ts';
import { MINUTES_PER_WORKING_DAY, workingMinutesIn } from './reckon.ts';
import { before, calendarDaysBetween, workingDaysBetween } from './shift.ts';
import { UNITS } from './statutory-timer.ts';

export type { ClockStatus } from '../lifecycle/statutory-clock.ts';

/**
 * The statutory clock of one case: plain JSON, the whole of it written in every `StatutoryClockChanged`, so that `evolve`
 * replaces it and does no arithmetic. Its status is a state of the machine in `lifecycle/statutory-clock.ts`.
 */
export interface StatutoryClock {
  readonly status: ClockStatus;
  /** The limit in force (it changes by branch; under SPLIT it is the limit of the present appointment). */
  readonly limit: TimeLimit;
  /** Instant from which the present count runs, after cut-off; absent before START. */
  readonly startedAt?: string;
  /** Instant since which the clock has been running without a pause; absent while it rests. */
  readonly runningSince?: string;
  /** Working minutes of the present count used up to the last action (RESTART and a new appointment set it to 0). */
  readonly consumedMinutes: number;
  /** What was left when the clock was paused; absent while it runs. Zero WORKING_DAY: to be done within the day of resumption. */
  readonly remaining?: Duration;
  /** Instant; absent before START and while the clock rests. After STOP it keeps the date that applied. */
  readonly dueAt?: string;
  /** What `dueAt` is reckoned from, so that a new calendar decision can reckon it again. */
  readonly count?: ClockCount;
  /** Why the clock rests. */
  readonly pausedFor?: PausePurpose;
  /** Date that had passed when the clock was paused: a case that is late stays late. */
  readonly missedDueAt?: string;
  /** Instant of STOP. */
  readonly stoppedAt?: string;
  /** Supplement requests so far. */
  readonly supplements: number;
  /** Extensions granted so far (the apology letter, form 04). */
  readonly extensions: number;
  /** 0-based appointment that is being counted, under SPLIT. */
  readonly appointment?: number;
  /** True when `dueAt` rests on a provisional day of the calendar. */
  readonly provisional: boolean;
}

export interface ClockCount {
  /** Instant as received, before cut-off. */
  readonly from: string;
  readonly limit: Duration;
  /** Whether the version's cut-off applies to `from`. */
  readonly cutoff: boolean;
  /** Granted extensions, each counted from the date before it. */
  readonly extensions: readonly Duration[];
}

/** A supplement request obeys the version's supplement policy; an obligation (tax, fee) outside the clock only suspends it,
 *  or separates two appointments under SPLIT. */
export type PausePurpose = 'SUPPLEMENT' | 'OBLIGATION';

/** Circumstances of an action. */
export interface ClockActionContext {
  /** Instant of the action; on START the instant of receipt. */
  readonly at: string;
  readonly rules: ClockRules;
  readonly calendar: Calendar;
  /** On PAUSE. Absent: SUPPLEMENT, except under SPLIT, where it is OBLIGATION. */
  readonly purpose?: PausePurpose;
  /** On EXTEND: how long beyond the present due date. */
  readonly extension?: Duration;
  /** On START, RESTART and RECOMPUTE: a limit that replaces the present one (a limit that changes by branch). */
  readonly limit?: TimeLimit;
  /** The head's override allows a supplement or extension beyond the published number, or an extension after its time. */
  readonly override?: boolean;
}

export type ClockChange =
  | { readonly ok: true; readonly clock: StatutoryClock; readonly explanation: readonly ExplanationLine[] }
  | { readonly ok: false; readonly rejection: Rejection };

/** The clock of a case that has not started to run. */
export function newStatutoryClock(rules: ClockRules): StatutoryClock {
  return {
    status: 'notStarted',
    limit: rules.limit,
    consumedMinutes: 0,
    supplements: 0,
    extensions: 0,
    provisional: false,
  };
}

/**
 * What an action makes of the clock, with the reckoning in words; or why it is refused. Pure.
 *
 * A model says *when* the clock is paused and resumed; the version's supplement policy says *what that means*:
 * - RESTART: after the full dossier the limit is counted again from the start (the national default).
 * - PAUSE: what was left is counted on. Whole days stay whole days: the day of the pause is used up, the day of resumption is
 *   not counted; other working limits keep their working minutes; calendar limits keep their calendar days.
 * - SPLIT: `rules.appointments` are counted one after another; between them (tax, fee) the clock rests. A supplement request
 *   restarts the present appointment.
 * - CONTINUE: the request is counted, the time runs on.
 *
 * @source 61/2018/NĐ-CP Art. 19(4) (restart), 19(9) (one re-appointment, at least one day before expiry)
 */
export function applyClockAction(
  clock: StatutoryClock,
  action: ClockAction | 'EXTEND' | 'RECOMPUTE',
  context: ClockActionContext,
): ClockChange {
  const event = machineEvent(clock, action, context);
  const next = step(statutoryClockLifecycle, clock.status, event);
  if (!next.ok) {
    return refused(
      'TRANSITION_NOT_ALLOWED',
      `The statutory clock is ${clock.status} and cannot ${event}; it accepts ${next.accepted.join(', ') || 'nothing more'}.`,
      {
        status: clock.status,
        accepted: next.accepted,
      },
    );
  }
  const { status } = next;
  switch (event) {
    case 'START':
      return start(clock, status, context);
    case 'PAUSE':
      return pause(clock, status, context);
    case 'RESUME':
      return resume(clock, status, context);
    case 'RESTART':
      return restart(
        clock,
        status,
        context,
        said(context, 'Thời hạn được tính lại từ đầu', 'The time limit is counted again from the start'),
      );
    case 'KEEP_RUNNING':
      return keepRunning(clock, status, action, context);
    case 'EXTEND':
      return extend(clock, status, context);
    case 'RECOMPUTE':
      return recompute(clock, status, context);
    case 'STOP':
      return stop(clock, status, context);
    default:
      return event satisfies never;
  }
}

/** Under CONTINUE a supplement neither pauses nor resumes: the machine is told so by a name of its own. */
function machineEvent(
  clock: StatutoryClock,
  action: ClockAction | 'EXTEND' | 'RECOMPUTE',
  context: ClockActionContext,
): ClockEvent {
  if (context.rules.supplement.policy !== 'CONTINUE') return action;
  if (action === 'PAUSE' && purposeOf(context) === 'SUPPLEMENT') return 'KEEP_RUNNING';
  return action === 'RESUME' && clock.status === 'running' ? 'KEEP_RUNNING' : action;
}

function purposeOf({ purpose, rules }: ClockActionContext): PausePurpose {
  return purpose ?? (rules.supplement.policy === 'SPLIT' ? 'OBLIGATION' : 'SUPPLEMENT');
}

// --- the actions --------------------------------------------------------------------------------------------------------

function start(clock: StatutoryClock, status: ClockStatus, context: ClockActionContext): ClockChange {
  const first = context.rules.supplement.policy === 'SPLIT' ? context.rules.appointments?.[0] : undefined;
  const limit = context.limit ?? first ?? clock.limit;
  const started = { ...clock, status, limit, ...(first === undefined ? {} : { appointment: 0 }) };
  return counted(
    started,
    countFrom(context.at, limit, true),
    context,
    said(context, 'Bắt đầu tính thời hạn', 'The time limit starts to run'),
  );
}

function restart(
  clock: StatutoryClock,
  status: ClockStatus,
  context: ClockActionContext,
  headline: ExplanationLine,
): ClockChange {
  const limit = context.limit ?? clock.limit;
  return counted({ ...rested(clock, status), limit }, countFrom(context.at, limit, true), context, headline);
}

function pause(clock: StatutoryClock, status: ClockStatus, context: ClockActionContext): ClockChange {
  const purpose = purposeOf(context);
  const tooMany = purpose === 'SUPPLEMENT' ? supplementRefusal(clock, context) : undefined;
  if (tooMany !== undefined) return tooMany;
  const consumedMinutes = consumedAt(clock, context);
  const isLate = clock.dueAt !== undefined && millisecondsOf(context.at) > millisecondsOf(clock.dueAt);
  const remaining = remainingAt(clock, context);
  const { dueAt, runningSince: _since, ...rest } = clock;
  const left = isLate ? { vi: 'đã quá hạn', en: 'already late' } : durationText(remaining);
  return {
    ok: true,
    clock: {
      ...rest,
      status,
      consumedMinutes,
      pausedFor: purpose,
      supplements: clock.supplements + (purpose === 'SUPPLEMENT' ? 1 : 0),
      ...(isLate && dueAt !== undefined ? { missedDueAt: dueAt } : { remaining }),
    },
    explanation: [
      said(
        context,
        `Tạm dừng tính thời hạn (${purpose === 'SUPPLEMENT' ? 'chờ bổ sung hồ sơ' : 'chờ thực hiện nghĩa vụ ngoài thời hạn'}): đã dùng ${hours(consumedMinutes).vi}, còn ${left.vi}`,
        `The clock rests (${purpose === 'SUPPLEMENT' ? 'waiting for the supplement' : 'waiting for an obligation outside the limit'}): ${hours(consumedMinutes).en} used, ${left.en} left`,
      ),
    ],
  };
}

function resume(clock: StatutoryClock, status: ClockStatus, context: ClockActionContext): ClockChange {
  const { policy } = context.rules.supplement;
  const running = rested(clock, status);
  if (clock.pausedFor === 'SUPPLEMENT' && (policy === 'RESTART' || policy === 'SPLIT')) {
    return restart(
      clock,
      status,
      context,
      said(
        context,
        'Nhận đủ hồ sơ: thời hạn được tính lại từ đầu',
        'Full dossier received: the limit is counted again from the start',
      ),
    );
  }
  const appointment = (clock.appointment ?? 0) + 1;
  const following =
    policy === 'SPLIT' && clock.pausedFor === 'OBLIGATION' ? context.rules.appointments?.[appointment] : undefined;
  if (following !== undefined) {
    return counted(
      { ...running, limit: following, appointment },
      countFrom(context.at, following, false),
      context,
      said(context, `Bắt đầu tính thời hạn hẹn lần ${appointment + 1}`, `Appointment ${appointment + 1} starts to run`),
    );
  }
  if (clock.missedDueAt !== undefined) {
    return {
      ok: true,
      clock: { ...running, runningSince: context.at, dueAt: clock.missedDueAt },
      explanation: [
        said(
          context,
          'Tiếp tục tính thời hạn; hồ sơ đã quá hạn trước khi tạm dừng',
          'The clock runs on; the case was late before it was paused',
        ),
      ],
    };
  }
  const limit = clock.remaining ?? clock.limit;
  const left = durationText(limit);
  // The clock has run before: what was used stays used.
  const count: ClockCount = { from: context.at, limit, cutoff: clock.pausedFor === 'SUPPLEMENT', extensions: [] };
  const resumed = counted(
    running,
    count,
    context,
    said(context, `Tiếp tục tính phần thời hạn còn lại: ${left.vi}`, `What was left is counted on: ${left.en}`),
  );
  return resumed.ok
    ? {
        ...resumed,
        clock: {
          ...resumed.clock,
          consumedMinutes: clock.consumedMinutes,
          ...(clock.startedAt === undefined ? {} : { startedAt: clock.startedAt }),
        },
      }
    : resumed;
}

function keepRunning(
  clock: StatutoryClock,
  status: ClockStatus,
  action: string,
  context: ClockActionContext,
): ClockChange {
  if (action !== 'PAUSE')
    return {
      ok: true,
      clock: { ...clock, status },
      explanation: [
        said(context, 'Nhận bổ sung; thời hạn vẫn tính liên tục', 'Supplement received; the time has run on'),
      ],
    };
  const tooMany = supplementRefusal(clock, context);
  if (tooMany !== undefined) return tooMany;
  return {
    ok: true,
    clock: { ...clock, status, supplements: clock.supplements + 1 },
    explanation: [
      said(context, 'Yêu cầu bổ sung; thời hạn vẫn tính liên tục', 'Supplement requested; the time runs on'),
    ],
  };
}

function extend(clock: StatutoryClock, status: ClockStatus, context: ClockActionContext): ClockChange {
  const { extension, rules, calendar, at } = context;
  const { dueAt, count } = clock;
  if (extension === undefined || dueAt === undefined || count === undefined) {
    return refused('EXTENSION_INVALID', 'An extension needs its length and a clock that has a due date.', {
      status: clock.status,
    });
  }
  if (clock.extensions >= rules.extension.max && context.override !== true) {
    return refused(
      'EXTENSION_LIMIT_REACHED',
      `The procedure allows ${rules.extension.max} extension(s); ${clock.extensions} granted already. The head may override with a ground.`,
      {
        granted: clock.extensions,
        max: rules.extension.max,
      },
    );
  }
  const latest = before(dueAt, rules.extension.apologyBefore, calendar);
  if (millisecondsOf(at) > millisecondsOf(latest) && context.override !== true) {
    return refused(
      'EXTENSION_TOO_LATE',
      `The apology and the new date had to be sent by ${latest}; the case is due at ${dueAt}.`,
      { latest, dueAt },
    );
  }
  const extended: ClockCount = { ...count, extensions: [...count.extensions, extension] };
  const change = counted(
    { ...clock, status, extensions: clock.extensions + 1 },
    extended,
    context,
    said(
      context,
      `Gia hạn ${durationText(extension).vi} kèm văn bản xin lỗi`,
      `Extended by ${durationText(extension).en} with the letter of apology`,
    ),
  );
  return change.ok ? keepProgress(change, clock) : change;
}

function recompute(clock: StatutoryClock, status: ClockStatus, context: ClockActionContext): ClockChange {
  const limit = context.limit ?? clock.limit;
  const why =
    context.limit === undefined
      ? said(context, 'Tính lại hạn theo lịch làm việc hiện hành', 'Reckoned again under the calendar now known')
      : said(
          context,
          `Thời hạn chuyển thành ${durationText(limit).vi}`,
          `The limit changes to ${durationText(limit).en}`,
        );
  if (clock.count === undefined || status === 'paused')
    return { ok: true, clock: { ...clock, status, limit }, explanation: [why] };
  const count: ClockCount =
    context.limit === undefined ? clock.count : { ...clock.count, limit: limitAfterChange(clock, context.limit) };
  const change = counted({ ...clock, status, limit }, count, context, why);
  return change.ok ? keepProgress(change, clock) : change;
}

function stop(clock: StatutoryClock, status: ClockStatus, context: ClockActionContext): ClockChange {
  const consumedMinutes = consumedAt(clock, context);
  const { runningSince: _since, ...rest } = clock;
  return {
    ok: true,
    clock: { ...rest, status, consumedMinutes, stoppedAt: context.at },
    explanation: [
      said(
        context,
        `Kết thúc tính thời hạn: đã dùng ${hours(consumedMinutes).vi}`,
        `The clock stops: ${hours(consumedMinutes).en} used`,
      ),
    ],
  };
}

// --- counting -----------------------------------------------------------------------------------------------------------

function countFrom(from: string, limit: Duration, cutoff: boolean): ClockCount {
  return { from, limit: { value: limit.value, unit: limit.unit }, cutoff, extensions: [] };
}

/** Reckons the due date of a count and starts the present stretch. */
function counted(
  clock: StatutoryClock,
  count: ClockCount,
  context: ClockActionContext,
  headline: ExplanationLine,
): ClockChange {
  const due = dueOfCount(count, context);
  const startedAt = effectiveStart(count.from, context.calendar, count.cutoff ? context.rules.cutoff : undefined);
  return {
    ok: true,
    clock: {
      ...clock,
      startedAt,
      runningSince: startedAt,
      consumedMinutes: 0,
      dueAt: due.dueAt,
      count,
      provisional: due.provisional,
    },
    explanation: [headline, ...due.explanation],
  };
}

function dueOfCount(count: ClockCount, { calendar, rules }: ClockActionContext): DueDate {
  let due = dueDate(count.from, count.limit, calendar, count.cutoff ? rules.cutoff : undefined);
  for (const extension of count.extensions) {
    const extended = dueDate(due.dueAt, extension, calendar);
    due = {
      dueAt: extended.dueAt,
      provisional: due.provisional || extended.provisional,
      explanation: [...due.explanation, ...extended.explanation],
    };
  }
  return due;
}

/** A new reckoning of a count that runs already changes its end, not what has been used of it. */
function keepProgress(change: Extract<ClockChange, { ok: true }>, clock: StatutoryClock): ClockChange {
  const { startedAt, runningSince, consumedMinutes } = clock;
  return {
    ...change,
    clock: {
      ...change.clock,
      consumedMinutes,
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(runningSince === undefined ? {} : { runningSince }),
    },
  };
}

/** The clock as it leaves its rest. */
function rested(clock: StatutoryClock, status: ClockStatus): StatutoryClock {
  const { remaining: _remaining, pausedFor: _purpose, missedDueAt: _missed, ...rest } = clock;
  return { ...rest, status };
}

function consumedAt(clock: StatutoryClock, { at, calendar }: ClockActionContext): number {
  if (clock.runningSince === undefined) return clock.consumedMinutes;
  return clock.consumedMinutes + Math.max(0, workingMinutes(clock.runningSince, at, calendar));
}

function remainingAt(clock: StatutoryClock, { at, calendar }: ClockActionContext): Duration {
  const { dueAt, count } = clock;
  if (dueAt === undefined || count === undefined) return clock.limit;
  const parts = [count.limit, ...count.extensions];
  if (parts.every(({ unit, value }) => unit === 'WORKING_DAY' && Number.isInteger(value))) {
    return { unit: 'WORKING_DAY', value: Math.max(0, workingDaysBetween(at, dueAt, calendar)) };
  }
  if (parts.every(({ unit }) => unit === 'CALENDAR_DAY' || unit === 'MONTH')) {
    const days = calendarDaysBetween(at, dueAt, calendar);
    return days > 0 ? { unit: 'CALENDAR_DAY', value: days } : { unit: 'WORKING_DAY', value: 0 };
  }
  const minutes = workingMinutes(at, dueAt, calendar);
  return minutes > 0 ? { unit: 'WORKING_HOUR', value: minutes / 60 } : { unit: 'WORKING_DAY', value: 0 };
}

/** After a pause the count holds a remainder: a changed limit counts less what was used before it, in whole days where it is
 *  a limit in whole days. */
function limitAfterChange(clock: StatutoryClock, limit: TimeLimit): Duration {
  const total = workingMinutesIn(limit);
  if (clock.consumedMinutes === 0 || total === undefined) return { value: limit.value, unit: limit.unit };
  const left = total - clock.consumedMinutes;
  if (left <= 0) return { unit: 'WORKING_DAY', value: 0 };
  if (limit.unit === 'WORKING_DAY' && Number.isInteger(limit.value)) {
    return { unit: 'WORKING_DAY', value: Math.ceil(left / MINUTES_PER_WORKING_DAY) };
  }
  return { unit: 'WORKING_HOUR', value: left / 60 };
}

// --- words --------------------------------------------------------------------------------------------------------------

function supplementRefusal(clock: StatutoryClock, { rules, override }: ClockActionContext): ClockChange | undefined {
  if (clock.supplements < rules.supplement.max || override === true) return undefined;
  return refused(
    'SUPPLEMENT_LIMIT_REACHED',
    `The procedure allows ${rules.supplement.max} supplement request(s); ${clock.supplements} made already. Decide on the dossier as it is, or let the head override with a ground.`,
    { requested: clock.supplements, max: rules.supplement.max },
  );
}

function refused(code: RejectionCode, message: string, details: { readonly [key: string]: Json }): ClockChange {
  return { ok: false, rejection: { code, message, details } };
}

function said({ rules, limit }: ClockActionContext, vi: string, en: string): ExplanationLine {
  const basis = limit?.basis ?? rules.limit.basis;
  return { text: basis === undefined ? { vi, en } : { vi: `${vi} (${basis})`, en: `${en} (${basis})` } };
}

function durationText({ value, unit }: Duration): { readonly vi: string; readonly en: string } {
  if (unit === 'WORKING_DAY' && value === 0) return { vi: 'trong ngày', en: 'within the day' };
  if (unit === 'WORKING_HOUR') {
    const text = hours(Math.round(value * 60));
    return { vi: `${text.vi} làm việc`, en: `${text.en} of working time` };
  }
  return { vi: `${value} ${UNITS[unit].vi}`, en: `${value} ${UNITS[unit].en}` };
}
