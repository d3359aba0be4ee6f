import { feelTypeOf, isDuration, isRange } from './feel-value.ts';

/**
 * Whether a FEEL value is of a FEEL type, written as in the language: `number`, `list<string>`,
 * `context<a: number, b: string>`, `range<date>`, `function<…>->…`. Null is an instance of `Null` alone.
 * Unknown names (item definitions) are not known here and give null.
 * @source DMN 1.5 §10.3.2
 */
export function isInstanceOf(value: unknown, type: string): boolean | null {
  const written = type.replace(/\s+/g, ' ').trim();
  const actual = feelTypeOf(value);
  const generic = /^(list|range|context|function)\s*<(.*)>(?:\s*->.*)?$/s.exec(written);
  if (generic) {
    const [, kind, inner = ''] = generic;
    if (actual !== kind) return false;
    if (kind === 'list' && Array.isArray(value))
      return allTrue(value.map((element: unknown) => isInstanceOf(element, inner)));
    if (kind === 'range' && isRange(value)) {
      return allTrue(
        [value.start, value.end].filter((bound) => bound !== null).map((bound) => isInstanceOf(bound, inner)),
      );
    }
    if (kind === 'context' && isContext(value)) {
      return allTrue(
        splitTopLevel(inner).map((entry) => {
          const colon = entry.indexOf(':');
          const name = entry.slice(0, colon).trim();
          return Object.hasOwn(value, name) ? isInstanceOf(value[name], entry.slice(colon + 1)) : false;
        }),
      );
    }
    return true;
  }
  switch (written) {
    case 'Any':
      return actual !== 'null';
    case 'Null':
      return actual === 'null';
    case 'string':
    case 'number':
    case 'boolean':
    case 'date':
    case 'time':
    case 'list':
    case 'context':
    case 'function':
    case 'range':
      return actual === written;
    case 'date and time':
    case 'dateTime':
      return actual === 'date and time';
    case 'days and time duration':
    case 'dayTimeDuration':
      return isDuration(value) && !isYearsAndMonths(value.toObject());
    case 'years and months duration':
    case 'yearMonthDuration':
      return isDuration(value) && isYearsAndMonths(value.toObject());
    default:
      return null;
  }
}

function isYearsAndMonths(units: Readonly<Record<string, number>>): boolean {
  return Object.keys(units).some((unit) => unit === 'years' || unit === 'months' || unit === 'quarters');
}

function allTrue(results: readonly (boolean | null)[]): boolean | null {
  if (results.includes(false)) return false;
  return results.includes(null) ? null : true;
}

function isContext(value: unknown): value is Readonly<Record<string, unknown>> {
  return feelTypeOf(value) === 'context';
}

/** Splits at commas that stand outside angle brackets. */
function splitTopLevel(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '<') depth += 1;
    else if (character === '>' && text[index - 1] !== '-') depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  const last = text.slice(start);
  return last.trim() === '' ? parts : [...parts, last];
}
