import type { ClockStatus } from '../lifecycle/statutory-clock.ts';
import { consumedAt, counted, countFrom, keepProgress, limitAfterChange, remainingAt, rested } from './clock-count.ts';
import type { ClockActionContext, ClockChange, ClockCount, PausePurpose, StatutoryClock } from './clock-state.ts';
import { durationText, refused, said, supplementRefusal } from './clock-words.ts';
import { hours } from './explain-due-date.ts';
import type { ExplanationLine } from './explanation.ts';
import { millisecondsOf } from './instant.ts';
import { isPossible } from './reckon.ts';
import { before } from './shift.ts';

/** What each action does to the clock, once its machine has said that it may happen and which status follows. */

export function start(clock: StatutoryClock, status: ClockStatus, context: ClockActionContext): ClockChange {
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

export function restart(
  clock: StatutoryClock,
  status: ClockStatus,
  context: ClockActionContext,
  headline: ExplanationLine,
): ClockChange {
  const limit = context.limit ?? clock.limit;
  return counted({ ...rested(clock, status), limit }, countFrom(context.at, limit, true), context, headline);
}

export function pause(clock: StatutoryClock, status: ClockStatus, context: ClockActionContext): ClockChange {
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

export function resume(clock: StatutoryClock, status: ClockStatus, context: ClockActionContext): ClockChange {
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

export function keepRunning(
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

export function extend(clock: StatutoryClock, status: ClockStatus, context: ClockActionContext): ClockChange {
  const { extension, rules, calendar, at } = context;
  const { dueAt, count } = clock;
  const isLength = extension !== undefined && extension.value > 0 && isPossible(extension);
  if (!isLength || dueAt === undefined || count === undefined) {
    return refused(
      'EXTENSION_INVALID',
      'An extension needs a length that can be counted, and a clock that has a due date.',
      {
        status: clock.status,
      },
    );
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

export function recompute(clock: StatutoryClock, status: ClockStatus, context: ClockActionContext): ClockChange {
  const limit = context.limit ?? clock.limit;
  const why =
    context.limit === undefined
      ? said(context, 'Tính lại hạn theo lịch làm việc hiện hành', 'Reckoned again under the calendar now known')
      : said(
          context,
          `Thời hạn chuyển thành ${durationText(limit).vi}`,
          `The limit changes to ${durationText(limit).en}`,
        );
  if (clock.count === undefined || status === 'paused') {
    const remaining = context.limit === undefined ? clock.remaining : limitAfterChange(clock, context.limit);
    return {
      ok: true,
      clock: { ...clock, status, limit, ...(remaining === undefined ? {} : { remaining }) },
      explanation: [why],
    };
  }
  const count: ClockCount =
    context.limit === undefined ? clock.count : { ...clock.count, limit: limitAfterChange(clock, context.limit) };
  const change = counted({ ...clock, status, limit }, count, context, why);
  return change.ok ? keepProgress(change, clock) : change;
}

export function stop(clock: StatutoryClock, status: ClockStatus, context: ClockActionContext): ClockChange {
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

/** A case that is reopened has the due date it had: what was late stays late. One that was stopped while it rested counts on
 *  what was left. */
export function reopen(clock: StatutoryClock, status: ClockStatus, context: ClockActionContext): ClockChange {
  const { stoppedAt: _stopped, ...rest } = clock;
  if (clock.dueAt === undefined) return resume(rest, status, context);
  return {
    ok: true,
    clock: { ...rest, status, runningSince: context.at },
    explanation: [
      said(
        context,
        'Hồ sơ được mở lại: thời hạn tính tiếp, ngày hẹn giữ nguyên',
        'The case is reopened: the clock runs on, the due date stays',
      ),
    ],
  };
}

/** Under SPLIT a pause without a purpose separates two appointments; elsewhere it waits for a supplement. */
export function purposeOf({ purpose, rules }: ClockActionContext): PausePurpose {
  return purpose ?? (rules.supplement.policy === 'SPLIT' ? 'OBLIGATION' : 'SUPPLEMENT');
}
