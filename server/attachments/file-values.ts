import type { JsonObject } from '../../engine/index.ts';

/** An attached file as a file picker holds it. */
export interface FileValue {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly hash: string;
  /** JSON Pointer to where it stands. */
  readonly path: string;
}

/**
 * The files that a submission, or a history, names: whatever has the shape of a file picker's entry, at any depth. No other
 * component of a form holds objects of this shape, so nothing needs to be known of the form. Pure.
 */
export function filesIn(value: unknown, path = ''): readonly FileValue[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => filesIn(each, `${path}/${String(index)}`));
  if (!isObject(value)) return [];
  const { id, name, type, size, hash } = value;
  if (
    typeof id === 'string' &&
    typeof name === 'string' &&
    typeof type === 'string' &&
    typeof size === 'number' &&
    typeof hash === 'string'
  )
    return [{ id, name, type, size, hash, path }];
  return Object.entries(value).flatMap(([key, inner]) => filesIn(inner, `${path}/${escaped(key)}`));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @source RFC 6901 §3 */
function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}
