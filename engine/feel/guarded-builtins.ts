import { date, evaluate } from '@bpmn-io/feelin';
import { beginComparison, currentClock, endComparison, FeelLimitError, MAX_RANGE_SIZE, note, spend } from './budget.ts';
import { feelCompare } from './feel-comparison.ts';
import { feelTypeOf, isDateTime, isRange, type FeelDateTime } from './feel-value.ts';
import { isInstanceOf } from './instance-of.ts';
import { compilePattern, replaceAll, splitAt } from './regular-expression.ts';

/** A function that FEEL can call; `$args` are its parameters' names. */
export type Builtin = ((...values: unknown[]) => unknown) & { readonly $args: readonly string[] };

/** The interpreter's list functions: what they cost grows with their lists, and some make longer ones. */
const LIST_BUILTINS = [
  'list contains',
  'list replace',
  'min',
  'max',
  'sum',
  'mean',
  'all',
  'any',
  'sublist',
  'append',
  'concatenate',
  'insert before',
  'remove',
  'reverse',
  'index of',
  'union',
  'distinct values',
  'flatten',
  'product',
  'stddev',
  'mode',
  'sort',
  'string join',
];
const QUADRATIC = new Set(['union', 'distinct values']);

/**
 * The built-ins that we put in place of the interpreter's: those that read the host's clock or zone, run a backtracking
 * regular expression, or may make a list of any size. They are variables of the compiled expression, which the interpreter
 * looks up before its own; a variable of that name in the context comes first, as the standard has it.
 */
export const REPLACED_BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['now', builtin([], () => now())],
  ['today', builtin([], () => temporal(now().toISODate() ?? ''))],
  [
    'matches',
    builtin(['input', 'pattern', 'flags'], (input, pattern, flags) =>
      isText(input) && isText(pattern) && isOptionalText(flags)
        ? compilePattern(pattern, flags ?? '').test(input)
        : null,
    ),
  ],
  [
    'replace',
    builtin(['input', 'pattern', 'replacement', 'flags'], (input, pattern, replacement, flags) =>
      isText(input) && isText(pattern) && isText(replacement) && isOptionalText(flags)
        ? replaceAll(input, compilePattern(pattern, flags ?? ''), replacement)
        : null,
    ),
  ],
  [
    'split',
    builtin(['string', 'delimiter'], (input, delimiter) =>
      isText(input) && isText(delimiter) ? splitAt(input, compilePattern(delimiter)) : null,
    ),
  ],
  ['median', builtin(['...list'], (...list) => median(list.length === 1 && Array.isArray(list[0]) ? list[0] : list))],
  ...LIST_BUILTINS.map((name): [string, Builtin] => [name, counted(name)]),
]);

/** What `rewriteFeel` puts into an expression. */
export const GUARDS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [
    '__motcua_step',
    builtin([], () => {
      spend(1);
      return true;
    }),
  ],
  [
    '__motcua_count',
    builtin(['list'], (list) => {
      if (Array.isArray(list)) spend(list.length);
      return list;
    }),
  ],
  [
    '__motcua_left',
    builtin(['value'], (value) => {
      beginComparison(value);
      return value;
    }),
  ],
  [
    '__motcua_right',
    builtin(['value', 'position'], (right, position) => (haveOrder(endComparison(), right, position) ? right : null)),
  ],
  [
    '__motcua_against',
    builtin(['value', 'literal', 'position'], (left, literal, position) =>
      haveOrder(left, literal, position) ? left : null,
    ),
  ],
  ['__motcua_iterate', builtin(['from', 'to'], iterate)],
  ['__motcua_date_and_time', builtin(['date', 'time', 'from'], dateAndTime)],
  ['__motcua_at', builtin(['text'], atLiteral)],
  [
    '__motcua_instance_of',
    builtin(['value', 'type'], (value, type) => (isText(type) ? isInstanceOf(value, type) : null)),
  ],
]);

function builtin(parameters: readonly string[], run: (...values: unknown[]) => unknown): Builtin {
  return Object.assign(run, { $args: parameters });
}

// --- time ---------------------------------------------------------------------------------------------------------------

/** The command's instant, in the procedure's zone, with a fixed offset (so that a time of day taken from it keeps it). */
function now(): FeelDateTime {
  const { at, timeZone } = currentClock();
  return temporal(temporal(at).setZone(timeZone).toISO() ?? '');
}

/** `date and time(from)`, `date and time(date, time)`. Without an offset it is local to the procedure, not to the host. */
function dateAndTime(day: unknown, time: unknown, from: unknown): FeelDateTime | null {
  if (isDateTime(day) && isDateTime(time)) {
    const text = time.zone.type === 'system' ? time.toISOTime({ includeOffset: false }) : time.toISOTime();
    return day.isValid && time.isValid ? local(`${day.toISODate()}T${text}`) : null;
  }
  const text = isText(day) ? day : from;
  return isText(text) ? local(text) : null;
}

function atLiteral(text: unknown): unknown {
  if (!isText(text)) return null;
  return /^-?\d{4,}-\d\d-\d\dT/.test(text) ? local(text) : interpretersAt(text);
}

function local(text: string): FeelDateTime | null {
  if (!text.includes('T')) {
    const day = temporal(text);
    return day.isValid ? day : null;
  }
  if (text.includes('@') || /(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(text.slice(text.indexOf('T')))) {
    const instant = temporal(text);
    return instant.isValid ? instant : null;
  }
  const wall: FeelDateTime = date(text, undefined, currentClock().timeZone);
  return wall.isValid ? temporal(wall.toISO() ?? '') : null;
}

function temporal(text: string): FeelDateTime {
  return date(text);
}

// --- comparison ---------------------------------------------------------------------------------------------------------

/** Whether two sides of a comparison can be compared; where they cannot, the comparison is null. @source DMN 1.5 §10.3.2 */
function haveOrder(left: unknown, right: unknown, position: unknown): boolean {
  if (typeof left === 'number' && typeof right === 'number') return true;
  if (left === null || left === undefined || right === null || right === undefined) return false;
  if (feelCompare(single(left), single(right)) !== undefined) return true;
  note(`Can't compare a ${feelTypeOf(left)} with a ${feelTypeOf(right)} (at character ${String(position)})`);
  return false;
}

/** A list of one stands for its element. @source DMN 1.5 §10.3.2.9.4 */
function single(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

// --- iteration ----------------------------------------------------------------------------------------------------------

function iterate(from: unknown, to: unknown): unknown {
  if (to === undefined) {
    if (isRange(from)) return elements(from.start, from.end, from['start included'], from['end included']);
    if (Array.isArray(from)) spend(from.length);
    return from;
  }
  return from === null || to === null ? null : elements(from, to, true, true);
}

function elements(start: unknown, end: unknown, startIncluded: boolean, endIncluded: boolean): readonly unknown[] {
  if (isText(start) && isText(end)) {
    const letters = elements(start.codePointAt(0), end.codePointAt(0), startIncluded, endIncluded);
    if (!/^\p{L}$/u.test(start) || !/^\p{L}$/u.test(end))
      throw new FeelLimitError('A range of text runs over single letters only.');
    return letters.map((letter) => (typeof letter === 'number' ? String.fromCodePoint(letter) : letter));
  }
  if (isDateTime(start) && isDateTime(end)) return days(start, end, startIncluded, endIncluded);
  if (typeof start !== 'number' || typeof end !== 'number') {
    throw new FeelLimitError('A range to iterate over needs a whole number (or a date, or a letter) at both ends.');
  }
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) {
    throw new FeelLimitError(`A range to iterate over needs whole numbers; this one runs from ${start} to ${end}.`);
  }
  const size = Math.abs(end - start) + 1;
  if (size > MAX_RANGE_SIZE) {
    throw new FeelLimitError(`The range ${start}..${end} has ${size} elements; at most ${MAX_RANGE_SIZE} are allowed.`);
  }
  spend(size);
  const step = start <= end ? 1 : -1;
  const all = Array.from({ length: size }, (_, index) => start + index * step);
  return all.slice(startIncluded ? 0 : 1, endIncluded ? undefined : -1);
}

/** DMN 1.4 and later iterate over dates, day by day. @source DMN 1.5 §10.3.2 */
function days(
  start: FeelDateTime,
  end: FeelDateTime,
  startIncluded: boolean,
  endIncluded: boolean,
): readonly FeelDateTime[] {
  const DAY = 86_400_000;
  const dayOf = (value: FeelDateTime): number => temporal(value.toISODate() ?? '').toMillis() / DAY;
  const first = dayOf(start);
  return elements(first, dayOf(end), startIncluded, endIncluded).map((day) =>
    temporal(
      temporal('1970-01-01')
        .set({ year: 1970, month: 1, day: 1 })
        .plus({ days: Number(day) })
        .toISODate() ?? '',
    ),
  );
}

// --- lists --------------------------------------------------------------------------------------------------------------

/** The interpreter's own function, paid for by the size of its lists. */
function counted(name: string): Builtin {
  const original = interpretersFunction(name);
  return builtin(original.$args, (...values) => {
    const size = values.reduce<number>((sum, value) => sum + sizeOf(value, name === 'flatten' ? 50 : 1), 0);
    spend(QUADRATIC.has(name) ? Math.ceil((size * size) / 20) : size);
    return original(...values);
  });
}

/** The interpreter's own sorts numbers as text. @source DMN 1.5 §10.3.4.4 */
function median(list: readonly unknown[]): number | null {
  spend(list.length);
  const numbers = list.filter((element) => typeof element === 'number').sort((a, b) => a - b);
  if (numbers.length === 0 || numbers.length !== list.length) return null;
  const upper = numbers[Math.floor(numbers.length / 2)];
  const lower = numbers[Math.ceil(numbers.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

function sizeOf(value: unknown, depth: number): number {
  if (!Array.isArray(value)) return 0;
  if (depth <= 1) return value.length;
  spend(value.length);
  return value.reduce<number>((sum, element) => sum + sizeOf(element, depth - 1), value.length);
}

function interpretersFunction(name: string): Builtin {
  const { value } = evaluate(name);
  if (!isBuiltin(value)) throw new Error(`The FEEL interpreter has no function "${name}".`);
  return value;
}

function interpretersAt(text: string): unknown {
  return evaluate(`@${JSON.stringify(text)}`).value;
}

function isBuiltin(value: unknown): value is Builtin {
  return typeof value === 'function' && '$args' in value && Array.isArray(value.$args);
}
function isText(value: unknown): value is string {
  return typeof value === 'string';
}
function isOptionalText(value: unknown): value is string | null | undefined {
  return value === null || value === undefined || typeof value === 'string';
}
