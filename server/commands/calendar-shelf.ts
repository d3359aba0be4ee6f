import { calendarKnownAt, decisionInstants, type Calendar, type CalendarSource } from '../../engine/index.ts';
import type { Store } from '../store/store.ts';

/** The working calendar as it was known at an instant. */
export interface CalendarShelf {
  /** Zone in which local dates of receipt and effect are read. */
  readonly timeZone: string;
  /** Undefined when no calendar is stored: procedures with statutory limits are then refused, never guessed. */
  knownAt(instant: string): Calendar | undefined;
  /** Reads the sources again, after one was saved. */
  refresh(): Promise<void>;
}

/** The zone of Vietnam, until a calendar says otherwise. */
const DEFAULT_TIME_ZONE = 'Asia/Ho_Chi_Minh';

/**
 * Calendars from the store. What is known changes only at the instants of decisions, so between two of them one Calendar
 * object serves all commands (and whatever the engine remembers by its identity).
 *
 * @param calendarId Which source to use; absent: the first by id.
 */
export function createCalendarShelf(store: Store, calendarId?: string): CalendarShelf {
  let source: CalendarSource | undefined;
  let instants: readonly string[] = [];
  const known = new Map<string, Calendar>();

  return {
    get timeZone() {
      return source?.timeZone ?? DEFAULT_TIME_ZONE;
    },
    knownAt(instant) {
      if (source === undefined) return undefined;
      const lastDecision = instants.findLast((decided) => decided <= instant) ?? '';
      let calendar = known.get(lastDecision);
      if (calendar === undefined) {
        calendar = calendarKnownAt(source, instant);
        known.set(lastDecision, calendar);
      }
      return calendar;
    },
    async refresh() {
      const sources = await store.listCalendarSources();
      source = calendarId === undefined ? sources[0] : sources.find(({ id }) => id === calendarId);
      instants = source === undefined ? [] : decisionInstants(source);
      known.clear();
    },
  };
}
