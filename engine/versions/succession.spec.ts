import { describe, expect, it } from 'vitest';
import { succeed, type StandingVersion } from './succession.ts';

const open: StandingVersion = { version: 'v1', effective: [{ from: '2025-07-01', openedBy: 'A' }] };
const bounded: StandingVersion = {
  version: 'v1',
  effective: [{ from: '2025-07-01', to: '2027-03-01', openedBy: 'A', closedBy: 'B' }],
};
const incoming = (from: string, to?: string): StandingVersion => ({
  version: 'v2',
  effective: [{ from, openedBy: 'N', ...(to === undefined ? {} : { to }) }],
});

describe('succeed', () => {
  it('stands beside what has ended, to the day', () => {
    expect(succeed(incoming('2027-03-01'), [bounded])).toEqual({ ok: true, acts: [] });
  });

  it('takes over the rest of an open interval, by the act that opens the new one', () => {
    expect(succeed(incoming('2026-11-24'), [open])).toEqual({
      ok: true,
      acts: [{ version: 'v1', act: { kind: 'SUCCEED', from: '2026-11-24', act: 'N', by: 'v2' } }],
    });
  });

  it('takes over the rest of one that ends, when it ends on the same day', () => {
    expect(succeed(incoming('2026-11-24', '2027-03-01'), [bounded]).ok).toBe(true);
    expect(succeed(incoming('2025-07-01', '2027-03-01'), [bounded]).ok).toBe(true);
  });

  it.each([
    ['begins before the other', incoming('2025-06-30'), open],
    ['is a time within the other', incoming('2026-01-01', '2026-02-01'), open],
    ['goes on where the other ends', incoming('2027-02-28'), bounded],
    ['ends before the other', incoming('2026-01-01', '2027-02-28'), bounded],
  ])('refuses a version that %s, and says what overlaps', (_, version, other) => {
    const verdict = succeed(version, [other]);
    expect(verdict).toMatchObject({ ok: false, with: 'v1' });
    expect(!verdict.ok && verdict.message.vi).toContain('chồng lên phiên bản v1');
  });
});
