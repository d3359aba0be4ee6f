import { beforeAll, describe, expect, it } from 'vitest';
import { calendarKnownAt, type CalendarSource } from '../../engine/calendar/calendar-source.ts';
import { decide } from '../../engine/execute/decide.ts';
import { explainHistory } from '../../engine/history/explain.ts';
import type { Procedure } from '../../engine/model/procedure.ts';
import { hanoi, VIETNAM } from '../calendar/vietnam.ts';
import { compileBundle, playUntil, type CaseAt } from './case-at.ts';

const HOUSEHOLD = '1.001612-household-business/2025-07';
const DECISION = {
  id: 'flood-2026-11',
  act: '99/CĐ-TTg',
  title: { vi: 'Nghỉ tránh bão', en: 'Days off for the storm' },
};
/** The country as it would be after a decision, on 17/11, that the rest of that week is off. */
const STORM: CalendarSource = {
  ...VIETNAM,
  decisions: [
    ...VIETNAM.decisions,
    {
      ...DECISION,
      decidedAt: '2026-11-17',
      status: 'official',
      scope: { kind: 'nation' },
      days: ['2026-11-18', '2026-11-19', '2026-11-20'].map(
        (date) => ({ date, kind: 'holiday', name: { vi: 'Nghỉ tránh bão' } }) as const,
      ),
    },
  ],
};

let published: Procedure;
beforeAll(async () => {
  published = await compileBundle(HOUSEHOLD);
});

const recompute = (case_: CaseAt, calendars: CalendarSource, local: string) => {
  const at = hanoi(local);
  const by = { kind: 'system', id: 'system', groups: [], roles: [] } as const;
  const decision = decide(published, case_.state, {
    type: 'RecomputeDueDate',
    caseId: case_.state.caseId,
    at,
    by,
    calendar: calendarKnownAt(calendars, at),
    decision: DECISION,
  });
  if (!decision.ok) throw new Error(decision.rejection.message);
  return decision;
};

describe('a decision about working days moves every open date', () => {
  it('of the case, of its tasks and of their alarms, and tells the old date, the new one and why', () => {
    // At the examination since 16/11 10:05, five working hours for it; the case is due on 19/11.
    const case_ = playUntil(published, HOUSEHOLD, '02-bo-sung-mot-lan.json', 2);
    expect(case_.state.tasks).toMatchObject([{ elementId: 'ThamTra', dueAt: hanoi('2026-11-16 16:05') }]);
    const { events, state } = recompute(case_, STORM, '2026-11-17 08:30');
    expect(state.clock?.dueAt).toBe(hanoi('2026-11-25 17:00'));
    const moved = events.find(({ type }) => type === 'StatutoryClockChanged');
    expect(moved).toMatchObject({
      action: 'RECOMPUTE',
      previousDueAt: hanoi('2026-11-19 17:00'),
      dueAt: hanoi('2026-11-25 17:00'),
      decision: DECISION,
    });
    // The task was due before the storm: its date stays. The alarm before the case's date follows it.
    expect(events.some(({ type }) => type === 'TaskDueDateChanged')).toBe(false);
    expect(events.map(({ type }) => type)).toEqual(['StatutoryClockChanged', 'TimerCancelled', 'TimerScheduled']);
    const told = explainHistory([
      { caseId: '', firstSeq: 1, at: '', by: { kind: 'system', id: '' }, commandType: '', events },
    ]);
    expect(told[0]?.text.vi).toContain('theo 99/CĐ-TTg (Nghỉ tránh bão)');
  });

  it('of the wait for the applicant, which counts working days from when it began', () => {
    const case_ = playUntil(published, HOUSEHOLD, '02-bo-sung-mot-lan.json', 6);
    const before = case_.state.timers.find(({ countedFrom }) => countedFrom !== undefined);
    const { state } = recompute(case_, STORM, '2026-11-18 12:00');
    const after = state.timers.find(({ elementId }) => elementId === before?.elementId);
    // 18/11 is the day of the request, which is not counted; 19 and 20/11 fall out of the fifteen days.
    expect([before?.dueAt, after?.dueAt]).toEqual([hanoi('2026-12-10 17:00'), hanoi('2026-12-14 17:00')]);
    expect(after?.countedFrom).toBe(before?.countedFrom);
  });

  it('of a task', () => {
    const case_ = playUntil(published, HOUSEHOLD, '02-bo-sung-mot-lan.json', 10);
    const [task] = case_.state.tasks;
    const off: CalendarSource = {
      ...VIETNAM,
      decisions: [
        ...VIETNAM.decisions,
        {
          ...DECISION,
          decidedAt: '2026-11-20',
          status: 'official',
          scope: { kind: 'nation' },
          days: [
            { date: '2026-11-23', kind: 'holiday', name: { vi: 'Nghỉ tránh bão' } },
            {
              date: '2026-11-20',
              kind: 'changed-hours',
              sessions: [{ from: '08:00', to: '12:00' }],
              name: { vi: 'Nghỉ buổi chiều' },
            },
          ],
        },
      ],
    };
    const { events, state } = recompute(case_, off, '2026-11-20 13:00');
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'TaskDueDateChanged',
        key: task?.key,
        previousDueAt: task?.dueAt,
        decision: DECISION,
      }),
    );
    expect([task?.dueAt, state.tasks[0]?.dueAt]).toEqual([hanoi('2026-11-23 08:35'), hanoi('2026-11-25 13:35')]);
  });

  it('and nothing is recorded where no date moves', () => {
    const case_ = playUntil(published, HOUSEHOLD, '02-bo-sung-mot-lan.json', 2);
    expect(recompute(case_, VIETNAM, '2026-11-17 08:30').events).toEqual([]);
  });
});
