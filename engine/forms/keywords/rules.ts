import type { JsonObject } from '../../model/json.ts';
import type { Fault, FormKeyword } from '../form-keyword.ts';
import type { FormRun } from '../form-run.ts';
import { valueBelow } from '../json-value.ts';

type Rule = {
  readonly id: string;
  readonly feel: string;
  readonly message: JsonObject;
  /** Fields that the message is shown at, below the form or below each row. */
  readonly paths: readonly string[];
  /** List whose rows are asked one by one. */
  readonly each?: string;
};

/** `x-rules`: cross-field rules of the form; a submission is refused while a rule's condition is true. See `form-rules.ts`. */
export const rules: FormKeyword = {
  name: 'x-rules',
  prepare(schema) {
    const all = schema as readonly Rule[];
    return (_value, run) => all.flatMap((rule) => placesOf(rule, run).flatMap((place) => ask(rule, run, place)));
  },
};

function placesOf({ each }: Rule, run: FormRun): readonly string[] {
  if (each === undefined) return [''];
  const rows = valueBelow(run.state(), each.split('/'));
  return Array.isArray(rows) ? rows.map((_, index) => `/${each}/${index}`) : [];
}

function ask({ id, feel, message, paths }: Rule, run: FormRun, place: string): readonly Fault[] {
  const result = run.evaluate(feel, place === '' ? '' : `${place}/`);
  if (result.ok && result.value !== true)
    return result.value === false || result.value === null ? [] : failed(id, paths, place);
  if (!result.ok) return failed(id, paths, place);
  return paths.map((path) => ({ code: 'rule', below: `${place}/${path}`, params: { rule: id, message } }));
}

/** A rule that cannot be asked refuses: nobody has seen that it holds. */
function failed(id: string, paths: readonly string[], place: string): readonly Fault[] {
  return paths.map((path) => ({ code: 'ruleFailed', below: `${place}/${path}`, params: { rule: id } }));
}
