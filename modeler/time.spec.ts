import { describe, expect, it } from 'vitest';
import { dueBand, elapsedWords, formatDate, formatInstant } from './time.ts';

describe('time in the reader’s words', () => {
  it('shows instants in the time of Việt Nam wherever the browser stands', () => {
    expect(formatInstant('2026-11-24T17:30:00.000Z', 'vi')).toContain('25/11/2026 00:30');
    expect(formatInstant('2026-11-24T01:05:00.000Z', 'en')).toBe('Tue 24/11/2026 08:05');
    expect(formatInstant(undefined, 'vi')).toBe('—');
  });

  it('shows local dates day first', () => {
    expect(formatDate('2026-03-01')).toBe('01/03/2026');
  });

  it('tells apart in time, due within a day, overdue and no limit', () => {
    const now = Date.parse('2026-11-24T08:00:00Z');
    expect(dueBand('2026-11-26T08:00:00Z', now)).toBe('ample');
    expect(dueBand('2026-11-25T08:00:00Z', now)).toBe('soon');
    expect(dueBand('2026-11-24T07:59:59Z', now)).toBe('overdue');
    expect(dueBand(undefined, now)).toBe('none');
  });

  it('speaks of elapsed time in the largest unit that is still exact enough', () => {
    const now = Date.parse('2026-11-24T08:00:00Z');
    expect(elapsedWords('2026-11-24T08:30:00Z', now, 'en')).toBe('in 30 minutes');
    expect(elapsedWords('2026-11-24T05:00:00Z', now, 'en')).toBe('3 hours ago');
    expect(elapsedWords('2026-11-29T08:00:00Z', now, 'en')).toBe('in 5 days');
  });
});
