import type { Json } from '../model/json.ts';
import { isObject } from './component-kind.ts';

/** The value at a JSON Pointer without escapes (form keys need none); undefined where there is none. */
export function valueAt(value: Json | undefined, pointer: string): Json | undefined {
  return valueBelow(value, pointer === '' ? [] : pointer.slice(1).split('/'));
}

/** The value at a path of keys and row numbers; undefined where there is none. */
export function valueBelow(value: Json | undefined, path: readonly string[]): Json | undefined {
  let at: Json | undefined = value;
  for (const segment of path) {
    if (Array.isArray(at)) at = (at as readonly Json[])[Number(segment)];
    else if (isObject(at) && Object.hasOwn(at, segment)) at = at[segment];
    else return undefined;
  }
  return at;
}

/** Whether two values are the same JSON; the order of keys does not count. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    const other: readonly Json[] = b;
    return a.every((item: Json, index) => sameJson(item, other[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

/** Whether nothing is entered: absent, null, blank text or an empty list. A false checkbox is an answer. */
export function isBlank(value: Json | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** A JSON object that its maker may still change. */
export type Draft = Record<string, Json>;

/** Sets a value, making objects on the way; what is in the way and no object is replaced. */
export function setBelow(target: Draft, path: readonly string[], value: Json): void {
  const last = path.at(-1);
  if (last === undefined) return;
  let at = target;
  for (let depth = 0; depth < path.length - 1; depth += 1) {
    const segment = path[depth] ?? '';
    const next = at[segment];
    // Copied, not shared: what was there may belong to the case.
    const draft: Draft = isObject(next) ? { ...next } : {};
    at[segment] = draft;
    at = draft;
  }
  at[last] = value;
}

/** Removes a value; objects that become empty stay. */
export function removeBelow(target: Draft, path: readonly string[]): void {
  const last = path.at(-1);
  if (last === undefined || valueBelow(target, path) === undefined) return;
  let at = target;
  for (const segment of path.slice(0, -1)) {
    const draft: Draft = { ...(at[segment] as Draft) };
    at[segment] = draft;
    at = draft;
  }
  delete at[last];
}
