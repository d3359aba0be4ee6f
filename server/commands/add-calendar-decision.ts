import { calendarKnownAt, type CalendarDecision } from '../../engine/index.ts';
import type { Refusal } from '../errors.ts';
import type { Shell } from './shell.ts';

/**
 * Enters a decision about working time. It is known from now on to every command, and a sweep brings it to the cases that are
 * open. Decisions are added and never changed: one that takes another back is a decision of its own.
 */
export async function addCalendarDecision(
  shell: Shell,
  calendarId: string,
  decision: CalendarDecision,
  by: string,
): Promise<Refusal | undefined> {
  const now = shell.now();
  const source = (await shell.store.listCalendarSources()).find(({ id }) => id === calendarId);
  if (source === undefined) return { code: 'CALENDAR_NOT_FOUND', message: `There is no calendar '${calendarId}'.` };
  const unreadable = whyUnreadable(() => {
    const after = calendarKnownAt({ ...source, decisions: [decision] }, now);
    // A decision of tomorrow is unknown today, and would leave the calendar as it is.
    if (decision.days.length > 0 && Object.keys(after.exceptions).length === 0 && !isTakenBack(decision))
      throw new RangeError(`it is dated ${decision.decidedAt}, which has not come yet in ${source.timeZone}`);
  });
  if (unreadable !== undefined) {
    return { code: 'CALENDAR_DECISION_INVALID', message: `The decision cannot be entered: ${unreadable}.` };
  }
  const result = await shell.store.addCalendarDecision(calendarId, decision, by, now);
  switch (result) {
    case 'no-calendar':
      return { code: 'CALENDAR_NOT_FOUND', message: `There is no calendar '${calendarId}'.` };
    case 'exists':
      return {
        code: 'CALENDAR_DECISION_EXISTS',
        message: `A decision '${decision.id}' has been entered already; decisions are added and never changed.`,
      };
    case 'added':
      await shell.calendars.refresh();
      return undefined;
    default:
      return result satisfies never;
  }
}

/** Only takes earlier decisions back. */
function isTakenBack({ days }: CalendarDecision): boolean {
  return days.every(({ kind }) => kind === 'ordinary');
}

/** The engine tells by RangeError that a date or an hour is none. */
function whyUnreadable(read: () => void): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
