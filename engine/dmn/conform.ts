import { date, duration } from '@bpmn-io/feelin';
import type { Bilingual } from '../model/expression.ts';
import { feelTypeOf, isDuration } from '../feel/feel-value.ts';
import { evaluateUnaryTests } from '../feel/unary-tests.ts';
import type { FeelClock } from '../feel/feel-clock.ts';
import { isInstanceOf } from '../feel/instance-of.ts';
import type { DmnType, SimpleTypeName } from './decision-model.ts';

export type Conformance =
  | { readonly ok: true; readonly value: unknown }
  /** What is wrong, as the end of a sentence that names the place: "must be a number, but is a string". */
  | { readonly ok: false; readonly message: Bilingual };

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
        : mismatch({ en: 'a function', vi: 'hàm' }, value);
    case 'list': {
      if (value === null || value === undefined) return { ok: true, value: null };
      const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
      const conformed: unknown[] = [];
      for (const [index, element] of elements.entries()) {
        const result = conform(element, type.element, clock);
        if (!result.ok) return within(result.message, `an element ${index + 1}`, `phần tử thứ ${index + 1}`);
        conformed.push(result.value);
      }
      return { ok: true, value: conformed };
    }
    case 'context': {
      const single = singleton(value);
      if (single === null || single === undefined) return { ok: true, value: null };
      if (!isContext(single))
        return mismatch(
          type.label === undefined
            ? { en: 'a context', vi: 'một nhóm dữ liệu (context)' }
            : { en: `a context of type '${type.label}'`, vi: `một nhóm dữ liệu kiểu “${type.label}”` },
          value,
        );
      const conformed: Record<string, unknown> = { ...single };
      for (const { name, type: expected } of type.components) {
        const result = conform(single[name], expected, clock);
        if (!result.ok) return within(result.message, `an entry '${name}'`, `mục “${name}”`);
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
    return {
      ok: false,
      message: {
        en: `cannot be checked against its allowed values ${tests}: ${result.message}`,
        vi: `không đối chiếu được với các giá trị cho phép ${tests}: ${result.message}`,
      },
    };
  if (result.value) return { ok: true, value };
  if (value === null || value === undefined)
    return {
      ok: false,
      message: { en: `is missing; allowed are ${tests}`, vi: `chưa có; giá trị cho phép là ${tests}` },
    };
  return {
    ok: false,
    message: tests.includes('?')
      ? { en: `must satisfy ${tests}`, vi: `phải thỏa ${tests}` }
      : { en: `must be one of ${tests}, but is another`, vi: `phải là một trong ${tests}, nhưng là giá trị khác` },
  };
}

/** A part of a value is at fault. */
function within(message: Bilingual, en: string, vi: string): Conformance {
  return { ok: false, message: { en: `has ${en} that ${message.en}`, vi: `có ${vi} ${message.vi}` } };
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
  return mismatch(WANTED[name], single);
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

function mismatch(expected: Bilingual, value: unknown): Conformance {
  const type = feelTypeOf(value);
  return {
    ok: false,
    message: {
      en: `must be ${expected.en}, but is ${type === 'null' ? 'null' : `a ${type}`}`,
      vi: `phải là ${expected.vi}, nhưng là ${VI_TYPES[type] ?? type}`,
    },
  };
}

const VI_TYPES: Readonly<Record<string, string>> = {
  null: 'null',
  number: 'số',
  string: 'chữ',
  boolean: 'đúng/sai',
  date: 'ngày',
  time: 'giờ',
  'date and time': 'ngày giờ',
  duration: 'khoảng thời gian',
  list: 'danh sách',
  context: 'nhóm dữ liệu (context)',
  function: 'hàm',
  range: 'khoảng giá trị',
};

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
const WANTED: Readonly<Record<SimpleTypeName, Bilingual>> = {
  Any: { en: 'any value', vi: 'giá trị bất kỳ' },
  number: { en: 'a number', vi: 'số' },
  string: { en: 'a string', vi: 'chữ' },
  boolean: { en: 'true or false', vi: 'đúng hoặc sai (true, false)' },
  date: { en: 'a date (2026-11-24)', vi: 'ngày (2026-11-24)' },
  time: { en: 'a time (15:01:00)', vi: 'giờ (15:01:00)' },
  dateTime: { en: 'a date and time (2026-11-24T15:01:00)', vi: 'ngày giờ (2026-11-24T15:01:00)' },
  dayTimeDuration: { en: 'a duration of days and time (P3DT4H)', vi: 'khoảng ngày và giờ (P3DT4H)' },
  yearMonthDuration: { en: 'a duration of years and months (P1Y6M)', vi: 'khoảng năm và tháng (P1Y6M)' },
};
