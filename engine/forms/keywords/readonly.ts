import type { Json } from '../../model/json.ts';
import type { Fault, FormKeyword } from '../form-keyword.ts';
import type { FormRun } from '../form-run.ts';
import { isBlank, sameJson, valueAt, valueBelow } from '../json-value.ts';

interface Entry {
  readonly path: readonly string[];
  readonly component: string;
  /** Always, while the condition holds, or always and not submitted. */
  readonly when: true | string;
}

/**
 * `x-readonly`: fields of this object that are shown and cannot be changed: absent, or exactly what the form shows. In a row
 * the cells must all be those of one row of the case, or of a new row, because rows may have been added or removed before it.
 */
export const readonly: FormKeyword = {
  name: 'x-readonly',
  prepare(schema) {
    const entries = (schema as readonly { path: string; component: string; when: true | string }[]).map(
      (entry): Entry => ({ ...entry, path: entry.path.split('/') }),
    );
    return (value, run, pointer) => {
      const held = entries.filter(
        ({ path, when }) => valueBelow(value, path) !== undefined && isHeld(when, run, pointer),
      );
      if (held.length === 0) return undefined;
      const faults: Fault[] = [];
      const shown = shownObject(held, value, run, pointer);
      for (const { path, component, when } of held) {
        const below = `/${path.join('/')}`;
        if (!isUnchanged(valueBelow(value, path), shown, path, run.variables, pointer))
          faults.push({ code: 'readonlyField', below, component });
        // Nobody could correct here what the case already holds.
        else run.exempt(pointer + below, when === 'disabled' ? 'everything' : 'what the viewer lets pass');
      }
      return faults;
    };
  },
};

function isHeld(when: true | string, run: FormRun, pointer: string): boolean {
  return when === true || when === 'disabled' || run.holds(when, pointer);
}

/** What the form shows for this object; for a row, the row of the case that agrees with all cells, or else the one beside it. */
function shownObject(held: readonly Entry[], value: Json, run: FormRun, pointer: string): Json | undefined {
  const list = /^(.*)\/\d+$/.exec(pointer)?.[1];
  if (list === undefined) return run.shown(pointer);
  const rows = run.shown(list);
  const candidates: readonly Json[] = Array.isArray(rows) ? rows : [];
  const agreeing = candidates.find((row) =>
    held.every(({ path }) => sameOrBlank(valueBelow(value, path), valueBelow(row, path))),
  );
  return agreeing ?? run.shown(pointer) ?? run.blankRow(list);
}

function isUnchanged(
  given: Json | undefined,
  shown: Json | undefined,
  path: readonly string[],
  variables: Json,
  pointer: string,
): boolean {
  if (sameOrBlank(given, valueBelow(shown, path))) return true;
  // The case's value as it is, where the field reads it differently (a number shown as text).
  return sameOrBlank(given, valueAt(variables, `${pointer}/${path.join('/')}`));
}

function sameOrBlank(given: Json | undefined, shown: Json | undefined): boolean {
  return sameJson(given, shown) || (isBlank(given) && isBlank(shown));
}
