/**
 * A working calendar as it is known at one instant: what `knownAt` leaves of the bitemporal decisions for one jurisdiction.
 * Plain JSON. The calendar module owns this file.
 */
export interface Calendar {
  readonly id: string;
  /** IANA zone in which its dates and hours are read. */
  readonly timeZone: string;
  /** Sessions per ISO weekday 1 (Monday) … 7 (Sunday), local `HH:mm` pairs in order. */
  readonly week: Readonly<Record<string, readonly Session[]>>;
  /** Days that differ, by local date. */
  readonly exceptions: Readonly<Record<string, CalendarException>>;
}

export interface Session {
  readonly from: string;
  readonly to: string;
}

export interface CalendarException {
  readonly kind: 'holiday' | 'make-up' | 'changed-hours';
  /** Empty on a day off. */
  readonly sessions: readonly Session[];
  readonly name: { readonly vi: string; readonly en?: string };
  /** The act that decided the day. */
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly status: 'official' | 'provisional';
}
