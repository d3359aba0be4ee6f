import { describe, expect, it } from 'vitest';
import type { CaseEventBody, Commit } from '../execute/event.ts';
import type { Calendar } from './calendar.ts';
import { caseRecord, type CaseRecord } from './case-record.ts';
import { newStatutoryClock } from './statutory-clock.ts';
import { casePunctuality, nationalIndicator, nationalVerdict, stepStatistics, whyTheyDiffer } from './statistics.ts';

const OFFICE = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
const CALENDAR: Calendar = {
  id: 'test',
  timeZone: 'Asia/Ho_Chi_Minh',
  week: { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE },
  exceptions: {},
};
const at = (local: string): string => new Date(`${local.replace(' ', 'T')}:00+07:00`).toISOString();
const PERIOD_END = at('2026-04-01 00:00');

const RECEIVED: CaseRecord = {
  caseId: '1',
  receivedAt: at('2026-03-02 09:00'),
  appointment: at('2026-03-05 17:00'),
  dueAt: at('2026-03-05 17:00'),
  supplements: [],
  steps: [],
};

describe('indicator 2.1', () => {
  it.each<[string, Partial<CaseRecord>, boolean, string]>([
    ['processed at the minute of the appointment', { processedAt: at('2026-03-05 17:00') }, true, 'PROCESSED'],
    ['processed a minute later', { processedAt: at('2026-03-05 17:01') }, false, 'PROCESSED'],
    [
      'processed in time, returned late: status 9 counts',
      { processedAt: at('2026-03-05 09:00'), returnedAt: at('2026-03-20 09:00') },
      true,
      'PROCESSED',
    ],
    ['returned without a status 9', { returnedAt: at('2026-03-06 09:00') }, false, 'RETURNED'],
    ['refused in time', { stoppedAt: at('2026-03-04 09:00') }, true, 'STOPPED'],
    ['not finished: the end of the period counts', {}, false, 'PERIOD_END'],
    [
      'a supplement is subtracted',
      {
        processedAt: at('2026-03-10 16:00'),
        supplements: [{ requestedAt: at('2026-03-04 16:00'), completedAt: at('2026-03-09 16:00') }],
      },
      true,
      'PROCESSED',
    ],
    [
      'an unanswered supplement ends it',
      { supplements: [{ requestedAt: at('2026-03-04 16:00') }] },
      true,
      'SUPPLEMENT_UNANSWERED',
    ],
    [
      'closed after an unanswered supplement',
      { stoppedAt: at('2026-03-25 17:00'), supplements: [{ requestedAt: at('2026-03-04 16:00') }] },
      true,
      'SUPPLEMENT_UNANSWERED',
    ],
    [
      'two supplements are late whatever the dates',
      {
        processedAt: at('2026-03-03 09:00'),
        supplements: [
          { requestedAt: at('2026-03-02 10:00'), completedAt: at('2026-03-02 11:00') },
          { requestedAt: at('2026-03-02 12:00'), completedAt: at('2026-03-02 13:00') },
        ],
      },
      false,
      'PROCESSED',
    ],
  ])('%s', (_, facts, onTime, endedBy) => {
    expect(nationalVerdict({ ...RECEIVED, ...facts }, PERIOD_END, CALENDAR)).toMatchObject({ onTime, endedBy });
  });

  it('takes the procedure’s limit where no appointment was given', () => {
    const { appointment: _, ...noSlip } = RECEIVED;
    const limit = { value: 3, unit: 'WORKING_DAY' } as const;
    expect(
      nationalVerdict({ ...noSlip, limit, processedAt: at('2026-03-05 17:00') }, PERIOD_END, CALENDAR),
    ).toMatchObject({ onTime: true, appointment: at('2026-03-05 17:00') });
    expect(
      nationalVerdict({ ...noSlip, limit, processedAt: at('2026-03-05 17:01') }, PERIOD_END, CALENDAR).onTime,
    ).toBe(false);
  });

  it('has two decimals, and none without dossiers', () => {
    const late = { ...RECEIVED, processedAt: at('2026-03-09 09:00') };
    const inTime = { ...RECEIVED, processedAt: at('2026-03-04 09:00') };
    expect(nationalIndicator([late, inTime, inTime], PERIOD_END, CALENDAR)).toEqual({
      onTime: 2,
      total: 3,
      percent: 66.67,
    });
    expect(nationalIndicator([], PERIOD_END, CALENDAR)).toEqual({ onTime: 0, total: 0 });
  });
});

describe('the office’s own measure', () => {
  it.each([
    ['2026-03-04 16:00', 'EARLY'],
    ['2026-03-05 08:00', 'ON_TIME'],
    ['2026-03-05 17:00', 'ON_TIME'],
    ['2026-03-05 17:01', 'LATE'],
  ])('finished %s is %s', (finished, expected) => {
    expect(casePunctuality({ ...RECEIVED, processedAt: at(finished) }, PERIOD_END, CALENDAR)).toBe(expected);
  });

  it('open cases are in time or overdue', () => {
    expect(casePunctuality(RECEIVED, at('2026-03-05 17:00'), CALENDAR)).toBe('OPEN_IN_TIME');
    expect(casePunctuality(RECEIVED, at('2026-03-05 17:01'), CALENDAR)).toBe('OPEN_OVERDUE');
  });
});

describe('why they differ', () => {
  const step = { key: 9, elementId: 'ThamTra', createdAt: at('2026-03-02 10:00'), dueAt: at('2026-03-02 15:00') };

  it('says nothing when they agree', () => {
    expect(whyTheyDiffer({ ...RECEIVED, processedAt: at('2026-03-04 09:00') }, PERIOD_END, CALENDAR)).toEqual([]);
  });

  it.each<[string, Partial<CaseRecord>, readonly string[]]>([
    [
      'a late step in a case on time',
      { processedAt: at('2026-03-04 09:00'), steps: [{ ...step, completedAt: at('2026-03-03 09:00') }] },
      ['LATE_STEPS'],
    ],
    [
      'a late case without a late step',
      { processedAt: at('2026-03-09 09:00'), steps: [{ ...step, completedAt: at('2026-03-02 14:00') }] },
      ['TIME_BETWEEN_STEPS'],
    ],
    [
      'two supplements',
      {
        processedAt: at('2026-03-04 09:00'),
        supplements: [
          { requestedAt: at('2026-03-02 10:00'), completedAt: at('2026-03-02 11:00') },
          { requestedAt: at('2026-03-02 12:00'), completedAt: at('2026-03-02 13:00') },
        ],
      },
      ['SECOND_SUPPLEMENT'],
    ],
    [
      'the limit counted again, the wait subtracted',
      {
        processedAt: at('2026-03-12 16:00'),
        dueAt: at('2026-03-12 17:00'),
        supplements: [{ requestedAt: at('2026-03-04 16:00'), completedAt: at('2026-03-09 16:00') }],
      },
      ['SUPPLEMENT_SUBTRACTED', 'TIME_BETWEEN_STEPS'],
    ],
  ])('%s', (_, facts, codes) => {
    expect(whyTheyDiffer({ ...RECEIVED, ...facts }, PERIOD_END, CALENDAR).map(({ code }) => code)).toEqual(codes);
  });
});

describe('caseRecord', () => {
  const rules = {
    limit: { value: 3, unit: 'WORKING_DAY' },
    start: 'RECEIVED',
    supplement: { policy: 'RESTART', max: 1 },
    extension: { max: 1, apologyBefore: { value: 1, unit: 'WORKING_DAY' } },
  } as const;
  const clock = newStatutoryClock(rules);
  let seq = 0;
  const commit = (when: string, ...events: readonly CaseEventBody[]): Commit => {
    const firstSeq = seq + 1;
    return {
      caseId: '1',
      firstSeq,
      at: at(when),
      by: { kind: 'user', id: 'mot-cua' },
      commandType: 'test',
      events: events.map((event) => ({ seq: ++seq, ...event })),
    };
  };
  const commits = [
    commit(
      '2026-03-02 09:05',
      {
        type: 'CaseStarted',
        processId: 'p',
        procedureDigest: '',
        receipt: {
          dossierCode: 'H44-1',
          unit: 'H44',
          channel: 'counter',
          receivedAt: at('2026-03-02 09:00'),
          applicant: { name: 'mẫu' },
        },
      },
      { type: 'StatutoryClockChanged', action: 'START', dueAt: at('2026-03-05 17:00'), clock, explanation: [] },
      {
        type: 'UserTaskCreated',
        key: 7,
        elementId: 'TiepNhan',
        candidateGroups: [],
        candidateUsers: [],
        dueAt: at('2026-03-02 11:05'),
      },
    ),
    commit(
      '2026-03-02 10:00',
      { type: 'UserTaskCompleted', key: 7, by: 'mot-cua' },
      { type: 'UserTaskCreated', key: 12, elementId: 'ThamTra', candidateGroups: [], candidateUsers: [] },
    ),
    commit('2026-03-03 10:00', {
      type: 'StatutoryClockChanged',
      action: 'PAUSE',
      clock: { ...clock, supplements: 1 },
      explanation: [],
    }),
    commit('2026-03-04 10:00', {
      type: 'StatutoryClockChanged',
      action: 'RESUME',
      dueAt: at('2026-03-09 17:00'),
      clock: { ...clock, supplements: 1 },
      explanation: [],
    }),
    commit('2026-03-05 10:00', {
      type: 'StatutoryClockChanged',
      action: 'EXTEND',
      previousDueAt: at('2026-03-09 17:00'),
      dueAt: at('2026-03-10 17:00'),
      clock,
      explanation: [],
    }),
    commit('2026-03-06 10:00', { type: 'UserTaskCancelled', key: 12 }, { type: 'PublicStatusChanged', status: 9 }),
    commit('2026-03-07 10:00', { type: 'PublicStatusChanged', status: 10 }),
  ];

  it('reads receipt, slip, supplements, extensions, end and steps', () => {
    expect(caseRecord(commits)).toEqual({
      caseId: '1',
      receivedAt: at('2026-03-02 09:00'),
      limit: rules.limit,
      // Moved by the extension's day, not by the supplement.
      appointment: at('2026-03-06 17:00'),
      extensions: [at('2026-03-05 10:00')],
      dueAt: at('2026-03-10 17:00'),
      supplements: [{ requestedAt: at('2026-03-03 10:00'), completedAt: at('2026-03-04 10:00') }],
      processedAt: at('2026-03-06 10:00'),
      returnedAt: at('2026-03-07 10:00'),
      steps: [
        {
          key: 7,
          elementId: 'TiepNhan',
          createdAt: at('2026-03-02 09:05'),
          dueAt: at('2026-03-02 11:05'),
          completedAt: at('2026-03-02 10:00'),
          completedBy: 'mot-cua',
        },
        { key: 12, elementId: 'ThamTra', createdAt: at('2026-03-02 10:00'), cancelledAt: at('2026-03-06 10:00') },
      ],
    });
  });

  it('counts punctuality by step', () => {
    const record = caseRecord(commits);
    expect(
      stepStatistics(record === undefined ? [] : [record], PERIOD_END, CALENDAR).map(({ elementId, counts }) => [
        elementId,
        counts.EARLY,
        counts.ON_TIME,
        counts.LATE,
      ]),
    ).toEqual([
      ['TiepNhan', 0, 1, 0],
      ['ThamTra', 0, 1, 0],
    ]);
  });

  it('leaves out a process without a receipt', () => {
    expect(
      caseRecord([commit('2026-03-02 09:00', { type: 'CaseStarted', processId: 'p', procedureDigest: '' })]),
    ).toBeUndefined();
  });
});
