import type { JsonObject } from '../model/json.ts';
import type { CaseState, ElementInstance, Rows, Tables } from './state.ts';
import { find, put } from './table.ts';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * A case while a command runs. Starts as another view of the state it came from and copies a table, or an element
 * instance, the first time it is written to: the original stays as it was, so a refused command changes nothing, and a
 * command costs what it touches. `owned` holds the copies, which may be changed in place.
 */
export interface Draft {
  readonly state: Mutable<CaseState>;
  readonly owned: Set<object>;
}

export function draftOf(state: CaseState): Draft {
  return { state: { ...state }, owned: new Set() };
}

/** A table that may be changed in place. */
export function writable<Name extends keyof Rows>(draft: Draft, name: Name): Rows[Name][] {
  const tables: Tables = draft.state;
  const present = tables[name];
  // What the draft owns it has made itself, as a mutable array.
  if (draft.owned.has(present)) return present as Rows[Name][];
  const copy: Rows[Name][] = present.slice();
  draft.owned.add(copy);
  Object.assign(draft.state, { [name]: copy });
  return copy;
}

/** An element instance that may be changed in place. Throws when there is none: an event speaks of a thing that is not. */
export function writableElement(draft: Draft, key: number): Mutable<ElementInstance> {
  const present = find(draft.state.elements, key);
  if (present === undefined) throw new Error(`case '${draft.state.caseId}' has no active element instance ${key}`);
  if (draft.owned.has(present)) return present;
  const copy = { ...present };
  draft.owned.add(copy);
  put(writable(draft, 'elements'), copy);
  return copy;
}

/** Adds an element instance that nobody else holds yet. */
export function addElement(draft: Draft, instance: ElementInstance): void {
  draft.owned.add(instance);
  put(writable(draft, 'elements'), instance);
}

/** Merges variables into a scope; the root's live on the case itself. */
export function mergeVariables(draft: Draft, scopeKey: number, variables: JsonObject): void {
  if (scopeKey === draft.state.rootKey) {
    draft.state.variables = { ...draft.state.variables, ...variables };
    return;
  }
  const scope = writableElement(draft, scopeKey);
  scope.variables = scope.variables === undefined ? variables : { ...scope.variables, ...variables };
}
