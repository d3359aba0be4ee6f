import { Temporal } from 'temporal-polyfill';

/** Offset of local time from UTC, in minutes, over a stretch of time. Pure: reads the time zone database, not the host's zone. */
export interface ZoneOffsets {
  /** At an instant, in epoch minutes. */
  at(epochMinute: number): number;
  /**
   * The instant, in epoch minutes, of a local wall-clock minute (counted from 1970-01-01T00:00 local). A time that a change
   * of clocks skips is read with the offset before it; a time that occurs twice is the first one.
   *
   * @source RFC 9557 / ECMAScript Temporal, disambiguation "compatible"
   */
  instantOf(localMinute: number): number;
}

const MINUTES_PER_DAY = 1440;

/** Reads the transitions of a zone once; a fixed-offset zone (Viet Nam since 1975) then costs one comparison. */
export function zoneOffsets(timeZone: string, fromMinute: number, toMinute: number): ZoneOffsets {
  const margin = 2 * MINUTES_PER_DAY;
  let zoned = Temporal.Instant.fromEpochMilliseconds((fromMinute - margin) * 60_000).toZonedDateTimeISO(timeZone);
  const starts: number[] = [Number.NEGATIVE_INFINITY];
  const offsets: number[] = [offsetMinutes(zoned)];
  for (;;) {
    const next = zoned.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > (toMinute + margin) * 60_000) break;
    starts.push(next.epochMilliseconds / 60_000);
    offsets.push(offsetMinutes(next));
    zoned = next;
  }
  const only = offsets[0] ?? 0;
  if (offsets.length === 1) return { at: () => only, instantOf: (local) => local - only };

  const at = (minute: number): number => {
    let i = starts.length - 1;
    while (i > 0 && (starts[i] ?? 0) > minute) i--;
    return offsets[i] ?? only;
  };
  return {
    at,
    instantOf(local) {
      const before = at(local - MINUTES_PER_DAY);
      const after = at(local + MINUTES_PER_DAY);
      if (before === after || at(local - before) === before) return local - before;
      return at(local - after) === after ? local - after : local - before;
    },
  };
}

function offsetMinutes(zoned: Temporal.ZonedDateTime): number {
  return Math.round(zoned.offsetNanoseconds / 60e9);
}
