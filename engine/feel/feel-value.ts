import type { Json } from '../model/json.ts';

/** Date, time or date-time inside the interpreter (a luxon DateTime; recognised by its mark, as the interpreter does). */
export interface FeelDateTime {
  readonly isLuxonDateTime: true;
  readonly isValid: boolean;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly zone: { readonly type: string; readonly isUniversal: boolean; readonly name: string };
  toISO(options?: { suppressMilliseconds?: boolean; includeOffset?: boolean }): string | null;
  toISODate(): string | null;
  toISOTime(options?: { suppressMilliseconds?: boolean; includeOffset?: boolean }): string | null;
  toMillis(): number;
  setZone(zone: string): FeelDateTime;
  plus(amount: { readonly days: number }): FeelDateTime;
  set(values: { year: number; month: number; day: number }): FeelDateTime;
}
/** Duration inside the interpreter (a luxon Duration). */
export interface FeelDuration {
  readonly isLuxonDuration: true;
  readonly isValid: boolean;
  shiftTo(...units: readonly ('years' | 'months' | 'days' | 'hours' | 'minutes' | 'seconds')[]): FeelDuration;
  toISO(): string | null;
  toObject(): Readonly<Record<string, number>>;
}
export interface FeelRange {
  readonly start: unknown;
  readonly end: unknown;
  readonly 'start included': boolean;
  readonly 'end included': boolean;
  includes(value: unknown): boolean | null;
}

export type FeelType =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'date'
  | 'time'
  | 'date and time'
  | 'duration'
  | 'list'
  | 'context'
  | 'range'
  | 'function';

/** The FEEL type of a value inside the interpreter. `undefined` counts as null. */
export function feelTypeOf(value: unknown): FeelType {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'function') return 'function';
  if (Array.isArray(value)) return 'list';
  if (isDateTime(value)) return dateTimeType(value);
  if (isDuration(value)) return 'duration';
  if (isRange(value)) return 'range';
  return Object.getPrototypeOf(value) === Object.prototype ? 'context' : 'function';
}

export function isDateTime(value: unknown): value is FeelDateTime {
  return typeof value === 'object' && value !== null && 'isLuxonDateTime' in value && value.isLuxonDateTime === true;
}
export function isDuration(value: unknown): value is FeelDuration {
  return typeof value === 'object' && value !== null && 'isLuxonDuration' in value && value.isLuxonDuration === true;
}
export function isRange(value: unknown): value is FeelRange {
  return typeof value === 'object' && value !== null && 'start included' in value && 'includes' in value;
}

/** More parts than this are no result but a runaway expression. */
const MAX_PARTS = 1_000_000;
const MAX_DEPTH = 200;

/**
 * A value as it leaves the interpreter: dates as `2026-11-24`, times as `15:01:00`, date-times with offset, durations as
 * ISO 8601. Refused (thrown as `FeelValueError`): functions, ranges, numbers that are not finite, what has no end.
 */
export function toJson(value: unknown): Json {
  let parts = 0;
  function convert(part: unknown, depth: number): Json {
    parts += 1;
    if (parts > MAX_PARTS || depth > MAX_DEPTH) throw new FeelValueError('The result is too large.');
    if (part === null || part === undefined) return null;
    if (typeof part === 'string' || typeof part === 'boolean') return part;
    if (typeof part === 'number') {
      if (!Number.isFinite(part)) throw new FeelValueError('The result is a number that is too large or undefined.');
      return part;
    }
    if (Array.isArray(part)) return part.map((element) => convert(element, depth + 1));
    if (isDateTime(part)) return dateTimeText(part);
    if (isDuration(part)) return durationText(part);
    if (typeof part === 'object' && Object.getPrototypeOf(part) === Object.prototype) {
      return Object.fromEntries(Object.entries(part).map(([key, entry]) => [key, convert(entry, depth + 1)]));
    }
    throw new FeelValueError(
      `The result holds a ${isRange(part) ? 'range' : 'function'}, which cannot be kept as data.`,
    );
  }
  return convert(value, 0);
}

export class FeelValueError extends Error {}

function dateTimeType(value: FeelDateTime): 'date' | 'time' | 'date and time' {
  if (value.year === 1900 && value.month === 1 && value.day === 1) return 'time';
  const midnight = value.hour === 0 && value.minute === 0 && value.second === 0 && value.millisecond === 0;
  return midnight && value.zone.type === 'fixed' && value.zone.name === 'UTC' ? 'date' : 'date and time';
}

function dateTimeText(value: FeelDateTime): string {
  const type = dateTimeType(value);
  const includeOffset = value.zone.type !== 'system';
  const text =
    type === 'date'
      ? value.toISODate()
      : type === 'time'
        ? value.toISOTime({ suppressMilliseconds: true, includeOffset })
        : value.toISO({ suppressMilliseconds: true, includeOffset });
  if (text === null) throw new FeelValueError('The result holds an invalid date.');
  return text;
}

/** Years and months stay years and months, days stay days: a month has no fixed number of days. @source DMN 1.5 §10.3.2 */
function durationText(value: FeelDuration): string {
  const { years = 0, quarters = 0, months = 0 } = value.toObject();
  const shifted =
    years !== 0 || quarters !== 0 || months !== 0
      ? value.shiftTo('years', 'months', 'days', 'hours', 'minutes', 'seconds')
      : value.shiftTo('days', 'hours', 'minutes', 'seconds');
  const text = shifted.toISO();
  if (text === null) throw new FeelValueError('The result holds an invalid duration.');
  return text;
}
