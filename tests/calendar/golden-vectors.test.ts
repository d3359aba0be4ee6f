import { describe, expect, it } from 'vitest';
import { dueAtOnly, dueDate } from '../../engine/calendar/due-date.ts';
import type { ClockRules } from '../../engine/model/procedure-manifest.ts';
import type { Duration } from '../../engine/model/statute.ts';
import { hanoi, vietnam } from './vietnam.ts';

const days = (value: number): Duration => ({ value, unit: 'WORKING_DAY' });
const hours = (value: number): Duration => ({ value, unit: 'WORKING_HOUR' });
const AT_15: ClockRules['cutoff'] = { at: '15:00', effect: 'RECEIVED_NEXT_DAY' };
const AT_15_FROM_NEXT: ClockRules['cutoff'] = { at: '15:00', effect: 'COUNT_FROM_NEXT_DAY' };

/** Vectors of the Vietnamese calendar: number, received, limit, cut-off, due; all in local time. */
const VECTORS: readonly (readonly [string, string, Duration, ClockRules['cutoff'], string])[] = [
  ['1', '2026-11-23 09:00', days(3), undefined, '2026-11-27 17:00'],
  ['2', '2026-11-23 15:30', days(3), AT_15, '2026-11-30 17:00'],
  ['2, other reading', '2026-11-23 15:30', days(3), AT_15_FROM_NEXT, '2026-11-27 17:00'],
  ['3', '2026-11-23 15:00', days(3), AT_15, '2026-11-27 17:00'],
  ['4', '2026-11-23 09:00', hours(24), undefined, '2026-11-27 09:00'],
  ['5', '2026-11-23 15:30', hours(24), AT_15, '2026-11-27 17:00'],
  ['6', '2026-02-13 10:00', hours(8), undefined, '2026-02-23 10:00'],
  ['7', '2026-02-13 15:30', hours(4), AT_15, '2026-02-23 12:00'],
  ['8', '2026-02-13 10:00', days(7), undefined, '2026-03-03 17:00'],
  ['9', '2026-08-21 14:00', hours(16), undefined, '2026-08-24 14:00'],
  ['10', '2026-08-28 10:00', days(3), undefined, '2026-09-07 17:00'],
];

describe('golden vectors', () => {
  it.each(VECTORS)('%s: received %s', (_, received, limit, cutoff, due) => {
    const result = dueDate(hanoi(received), limit, vietnam(), cutoff);
    expect(result.dueAt).toBe(hanoi(due));
    expect(result.provisional).toBe(false);
    expect(dueAtOnly(hanoi(received), limit, vietnam(), cutoff)).toBe(result.dueAt);
  });

  it('16: a swap decided seven days before moves the date that was printed on the slip', () => {
    const received = hanoi('2025-12-29 09:00');
    expect(dueDate(received, days(3), vietnam('2025-12-24')).dueAt).toBe(hanoi('2026-01-02 17:00'));
    expect(dueDate(received, days(3), vietnam('2025-12-25')).dueAt).toBe(hanoi('2026-01-05 17:00'));
  });

  it('tells the reckoning day by day in both languages', () => {
    const { explanation } = dueDate(hanoi('2026-11-23 09:00'), days(3), vietnam());
    expect(explanation.map((line) => line.text.vi)).toEqual([
      'Thứ Hai 23/11/2026: ngày tiếp nhận, không tính (Điều 147 Bộ luật Dân sự 2015)',
      'Thứ Ba 24/11/2026: nghỉ Ngày Văn hóa Việt Nam (28/2026/QH16)',
      'Thứ Tư 25/11/2026: ngày làm việc thứ 1',
      'Thứ Năm 26/11/2026: ngày làm việc thứ 2',
      'Thứ Sáu 27/11/2026: ngày làm việc thứ 3',
      'Hết hạn lúc 17:00 Thứ Sáu 27/11/2026',
    ]);
    expect(explanation.map((line) => line.text.en)).toEqual([
      'Mon 23/11/2026: day of receipt, not counted (Civil Code 2015 Art. 147)',
      'Tue 24/11/2026: off, Viet Nam Culture Day (28/2026/QH16)',
      'Wed 25/11/2026: working day 1',
      'Thu 26/11/2026: working day 2',
      'Fri 27/11/2026: working day 3',
      'Due at 17:00 Fri 27/11/2026',
    ]);
  });

  it('tells hours, a cut-off and its article, and a Saturday that is worked', () => {
    const cutoff = { at: '15:00', effect: 'RECEIVED_NEXT_DAY', basis: '61/2018/NĐ-CP#19' } as const;
    expect(
      dueDate(hanoi('2026-08-21 15:30'), hours(10), vietnam(), cutoff).explanation.map((line) => [
        line.minutes,
        line.text.vi,
      ]),
    ).toEqual([
      [
        0,
        'Thứ Sáu 21/08/2026: nhận lúc 15:30, sau 15:00: tính là nhận lúc 08:00 Thứ Bảy 22/08/2026 (61/2018/NĐ-CP#19)',
      ],
      [
        480,
        'Thứ Bảy 22/08/2026: tính 8 giờ, làm bù cho 31/8/2026 (Văn bản của Văn phòng Chính phủ về nghỉ Tết, Quốc khánh 2026)',
      ],
      [0, 'Chủ nhật 23/08/2026: nghỉ hằng tuần'],
      [120, 'Thứ Hai 24/08/2026: tính 2 giờ'],
      [undefined, 'Hết hạn lúc 10:00 Thứ Hai 24/08/2026'],
    ]);
  });

  it('warns where the calendar is only expected, and where nothing is decided yet', () => {
    const tet = dueDate(hanoi('2027-02-03 09:00'), days(3), vietnam());
    expect(tet.dueAt).toBe(hanoi('2027-02-15 17:00'));
    expect(tet.provisional).toBe(true);
    expect(tet.explanation.at(-1)?.text.vi).toContain('Lịch nghỉ còn dự kiến');
    expect(dueDate(hanoi('2027-12-30 09:00'), days(3), vietnam()).provisional).toBe(true);
  });
});

describe('the day lists', () => {
  it.each([
    [2024, ['2024-05-04'], 262 - 12 + 1],
    [2025, ['2025-04-26'], 261 - 12 + 1],
    [2026, ['2026-01-10', '2026-08-22'], 261 - 14 + 2],
  ])('%d has the official working days', (year, madeUp, workingDays) => {
    const calendar = vietnam();
    let count = 0;
    const saturdays: string[] = [];
    for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += 86_400_000) {
      const date = new Date(day).toISOString().slice(0, 10);
      const exception = calendar.exceptions[date];
      const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
      const isWorked = exception === undefined ? !isWeekend : exception.sessions.length > 0;
      if (isWorked) count++;
      if (isWorked && isWeekend) saturdays.push(date);
    }
    expect(saturdays).toEqual(madeUp);
    expect(count).toBe(workingDays);
  });
});
