/** Calendar arithmetic on local dates as day numbers (days since 1970-01-01), without time zones. */

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Day number of `YYYY-MM-DD`. Throws RangeError on a date that does not exist. */
export function dayOf(date: string): number {
  const match = DATE.exec(date);
  const ms = match === null ? NaN : Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  if (Number.isNaN(ms) || dateOf(ms / 86_400_000) !== date) throw new RangeError(`"${date}" is not a date YYYY-MM-DD.`);
  return ms / 86_400_000;
}

/** `YYYY-MM-DD` of a day number. */
export function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** ISO weekday, 1 (Monday) … 7 (Sunday). */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/**
 * The corresponding day `months` later, or the last day of that month where it has none.
 *
 * @source Civil Code 2015 (91/2015/QH13) Art. 148(3)
 */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * 86_400_000);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return (
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, Math.min(date.getUTCDate(), lastDay)) / 86_400_000
  );
}
