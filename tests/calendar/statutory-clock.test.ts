import { describe, expect, it } from 'vitest';
import {
  applyClockAction,
  newStatutoryClock,
  type ClockActionContext,
  type StatutoryClock,
} from '../../engine/calendar/statutory-clock.ts';
import { statutoryTimerDue } from '../../engine/calendar/statutory-timer.ts';
import type { ClockRules } from '../../engine/model/procedure-manifest.ts';
import type { Duration } from '../../engine/model/statute.ts';
import { hanoi, vietnam } from './vietnam.ts';

type Action = Parameters<typeof applyClockAction>[1];
type Step = readonly [action: Action, at: string, more?: Partial<ClockActionContext>];

const HOURS_56: Duration = { value: 56, unit: 'WORKING_HOUR' };
const days = (value: number): Duration => ({ value, unit: 'WORKING_DAY' });

function rules(
  policy: ClockRules['supplement']['policy'],
  limit: Duration = HOURS_56,
  more: Partial<ClockRules> = {},
): ClockRules {
  return {
    limit,
    start: 'RECEIVED',
    supplement: { policy, max: 1 },
    extension: { max: 1, apologyBefore: days(1) },
    ...more,
  };
}

/** Plays steps and fails on a refused one. */
function play(clockRules: ClockRules, ...steps: readonly Step[]): StatutoryClock {
  return steps.reduce((clock, step) => {
    const change = attempt(clockRules, clock, step);
    if (!change.ok) throw new Error(`${step[0]} at ${step[1]}: ${change.rejection.message}`);
    return change.clock;
  }, newStatutoryClock(clockRules));
}

function attempt(clockRules: ClockRules, clock: StatutoryClock, [action, at, more]: Step) {
  return applyClockAction(clock, action, { at: hanoi(at), rules: clockRules, calendar: vietnam(), ...more });
}

const SUPPLEMENT: readonly Step[] = [
  ['START', '2026-11-16 09:00'],
  ['PAUSE', '2026-11-18 14:00'],
  ['RESUME', '2026-11-20 10:00'],
];

describe('supplement policies', () => {
  it('vector 17: RESTART counts the whole limit again from the full dossier', () => {
    const clock = play(rules('RESTART'), ...SUPPLEMENT);
    expect(clock.dueAt).toBe(hanoi('2026-12-02 10:00'));
    expect(clock.consumedMinutes).toBe(0);
  });

  it('vector 18: PAUSE counts on what was left', () => {
    const paused = play(rules('PAUSE'), ...SUPPLEMENT.slice(0, 2));
    expect(paused).toMatchObject({
      status: 'paused',
      consumedMinutes: 20 * 60,
      remaining: { value: 36, unit: 'WORKING_HOUR' },
    });
    expect(paused.dueAt).toBeUndefined();
    expect(play(rules('PAUSE'), ...SUPPLEMENT)).toMatchObject({
      status: 'running',
      dueAt: hanoi('2026-11-27 15:00'),
      consumedMinutes: 20 * 60,
    });
  });

  it('PAUSE keeps whole days whole: the day of the pause is used, the day of resumption is not counted', () => {
    // Received Mon 16/11, three days: due Thu 19/11. Paused on Tue 17/11 with Wed and Thu left.
    const clock = play(
      rules('PAUSE', days(3)),
      ['START', '2026-11-16 09:00'],
      ['PAUSE', '2026-11-17 14:00'],
      ['RESUME', '2026-11-20 10:00'],
    );
    // Fri not counted, Mon 23 and (Tue 24 is off) Wed 25 counted.
    expect(clock.dueAt).toBe(hanoi('2026-11-25 17:00'));
  });

  it('PAUSE keeps calendar days', () => {
    const clock = play(
      rules('PAUSE', { value: 15, unit: 'CALENDAR_DAY' }),
      ['START', '2026-06-01 09:00'],
      ['PAUSE', '2026-06-05 09:00'],
      ['RESUME', '2026-06-10 09:00'],
    );
    // Due 16/6, eleven days left on 5/6: 10/6 + 11 = Sun 21/6, moved to Monday.
    expect(clock.dueAt).toBe(hanoi('2026-06-22 17:00'));
  });

  it('CONTINUE counts the request and lets the time run', () => {
    const clock = play(rules('CONTINUE'), ...SUPPLEMENT);
    expect(clock).toMatchObject({
      status: 'running',
      supplements: 1,
      dueAt: play(rules('CONTINUE'), ['START', '2026-11-16 09:00']).dueAt,
    });
  });

  it('SPLIT counts one appointment after the other and rests between them', () => {
    const land = rules('SPLIT', days(8), { appointments: [days(5), days(3)] });
    expect(play(land, ['START', '2026-11-02 09:00']).dueAt).toBe(hanoi('2026-11-09 17:00'));
    const waiting = play(land, ['START', '2026-11-02 09:00'], ['PAUSE', '2026-11-09 16:00']);
    expect(waiting).toMatchObject({ status: 'paused', pausedFor: 'OBLIGATION', supplements: 0 });
    const second = play(
      land,
      ['START', '2026-11-02 09:00'],
      ['PAUSE', '2026-11-09 16:00'],
      ['RESUME', '2026-11-18 09:00'],
    );
    expect(second).toMatchObject({ appointment: 1, limit: days(3), dueAt: hanoi('2026-11-23 17:00') });
  });

  it('a supplement under SPLIT restarts the present appointment', () => {
    const land = rules('SPLIT', days(8), { appointments: [days(5), days(3)] });
    const clock = play(
      land,
      ['START', '2026-11-02 09:00'],
      ['PAUSE', '2026-11-03 09:00', { purpose: 'SUPPLEMENT' }],
      ['RESUME', '2026-11-05 09:00'],
    );
    expect(clock).toMatchObject({ appointment: 0, dueAt: hanoi('2026-11-12 17:00'), supplements: 1 });
  });

  it('a full dossier after the cut-off counts from the next working day', () => {
    const clock = play(
      rules('RESTART', days(3), { cutoff: { at: '15:00', effect: 'RECEIVED_NEXT_DAY' } }),
      ['START', '2026-11-16 09:00'],
      ['PAUSE', '2026-11-17 09:00'],
      ['RESUME', '2026-11-18 15:01'],
    );
    expect(clock).toMatchObject({ startedAt: hanoi('2026-11-19 08:00'), dueAt: hanoi('2026-11-25 17:00') });
  });

  it('refuses a second supplement request, and lets the head override', () => {
    const clock = play(rules('RESTART'), ...SUPPLEMENT);
    const second = attempt(rules('RESTART'), clock, ['PAUSE', '2026-11-23 09:00']);
    expect(second).toMatchObject({
      ok: false,
      rejection: { code: 'SUPPLEMENT_LIMIT_REACHED', details: { requested: 1, max: 1 } },
    });
    expect(attempt(rules('RESTART'), clock, ['PAUSE', '2026-11-23 09:00', { override: true }])).toMatchObject({
      ok: true,
      clock: { supplements: 2 },
    });
    expect(attempt(rules('RESTART'), clock, ['PAUSE', '2026-11-23 09:00', { purpose: 'OBLIGATION' }]).ok).toBe(true);
  });

  it('a case that is late stays late through a pause', () => {
    const clock = play(
      rules('PAUSE', days(1)),
      ['START', '2026-11-16 09:00'],
      ['PAUSE', '2026-11-18 09:00'],
      ['RESUME', '2026-11-20 09:00'],
    );
    expect(clock).toMatchObject({ status: 'running', dueAt: hanoi('2026-11-17 17:00') });
  });
});

describe('extension', () => {
  const started: readonly Step[] = [['START', '2026-11-16 09:00']];
  const extension = days(2);

  it('is counted from the present due date', () => {
    const clock = play(rules('RESTART', days(3)), ...started, ['EXTEND', '2026-11-18 10:00', { extension }]);
    expect(clock).toMatchObject({
      extensions: 1,
      dueAt: hanoi('2026-11-23 17:00'),
      startedAt: hanoi('2026-11-16 09:00'),
    });
  });

  it('is refused within one working day of expiry, twice, and without a length', () => {
    const clock = play(rules('RESTART', days(3)), ...started);
    expect(attempt(rules('RESTART', days(3)), clock, ['EXTEND', '2026-11-18 17:01', { extension }])).toMatchObject({
      ok: false,
      rejection: { code: 'EXTENSION_TOO_LATE' },
    });
    expect(attempt(rules('RESTART', days(3)), clock, ['EXTEND', '2026-11-18 17:00', { extension }]).ok).toBe(true);
    for (const value of [0, -1, Number.NaN]) {
      const length = days(value);
      expect(
        attempt(rules('RESTART', days(3)), clock, ['EXTEND', '2026-11-17 09:00', { extension: length }]),
      ).toMatchObject({
        ok: false,
        rejection: { code: 'EXTENSION_INVALID' },
      });
    }
    expect(attempt(rules('RESTART', days(3)), clock, ['EXTEND', '2026-11-17 09:00'])).toMatchObject({
      ok: false,
      rejection: { code: 'EXTENSION_INVALID' },
    });
    const extended = play(rules('RESTART', days(3)), ...started, ['EXTEND', '2026-11-17 09:00', { extension }]);
    expect(attempt(rules('RESTART', days(3)), extended, ['EXTEND', '2026-11-18 09:00', { extension }])).toMatchObject({
      ok: false,
      rejection: { code: 'EXTENSION_LIMIT_REACHED' },
    });
  });
});

describe('a new calendar decision', () => {
  it('moves the open due date and keeps what has run', () => {
    const slip = applyClockAction(newStatutoryClock(rules('RESTART', days(3))), 'START', {
      at: hanoi('2025-12-29 09:00'),
      rules: rules('RESTART', days(3)),
      calendar: vietnam('2025-12-24'),
    });
    if (!slip.ok) throw new Error(slip.rejection.message);
    expect(slip.clock.dueAt).toBe(hanoi('2026-01-02 17:00'));
    const again = applyClockAction(slip.clock, 'RECOMPUTE', {
      at: hanoi('2025-12-25 16:00'),
      rules: rules('RESTART', days(3)),
      calendar: vietnam('2025-12-26'),
    });
    expect(again).toMatchObject({
      ok: true,
      clock: { dueAt: hanoi('2026-01-05 17:00'), startedAt: hanoi('2025-12-29 09:00'), status: 'running' },
    });
  });

  it('reckons an extended date again, extension included', () => {
    const clock = play(
      rules('RESTART', days(3)),
      ['START', '2026-11-16 09:00'],
      ['EXTEND', '2026-11-17 10:00', { extension: days(2) }],
    );
    expect(attempt(rules('RESTART', days(3)), clock, ['RECOMPUTE', '2026-11-18 09:00'])).toMatchObject({
      ok: true,
      clock: { dueAt: clock.dueAt },
    });
  });
});

describe('a limit that changes by branch', () => {
  it('is counted from the same start', () => {
    const clock = play(
      rules('RESTART', days(1)),
      ['START', '2026-11-16 09:00'],
      ['RECOMPUTE', '2026-11-16 11:00', { limit: { ...days(5), basis: '60/2014/QH13#18.2' } }],
    );
    expect(clock).toMatchObject({
      limit: { value: 5 },
      startedAt: hanoi('2026-11-16 09:00'),
      dueAt: hanoi('2026-11-23 17:00'),
    });
  });
});

describe('a limit that changes around a pause', () => {
  const five = { ...days(5), basis: '60/2014/QH13#18.2' };

  it('after the pause it counts less what was used, in whole days', () => {
    // Mon 16/11 to Wed 18/11 09:00: 16 hours used of 40, three days left after Fri 20/11.
    const clock = play(
      rules('PAUSE', days(3)),
      ['START', '2026-11-16 09:00'],
      ['PAUSE', '2026-11-18 09:00'],
      ['RESUME', '2026-11-20 09:00'],
      ['RECOMPUTE', '2026-11-20 10:00', { limit: five }],
    );
    expect(clock).toMatchObject({ limit: { value: 5 }, dueAt: hanoi('2026-11-26 17:00') });
  });

  it('during the pause it changes what will be left', () => {
    const clock = play(
      rules('PAUSE', days(3)),
      ['START', '2026-11-16 09:00'],
      ['PAUSE', '2026-11-18 09:00'],
      ['RECOMPUTE', '2026-11-19 09:00', { limit: five }],
      ['RESUME', '2026-11-20 09:00'],
    );
    expect(clock.dueAt).toBe(hanoi('2026-11-26 17:00'));
  });
});

describe('the machine has the last word', () => {
  it.each<[Action, readonly Step[], readonly string[]]>([
    ['PAUSE', [], ['START', 'STOP']],
    ['START', [['START', '2026-11-16 09:00']], ['PAUSE', 'RESTART', 'KEEP_RUNNING', 'EXTEND', 'RECOMPUTE', 'STOP']],
    ['EXTEND', SUPPLEMENT.slice(0, 2), ['RESUME', 'RESTART', 'RECOMPUTE', 'STOP']],
    [
      'RESUME',
      [
        ['START', '2026-11-16 09:00'],
        ['STOP', '2026-11-17 09:00'],
      ],
      ['REOPEN'],
    ],
  ])('%s is refused with what would be accepted', (action, steps, accepted) => {
    const clock = play(rules('PAUSE'), ...steps);
    expect(attempt(rules('PAUSE'), clock, [action, '2026-11-19 09:00'])).toMatchObject({
      ok: false,
      rejection: { code: 'TRANSITION_NOT_ALLOWED', details: { accepted } },
    });
  });

  it('STOP keeps the date that applied and counts what was used', () => {
    expect(play(rules('PAUSE'), ['START', '2026-11-16 09:00'], ['STOP', '2026-11-17 10:00'])).toMatchObject({
      status: 'stopped',
      consumedMinutes: 8 * 60 + 60,
      dueAt: hanoi('2026-11-26 09:00'),
    });
  });

  it('the clock is plain JSON', () => {
    const clock = play(rules('PAUSE'), ...SUPPLEMENT);
    expect(JSON.parse(JSON.stringify(clock))).toEqual(clock);
  });
});

describe('statutory timers', () => {
  const at = hanoi('2026-11-20 09:00');
  const calendar = vietnam();

  it('count working days from activation', () => {
    expect(statutoryTimerDue({ duration: days(2), from: 'ACTIVATION' }, { at, calendar })?.dueAt).toBe(
      hanoi('2026-11-25 17:00'),
    );
  });

  it('give a silent citizen until 24:00 and a silent authority until the office closes', () => {
    const silence = { vi: 'Im lặng là đồng ý' };
    expect(
      statutoryTimerDue(
        { duration: { value: 30, unit: 'CALENDAR_DAY' }, from: 'ACTIVATION', deemed: silence },
        { at: hanoi('2026-09-07 09:00'), calendar },
      )?.dueAt,
    ).toBe(hanoi('2026-10-08 00:00'));
    expect(statutoryTimerDue({ duration: days(2), from: 'ACTIVATION', deemed: silence }, { at, calendar })?.dueAt).toBe(
      hanoi('2026-11-25 17:00'),
    );
  });

  it('count back from a due date over working time, and name it', () => {
    const due = statutoryTimerDue(
      { duration: days(1), from: 'BEFORE_CASE_DUE' },
      { at, calendar, caseDueAt: hanoi('2026-11-25 17:00') },
    );
    // Tuesday 24/11 is off: one working day before Wednesday's close is Monday's close.
    expect(due?.dueAt).toBe(hanoi('2026-11-23 17:00'));
    expect(due?.explanation[0]?.text.vi).toBe(
      'Thứ Hai 23/11/2026: 1 ngày làm việc trước hạn trả kết quả (17:00 Thứ Tư 25/11/2026), lúc 17:00 Thứ Hai 23/11/2026',
    );
    expect(
      statutoryTimerDue(
        { duration: { value: 2, unit: 'WORKING_HOUR' }, from: 'BEFORE_STEP_DUE' },
        { at, calendar, stepDueAt: hanoi('2026-11-25 09:00') },
      )?.dueAt,
    ).toBe(hanoi('2026-11-23 16:00'));
    expect(
      statutoryTimerDue(
        { duration: { value: 3, unit: 'CALENDAR_DAY' }, from: 'BEFORE_CASE_DUE' },
        { at, calendar, caseDueAt: hanoi('2026-11-25 17:00') },
      )?.dueAt,
    ).toBe(hanoi('2026-11-20 17:00'));
  });

  it('are not due while there is no date to count back from', () => {
    expect(statutoryTimerDue({ duration: days(1), from: 'BEFORE_CASE_DUE' }, { at, calendar })).toBeUndefined();
  });
});
