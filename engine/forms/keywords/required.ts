import type { Fault, FormKeyword } from '../form-keyword.ts';
import { isBlank, valueBelow } from '../json-value.ts';

type Entry = {
  readonly path: string;
  readonly component: string;
  /** A box that must be ticked. */
  readonly ticked?: true;
  /** A list that needs so many rows; asked here only where it is absent. */
  readonly rows?: number;
  /** Conditions that hide the field. */
  readonly unless?: readonly string[];
  /** The field cannot be entered: the case's own value will do. */
  readonly readonly?: true | string;
};

/**
 * `x-required`: fields of this object that must hold something, unless they are hidden. Blank text is nothing, stricter than
 * the viewer, which takes a space for a name.
 */
export const required: FormKeyword = {
  name: 'x-required',
  prepare(schema) {
    const entries = (schema as readonly Entry[]).map((entry) => ({ ...entry, path: entry.path.split('/') }));
    return (value, run, pointer) => {
      let faults: Fault[] | undefined;
      for (const { path, component, ticked, rows, unless, readonly } of entries) {
        const given = valueBelow(value, path);
        if (ticked === true ? given === true : !isBlank(given)) continue;
        if (rows !== undefined && Array.isArray(given)) continue;
        if (unless?.some((test) => run.holds(test, pointer)) === true) continue;
        const below = `/${path.join('/')}`;
        if (given === undefined && (readonly === true || (readonly !== undefined && run.holds(readonly, pointer)))) {
          const shown = run.shown(pointer + below);
          if (ticked === true ? shown === true : !isBlank(shown)) continue;
        }
        (faults ??= []).push(
          rows === undefined
            ? { code: 'required', below, component }
            : { code: 'minRows', below, component, params: { limit: rows, actual: 0 } },
        );
      }
      return faults;
    };
  },
};
