import type { LocalizedText } from '../model/expression.ts';
import type { Calendar, CalendarException, Session } from './calendar.ts';
import { dayOf, weekdayOf } from './local-date.ts';
import { millisecondsOf } from './instant.ts';
import { zoneOffsets } from './zone-offsets.ts';

/**
 * The bitemporal source of a jurisdiction's calendars (`procedures/calendars/<id>.json`): every decision about working time
 * with the act that took it and when, so that a reckoning can be made as it was known on any day.
 */
export interface CalendarSource {
  readonly id: string;
  readonly name: LocalizedText;
  readonly timeZone: string;
  /** Sample data until someone has checked it against the Gazette. */
  readonly sampleData: boolean;
  /** The ordinary week, before any decision. */
  readonly week: Readonly<Record<string, readonly Session[]>>;
  readonly decisions: readonly CalendarDecision[];
}

export interface CalendarDecision {
  readonly id: string;
  /** The act, as it is to be cited on a slip. */
  readonly act: string;
  readonly title: LocalizedText;
  /** Local date (known from its first minute) or instant. */
  readonly decidedAt: string;
  readonly status: 'official' | 'provisional';
  readonly scope: CalendarScope;
  /** Replaces the sessions of these weekdays from here on. */
  readonly week?: Readonly<Record<string, readonly Session[]>>;
  readonly days: readonly DecidedDay[];
  /** Where the entry has been read, or what has still to be checked. */
  readonly note?: string;
}

/** Where a decision holds. A narrower scope prevails over a wider one. */
export type CalendarScope =
  | { readonly kind: 'nation' }
  | { readonly kind: 'province'; readonly id: string }
  | { readonly kind: 'agency'; readonly id: string };

export type DecidedDay =
  | { readonly date: string; readonly kind: 'holiday'; readonly name: LocalizedText }
  /** A day that is worked instead of `replaces`, with the sessions of that weekday. */
  | { readonly date: string; readonly kind: 'make-up'; readonly replaces: string; readonly name: LocalizedText }
  | {
      readonly date: string;
      readonly kind: 'changed-hours';
      readonly sessions: readonly Session[];
      readonly name: LocalizedText;
    }
  /** Takes an earlier decision about the day back. */
  | { readonly date: string; readonly kind: 'ordinary' };

/** The places for which a calendar is asked; without them the nation's decisions alone apply. */
export interface CalendarPlace {
  readonly province?: string;
  readonly agency?: string;
}

/**
 * The calendar of a place as it was known at an instant: decisions taken later are left out. Among those known, a narrower
 * scope prevails over a wider one, official over provisional, later over earlier. Pure; throws RangeError on dates or
 * instants that do not exist.
 */
export function calendarKnownAt(source: CalendarSource, knownAt: string, place: CalendarPlace = {}): Calendar {
  const known = source.decisions
    .filter(
      (decision) =>
        appliesTo(decision.scope, place) && decidedAtMs(decision, source.timeZone) <= millisecondsOf(knownAt),
    )
    .map((decision, order) => ({
      decision,
      order,
      rank: [SCOPE_RANK[decision.scope.kind], decision.status === 'official' ? 1 : 0] as const,
      at: decidedAtMs(decision, source.timeZone),
    }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.at - b.at || a.order - b.order)
    .map(({ decision }) => decision);

  const week: Record<string, readonly Session[]> = { ...source.week };
  for (const decision of known) Object.assign(week, decision.week ?? {});
  const exceptions = new Map<string, CalendarException>();
  for (const decision of known) {
    for (const day of decision.days) {
      if (day.kind === 'ordinary') exceptions.delete(day.date);
      else exceptions.set(day.date, exceptionOf(day, decision, week));
    }
  }
  const dates = [...exceptions.keys()].sort();
  const last = dates.at(-1);
  return {
    id: [source.id, place.province, place.agency].filter((part) => part !== undefined).join('/'),
    timeZone: source.timeZone,
    week,
    exceptions: Object.fromEntries(
      dates
        .map((date) => [date, exceptions.get(date)])
        .filter((entry): entry is [string, CalendarException] => entry[1] !== undefined),
    ),
    ...(last === undefined ? {} : { horizon: `${last.slice(0, 4)}-12-31` }),
  };
}

/** The instants at which what is known changes, ascending: when open due dates have to be reckoned again. */
export function decisionInstants(source: CalendarSource, place: CalendarPlace = {}): readonly string[] {
  const instants = source.decisions
    .filter(({ scope }) => appliesTo(scope, place))
    .map((decision) => decidedAtMs(decision, source.timeZone));
  return [...new Set(instants)].sort((a, b) => a - b).map((ms) => new Date(ms).toISOString());
}

const SCOPE_RANK = { nation: 0, province: 1, agency: 2 } as const;

function appliesTo(scope: CalendarScope, place: CalendarPlace): boolean {
  switch (scope.kind) {
    case 'nation':
      return true;
    case 'province':
      return scope.id === place.province;
    case 'agency':
      return scope.id === place.agency;
    default:
      return scope satisfies never;
  }
}

function decidedAtMs(decision: CalendarDecision, timeZone: string): number {
  if (decision.decidedAt.includes('T')) return millisecondsOf(decision.decidedAt);
  const midnight = dayOf(decision.decidedAt) * 1440;
  return zoneOffsets(timeZone, midnight, midnight).instantOf(midnight) * 60_000;
}

function exceptionOf(
  day: Exclude<DecidedDay, { kind: 'ordinary' }>,
  decision: CalendarDecision,
  week: Readonly<Record<string, readonly Session[]>>,
): CalendarException {
  const { act: decidedBy, decidedAt, status } = decision;
  // Refuses a date that does not exist.
  dayOf(day.date);
  return { kind: day.kind, sessions: sessionsOf(day, week), name: day.name, decidedBy, decidedAt, status };
}

function sessionsOf(
  day: Exclude<DecidedDay, { kind: 'ordinary' }>,
  week: Readonly<Record<string, readonly Session[]>>,
): readonly Session[] {
  switch (day.kind) {
    case 'holiday':
      return [];
    case 'make-up':
      return week[String(weekdayOf(dayOf(day.replaces)))] ?? [];
    case 'changed-hours':
      return day.sessions;
    default:
      return day satisfies never;
  }
}
