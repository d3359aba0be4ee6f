import { Temporal } from 'temporal-polyfill';
import type { FeelClock, FeelResult } from '../feel/feel.ts';
import { evaluateFeel } from '../feel/feel.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { CompiledForm } from './compiled-form.ts';
import { isObject } from './component-kind.ts';
import type { FieldCode } from './field-codes.ts';
import { computeFields } from './compute-fields.ts';
import { formState, initialState, newRow, variableState } from './form-state.ts';
import type { Draft } from './json-value.ts';
import { valueAt } from './json-value.ts';

/**
 * One check of one submission: what the schema's own keywords may ask beyond the value in front of them. ajv hands it to
 * them as `this`. A pointer is the JSON Pointer of a place in the submission.
 */
export interface FormRun {
  readonly variables: JsonObject;
  /** Today in the procedure's zone, `2026-11-24`. */
  today(): string;
  /** Whether a local date lies before today. */
  isPast(date: string): boolean;
  /** Local date of an instant in the procedure's zone. */
  localDate(instant: string): string;
  /** Value of an expression as the viewer would show it at a place. */
  evaluate(feel: string, pointer: string): FeelResult;
  /** Whether a FEEL unary test (a hide or readonly condition) holds at a place. */
  holds(test: string, pointer: string): boolean;
  /** What the viewer shows at a place before anyone enters anything. */
  shown(pointer: string): Json | undefined;
  /** What the viewer shows in a new row of the list at a place. */
  blankRow(list: string): JsonObject;
  /** The form's state: what was shown, what was submitted over it, what is computed from it. */
  state(): JsonObject;
  /** Marks a place whose other findings do not count: all of them, or those that the viewer does not look for either. */
  exempt(pointer: string, from: 'everything' | 'what the viewer lets pass'): void;
  isExempt(pointer: string, code: FieldCode): boolean;
}

/** Where expressions are evaluated: the form, or a row of a list. */
interface Scope {
  readonly self: JsonObject;
  readonly parent: JsonObject | null;
  /** Row numbers from 1, outermost list first. */
  readonly index: readonly number[];
  readonly context: Draft;
}

/** Starts the check of a submission. Nothing is computed before a keyword asks for it. Pure. */
export function startRun(form: CompiledForm, submission: JsonObject, variables: JsonObject, clock: FeelClock): FormRun {
  const exempted: { readonly place: string; readonly all: boolean }[] = [];
  const answers = new Map<string, boolean>();
  const rows = new Map<string, Scope>();
  let initial: JsonObject | undefined;
  let root: Scope | undefined;
  let today: string | undefined;

  const initialOnce = (): JsonObject => (initial ??= initialState(form, variables));

  const rootScope = (): Scope => {
    if (root !== undefined) return root;
    const data =
      form.readsState || form.computed.length > 0
        ? { ...variables, ...formState(form, submission, variables) }
        : readState(form, submission, variables);
    root = { self: data, parent: null, index: [], context: contextOf(data, data, null, []) };
    if (form.computed.length > 0) {
      const top = root;
      computeFields(form, data, run, (key, value) => {
        top.context[key] = value;
        rows.clear();
      });
      answers.clear();
    }
    return root;
  };

  const scopeAt = (pointer: string): Scope => {
    const row = rowOf(pointer);
    if (row === '') return rootScope();
    const known = rows.get(row);
    if (known !== undefined) return known;
    const top = rootScope();
    const listAt = row.lastIndexOf('/');
    const outer = scopeAt(row.slice(0, listAt));
    const value = valueAt(top.self, row);
    const self = isObject(value) ? value : {};
    const parent = contextOf(outer.self, outer.self, outer.parent, outer.index);
    const index = [...outer.index, Number(row.slice(listAt + 1)) + 1];
    const scope: Scope = { self, parent, index, context: contextOf(top.self, self, parent, index) };
    rows.set(row, scope);
    return scope;
  };

  const run: FormRun = {
    variables,
    today: () => (today ??= localDate(clock.at, clock.timeZone)),
    isPast(date) {
      // A zone is at most 14 hours ahead of UTC and 12 behind: far dates need no time zone, which costs more than a form.
      const now = Date.parse(clock.at);
      if (date >= utcDate(now + 14 * HOUR)) return false;
      return date < utcDate(now - 12 * HOUR) || date < run.today();
    },
    localDate: (instant) => localDate(instant, clock.timeZone),
    evaluate: (feel, pointer) => evaluateFeel(feel, scopeAt(pointer).context, clock),
    holds(test, pointer) {
      const question = `${rowOf(pointer)} ${test}`;
      const known = answers.get(question);
      if (known !== undefined) return known;
      const answer = isUnaryTrue(test, run.evaluate(test, pointer));
      answers.set(question, answer);
      return answer;
    },
    shown: (pointer) => valueAt(initialOnce(), pointer),
    blankRow: (list) => newRow(form, list, variables),
    state: () => rootScope().self,
    exempt: (pointer, from) => void exempted.push({ place: pointer, all: from === 'everything' }),
    isExempt: (pointer, code) =>
      exempted.some(
        ({ place, all }) => (all || !VIEWER_CODES.has(code)) && (pointer === place || pointer.startsWith(`${place}/`)),
      ),
  };
  return run;
}

/** What the viewer looks for too. @source form-js viewer 2.0, `Validator` */
const VIEWER_CODES: ReadonlySet<FieldCode> = new Set([
  'required',
  'minLength',
  'maxLength',
  'pattern',
  'email',
  'phone',
  'decimals',
  'increment',
  'minimum',
  'maximum',
  'limitUnknown',
]);

/** Only what the form's expressions name: most forms ask for one or two of their fields. */
function readState(form: CompiledForm, submission: JsonObject, variables: JsonObject): Draft {
  const state: Draft = {};
  for (const name of form.reads) {
    const value = variableState(form, name, submission, variables) ?? variables[name];
    if (value !== undefined) state[name] = value;
  }
  return state;
}

/** The row that a place lies in, `''` for the form itself. Keys never are numbers, so a number is a row. */
function rowOf(pointer: string): string {
  return /^(.*\/\d+)(?:\/|$)/.exec(pointer)?.[1] ?? '';
}

/** The names that expressions see. @source form-js viewer 2.0, `buildExpressionContext` */
function contextOf(data: JsonObject, self: JsonObject, parent: JsonObject | null, i: readonly number[]): Draft {
  return { this: self, parent, i, ...data, _this_: self, _parent_: parent, _i_: i };
}

/**
 * The viewer asks conditions as unary tests without an input: true holds, and so does null (`null = null`), unless the whole
 * test is negated. An expression that fails does not hold.
 *
 * @source DMN 1.5 §10.3.2.8 (unary tests), as @bpmn-io/feelin 6.1 evaluates them
 */
function isUnaryTrue(test: string, result: FeelResult): boolean {
  if (!result.ok) return false;
  if (result.value === null) return !/^not\s*\(/.test(test);
  return result.value === true || (Array.isArray(result.value) && result.value.includes(null));
}

function localDate(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

const HOUR = 3_600_000;

function utcDate(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString().slice(0, 10);
}
