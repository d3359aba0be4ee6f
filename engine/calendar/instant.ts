const INSTANT = /T.*(?:Z|[+-]\d{2}:?\d{2})$/;

/** Epoch milliseconds of an ISO 8601 instant. Throws RangeError without an offset, so that the host's zone is never read. */
export function millisecondsOf(instant: string): number {
  const ms = INSTANT.test(instant) ? Date.parse(instant) : NaN;
  if (Number.isNaN(ms)) throw new RangeError(`"${instant}" is not an instant; write it like 2026-11-23T02:00:00.000Z.`);
  return ms;
}

/** The ISO 8601 UTC text of an epoch minute. */
export function instantOf(epochMinute: number): string {
  return new Date(epochMinute * 60_000).toISOString();
}
