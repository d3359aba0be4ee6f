import type { Shell } from '../commands/shell.ts';
import type { Unit } from '../store/accounts.ts';
import type { CaseRecord } from '../store/records.ts';
import { commitsOf, unitName } from './case-file.ts';
import { volumeOf, type Book, type BookEntry, type BookPeriod } from './forms/form-07-book.ts';

const PAGE = 200;
const DAY_MS = 86_400_000;

/** Gathers a volume of a unit's book: who was received when from the lists, everything else from the histories. */
export async function bookOfUnit(
  shell: Shell,
  units: readonly Unit[],
  unit: string,
  period: BookPeriod,
): Promise<Book> {
  const { timeZone } = shell.calendars;
  const at = shell.now();
  const received = await receivedSince(shell, unit, new Date(Date.UTC(period.year, 0, 1) - DAY_MS).toISOString());
  const entries: BookEntry[] = [];
  // One after another: a volume is a thousand histories, and nobody waits for it as for a page.
  for (const { number, of: record } of volumeOf(received, period, timeZone)) {
    const procedure = await shell.procedures.procedure(record.procedureDigest);
    entries.push({ number, procedure, commits: await commitsOf(shell, record) });
  }
  return {
    period,
    unit: unitName(units, unit),
    entries,
    at,
    timeZone,
    calendar: shell.calendars.knownAt(at),
    sampleData: entries.some(({ procedure }) => procedure.manifest?.sampleData === true),
  };
}

type ReceivedCase = CaseRecord & { readonly receivedAt: string; readonly dossierCode: string };

/** What the unit has received since an instant. */
async function receivedSince(shell: Shell, unit: string, since: string): Promise<readonly ReceivedCase[]> {
  const found: ReceivedCase[] = [];
  let cursor: string | undefined;
  do {
    const page = await shell.store.listCases({ unit }, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.items.filter(isReceived));
    const oldest = page.items.at(-1)?.startedAt;
    cursor = oldest !== undefined && oldest < since ? undefined : page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

function isReceived(record: CaseRecord): record is ReceivedCase {
  return record.receivedAt !== undefined && record.dossierCode !== undefined;
}
