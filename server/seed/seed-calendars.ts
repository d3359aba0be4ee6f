import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CalendarSource } from '../../engine/index.ts';
import type { Shell } from '../commands/shell.ts';
import { BundleError } from './read-bundle.ts';

/** Loads `procedures/calendars/*.json` into the store: the working time of the jurisdictions, with the acts behind it. */
export async function seedCalendars({ store, calendars }: Shell, proceduresDir: string): Promise<void> {
  const directory = join(proceduresDir, 'calendars');
  const files = (await readdir(directory)).filter((file) => file.endsWith('.json')).sort();
  for (const file of files) await store.saveCalendarSource(await readCalendar(join(directory, file)));
  await calendars.refresh();
}

async function readCalendar(path: string): Promise<CalendarSource> {
  const source: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (!isCalendarSource(source)) {
    throw new BundleError(`${path} is no calendar: it needs id, timeZone, week and decisions.`);
  }
  return source;
}

/** The frame only: what stands in a decision is refused by the engine when it is reckoned with. */
function isCalendarSource(value: unknown): value is CalendarSource {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'timeZone' in value &&
    typeof value.timeZone === 'string' &&
    'week' in value &&
    typeof value.week === 'object' &&
    'decisions' in value &&
    Array.isArray(value.decisions)
  );
}
