import { date, duration } from '@bpmn-io/feelin';
import { feelTypeOf, isDuration } from '../feel/feel-value.ts';
import { evaluateUnaryTests } from '../feel/unary-tests.ts';
import type { FeelClock } from '../feel/feel-clock.ts';
import { isInstanceOf } from '../feel/instance-of.ts';
import type { DmnType, SimpleTypeName } from './decision-model.ts';

export type Conformance =
  | { readonly ok: true; readonly value: unknown }
  /** What is wrong, as the end of a sentence that names the place: "must be a number, but is a string". */
  | { readonly ok: false; readonly message: string };

/**
 * Makes a value conform to a type, or says why it does not. Text becomes a date, time, date-time or duration where one is
 * asked for (JSON has none); one value becomes a list of one and a list of one its value; null conforms to every type that
 * does not list its values. Entries of a context that the type does not know are kept.
 * @source DMN 1.5 §10.3.2.9.4 (type conversions), §7.3 (allowed values)
 */
export function conform(value: unknown, type: DmnType | undefined, clock: FeelClock): Conformance {
  if (type === undefined) return { ok: true, value: value ?? null };
  switch (type.kind) {
    case 'simple':
      return conformSimple(value, type.name, clock);
    case 'function':
      return value === null || typeof value === 'function' || feelTypeOf(value) === 'function'
        ? { ok: true, value }
        : mismatch('a function', value);
    case 'list': {
      if (value === null || value === undefined) return { ok: true, value: null };
      const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
      const conformed: unknown[] = [];
      for (const [index, element] of elements.entries()) {
        const result = conform(element, type.element, clock);
        if (!result.ok) return { ok: false, message: `has an element ${index + 1} that ${result.message}` };
        conformed.push(result.value);
      }
      return { ok: true, value: conformed };
    }
    case 'context': {
      const single = singleton(value);
      if (single === null || single === undefined) return { ok: true, value: null };
      if (!isContext(single))
        return mismatch(type.label === undefined ? 'a context' : `a context of type '${type.label}'`, value);
      const conformed: Record<string, unknown> = { ...single };
      for (const { name, type: expected } of type.components) {
        const result = conform(single[name], expected, clock);
        if (!result.ok) return { ok: false, message: `has an entry '${name}' that ${result.message}` };
        conformed[name] = result.value;
      }
      return { ok: true, value: conformed };
    }
    case 'constrained': {
      const result = conform(value, type.base, clock);
      return result.ok ? allowed(result.value, type.allowed, clock) : result;
    }
    default:
      return type satisfies never;
  }
}

/** Whether a value is among allowed values, given as unary tests. */
export function allowed(value: unknown, tests: string, clock: FeelClock): Conformance {
  const result = evaluateUnaryTests(tests, value ?? null, {}, clock);
  if (!result.ok)
    return { ok: false, message: `cannot be checked against its allowed values ${tests}: ${result.message}` };
  if (result.value) return { ok: true, value };
  if (value === null || value === undefined) return { ok: false, message: `is missing; allowed are ${tests}` };
  return {
    ok: false,
    message: tests.includes('?') ? `must satisfy ${tests}` : `must be one of ${tests}, but is another`,
  };
}

function conformSimple(value: unknown, name: SimpleTypeName, clock: FeelClock): Conformance {
  if (value === null || value === undefined) return { ok: true, value: null };
  if (name === 'Any') return { ok: true, value };
  const single = singleton(value);
  const wanted = FEEL_NAMES[name];
  if (isInstanceOf(single, wanted) === true) return { ok: true, value: single };
  if (typeof single === 'string') {
    const converted = fromText(single, name, clock);
    if (converted !== undefined) return { ok: true, value: converted };
  }
  if (isDuration(single) && name.endsWith('Duration') && isZero(single.toObject())) return { ok: true, value: single };
  return mismatch(ARTICLES[name], single);
}

function fromText(text: string, name: SimpleTypeName, clock: FeelClock): unknown {
  switch (name) {
    case 'date':
      return /^-?\d{4,}-\d\d-\d\d$/.test(text) ? ifValid(date(text)) : undefined;
    case 'time':
      return /^\d\d:\d\d(:\d\d(\.\d+)?)?/.test(text) ? ifValid(date(undefined, text)) : undefined;
    case 'dateTime': {
      if (!/^-?\d{4,}-\d\d-\d\dT/.test(text)) return undefined;
      const zoned = text.includes('@') || /(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(text);
      return ifValid(zoned ? date(text) : date(text, undefined, clock.timeZone));
    }
    case 'dayTimeDuration':
      return /^-?P(\d+D)?(T.+)?$/.test(text) ? ifValid(duration(text)) : undefined;
    case 'yearMonthDuration':
      return /^-?P(\d+Y)?(\d+M)?$/.test(text) ? ifValid(duration(text)) : undefined;
    default:
      return undefined;
  }
}

function ifValid<T extends { readonly isValid: boolean }>(value: T): T | undefined {
  return value.isValid ? value : undefined;
}

function isZero(units: Readonly<Record<string, number>>): boolean {
  return Object.values(units).every((amount) => amount === 0);
}

function singleton(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function mismatch(expected: string, value: unknown): Conformance {
  return { ok: false, message: `must be ${expected}, but is ${article(feelTypeOf(value))}` };
}

function article(type: string): string {
  return type === 'null' ? 'null' : `a ${type}`;
}

function isContext(value: unknown): value is Readonly<Record<string, unknown>> {
  return feelTypeOf(value) === 'context';
}

const FEEL_NAMES: Readonly<Record<SimpleTypeName, string>> = {
  Any: 'Any',
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  dateTime: 'date and time',
  dayTimeDuration: 'days and time duration',
  yearMonthDuration: 'years and months duration',
};
const ARTICLES: Readonly<Record<SimpleTypeName, string>> = {
  Any: 'any value',
  number: 'a number',
  string: 'a string',
  boolean: 'true or false',
  date: 'a date (2026-11-24)',
  time: 'a time (15:01:00)',
  dateTime: 'a date and time (2026-11-24T15:01:00)',
  dayTimeDuration: 'a duration of days and time (P3DT4H)',
  yearMonthDuration: 'a duration of years and months (P1Y6M)',
};
