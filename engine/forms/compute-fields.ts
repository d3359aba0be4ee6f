import type { FeelResult } from '../feel/feel.ts';
import type { Json } from '../model/json.ts';
import type { CompiledField, CompiledForm } from './compiled-form.ts';
import { ROW } from './compiled-form.ts';
import type { Draft } from './json-value.ts';
import { setBelow, valueBelow } from './json-value.ts';

/**
 * Computes the computed fields of a form into its state, each after those it reads. A field in a list is computed in every
 * row. An expression that fails gives null, as in the viewer; `changed` names the top-level variable that has a new value.
 */
export function computeFields(
  form: CompiledForm,
  state: Draft,
  run: { evaluate(feel: string, pointer: string): FeelResult },
  changed: (key: string, value: Json) => void,
): void {
  for (const component of form.computed) {
    const field = form.fields.find((candidate) => candidate.component === component);
    if (field?.computed === undefined) continue;
    for (const place of placesOf(field, state)) {
      const result = run.evaluate(field.computed, `/${place.join('/')}`);
      setPlace(state, place, result.ok ? result.value : null);
    }
    const key = field.path[0] ?? '';
    changed(key, state[key] ?? null);
  }
}

/** Every place of a field in a state, with row numbers for its lists. */
export function placesOf(field: CompiledField, state: Json): readonly (readonly string[])[] {
  let places: readonly (readonly string[])[] = [[]];
  for (const segment of field.path) {
    places = places.flatMap((place) => {
      if (segment !== ROW) return [[...place, segment]];
      const rows = valueBelow(state, place);
      return Array.isArray(rows) ? rows.map((_, index) => [...place, String(index)]) : [];
    });
  }
  return places;
}

function setPlace(state: Draft, place: readonly string[], value: Json): void {
  const row = place.findLastIndex((segment) => /^\d+$/.test(segment));
  const holder = row < 0 ? state : (valueBelow(state, place.slice(0, row + 1)) as Draft | undefined);
  if (holder !== undefined) setBelow(holder, place.slice(row + 1), value);
}
