/**
 * How dossier codes are written, from a local date on. The law has changed the form of the code three times in eight years,
 * so the form is a dated setting; a dossier keeps the code it was given.
 *
 * @source Circular 01/2018/TT-VPCP Art. 19; Circular 04/2025/TT-VPCP (domain B6)
 */
export interface DossierCodePattern {
  /** Local date, inclusive. */
  readonly from: string;
  /** Text with `{unit}` (the unit's code), `{YYMMDD}` (local day of receipt) and `{N4}` (serial, at least so many digits). */
  readonly pattern: string;
}

/** `H44.01.01-261124-0007`: the unit's code already begins with the province's. */
export const DEFAULT_DOSSIER_CODE_PATTERNS: readonly DossierCodePattern[] = [
  { from: '2018-01-01', pattern: '{unit}-{YYMMDD}-{N4}' },
];

/** The serial numbers of one unit on one day count from 1 without gaps: their scope is the code without the serial. */
export function serialScope(unitCode: string, localDate: string, patterns: readonly DossierCodePattern[]): string {
  return fill(patternOn(localDate, patterns), unitCode, localDate, () => '#');
}

/** The dossier code for a serial drawn in its scope. */
export function dossierCode(
  scope: string,
  serial: number,
  localDate: string,
  patterns: readonly DossierCodePattern[],
): string {
  const digits = Number(/\{N(\d+)\}/.exec(patternOn(localDate, patterns))?.[1] ?? 4);
  return scope.replace('#', String(serial).padStart(digits, '0'));
}

/** Local date of an instant, `YYYY-MM-DD`. */
export function localDateOf(instant: string, timeZone: string): string {
  return dateFormat(timeZone).format(new Date(instant));
}

const formats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    // Swedish writes dates as ISO 8601 does.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format;
}

function patternOn(localDate: string, patterns: readonly DossierCodePattern[]): string {
  const known = patterns
    .filter((candidate) => candidate.from <= localDate)
    .sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  if (known === undefined) throw new Error(`No dossier code pattern is set for ${localDate}.`);
  if (!/\{N\d+\}/.test(known.pattern))
    throw new Error(`The dossier code pattern "${known.pattern}" has no serial such as {N4}.`);
  return known.pattern;
}

function fill(pattern: string, unitCode: string, localDate: string, serial: () => string): string {
  return pattern
    .replace('{unit}', () => unitCode)
    .replace('{YYMMDD}', () => localDate.replaceAll('-', '').slice(2))
    .replace(/\{N\d+\}/, serial);
}
