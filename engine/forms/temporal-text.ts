/** What a date, time or date-time field asks of its text. */
export interface TemporalShape {
  readonly subtype: 'date' | 'time' | 'datetime';
  /** How the zone is written behind a time: not at all, `Z`, or `+07:00`. */
  readonly zone?: 'none' | 'utc' | 'offset';
  /** Minutes must be a multiple of this. */
  readonly interval?: number;
  readonly notPast?: true;
}

/** Parts of a temporal text; `zone` is `''`, `'Z'` or an offset. */
export interface TemporalParts {
  readonly date?: string;
  readonly minute?: number;
  readonly zone: string;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2})(Z|[+-]\d{2}:\d{2})?$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads a text as form-js writes it; undefined where it is another shape or the day or time does not exist (30 February,
 * 24:30, an offset beyond 18 hours).
 *
 * @source ISO 8601-1:2019 §5.2.2, §5.3 (calendar date, time of day in hours and minutes)
 */
export function parseTemporal(text: string, subtype: TemporalShape['subtype']): TemporalParts | undefined {
  if (subtype === 'date') return isDate(text) ? { date: text, zone: '' } : undefined;
  if (subtype === 'time') return parseTime(text);
  const split = text.indexOf('T');
  const date = text.slice(0, split);
  const time = split < 0 ? undefined : parseTime(text.slice(split + 1));
  return time !== undefined && isDate(date) ? { date, ...time } : undefined;
}

/** Whether the text has the shape of the subtype and exists, whatever zone it carries. */
export function isTemporalText(text: string, subtype: TemporalShape['subtype']): boolean {
  return parseTemporal(text, subtype) !== undefined;
}

function parseTime(text: string): { minute: number; zone: string } | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [, hours = '', minutes = '', zone = ''] = match;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  if (zone.length > 1 && (Number(zone.slice(1, 3)) > 18 || Number(zone.slice(4)) > 59)) return undefined;
  return { minute: Number(hours) * 60 + Number(minutes), zone };
}

function isDate(text: string): boolean {
  const match = DATE.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leapDay = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  return day <= (MONTH_DAYS[month - 1] ?? 0) + leapDay;
}
