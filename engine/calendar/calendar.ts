import type { LocalizedText } from '../model/expression.ts';

/**
 * A working calendar as it is known at one instant: what `calendarKnownAt` leaves of the bitemporal decisions for one
 * jurisdiction. Plain JSON.
 */
export interface Calendar {
  readonly id: string;
  /** IANA zone in which its dates and hours are read. */
  readonly timeZone: string;
  /** Sessions per ISO weekday 1 (Monday) … 7 (Sunday), local `HH:mm` pairs in order. A missing or empty weekday is off. */
  readonly week: Readonly<Record<string, readonly Session[]>>;
  /** Days that differ, by local date. */
  readonly exceptions: Readonly<Record<string, CalendarException>>;
  /** Last local date about which anything has been decided; a reckoning that passes it is provisional. */
  readonly horizon?: string;
}

/** A stretch of working time on one day; `to` may be `24:00`. */
export interface Session {
  readonly from: string;
  readonly to: string;
}

export interface CalendarException {
  readonly kind: 'holiday' | 'make-up' | 'changed-hours';
  /** Empty on a day off. */
  readonly sessions: readonly Session[];
  readonly name: LocalizedText;
  /** The act that decided the day. */
  readonly decidedBy: string;
  /** Local date or instant of the decision. */
  readonly decidedAt: string;
  readonly status: 'official' | 'provisional';
}
