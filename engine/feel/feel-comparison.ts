import { feelTypeOf, isDateTime, isDuration, isRange } from './feel-value.ts';

/** Deep equality of two FEEL values; values of different types are not equal. @source DMN 1.5 §10.3.2 */
export function feelEquals(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const type = feelTypeOf(a);
  if (type !== feelTypeOf(b)) return false;
  switch (type) {
    case 'null':
      return true;
    case 'date':
    case 'time':
    case 'date and time':
      return isDateTime(a) && isDateTime(b) && a.toMillis() === b.toMillis();
    case 'duration':
      return isDuration(a) && isDuration(b) && feelCompare(a, b) === 0;
    case 'list':
      return (
        Array.isArray(a) &&
        Array.isArray(b) &&
        a.length === b.length &&
        a.every((element, index) => feelEquals(element, b[index]))
      );
    case 'context':
      return contextsEqual(a, b);
    case 'range':
      return (
        isRange(a) &&
        isRange(b) &&
        feelEquals(a.start, b.start) &&
        feelEquals(a.end, b.end) &&
        a['start included'] === b['start included'] &&
        a['end included'] === b['end included']
      );
    default:
      return false;
  }
}

/**
 * Order of two FEEL values: negative, zero, positive; undefined when they cannot be compared. Numbers, text (by UTF-16 code
 * units), dates and date-times, times, durations of one kind. @source DMN 1.5 §10.3.2
 */
export function feelCompare(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (isDateTime(a) && isDateTime(b)) {
    return (feelTypeOf(a) === 'time') === (feelTypeOf(b) === 'time') ? a.toMillis() - b.toMillis() : undefined;
  }
  if (isDuration(a) && isDuration(b)) {
    const left = lengthOf(a.toObject());
    const right = lengthOf(b.toObject());
    if (left.months === 0 && right.months === 0) return left.seconds - right.seconds;
    if (left.seconds === 0 && right.seconds === 0) return left.months - right.months;
  }
  return undefined;
}

/** Months and seconds of a duration: two lengths that have no common measure. */
function lengthOf(units: Readonly<Record<string, number>>): { readonly months: number; readonly seconds: number } {
  const {
    years = 0,
    quarters = 0,
    months = 0,
    weeks = 0,
    days = 0,
    hours = 0,
    minutes = 0,
    seconds = 0,
    milliseconds = 0,
  } = units;
  return {
    months: years * 12 + quarters * 3 + months,
    seconds: ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds + milliseconds / 1000,
  };
}

function contextsEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return false;
  const left = new Map<string, unknown>(Object.entries(a));
  const right = new Map<string, unknown>(Object.entries(b));
  return (
    left.size === right.size && [...left].every(([key, value]) => right.has(key) && feelEquals(value, right.get(key)))
  );
}
