import type { Json } from '../model/json.ts';
import { feelOf, isObject } from './component-kind.ts';

/**
 * Every FEEL source in a form: any text that begins with `=`, wherever it stands, and every `{{…}}` of its templates. The
 * viewer evaluates only some properties; reading too many names here costs a projection a variable, reading too few would
 * hide a value from an expression.
 */
export function expressionsIn(value: Json): readonly string[] {
  if (typeof value === 'string') {
    const feel = feelOf(value);
    if (feel !== undefined) return feel === '' ? [] : [feel];
    return [...value.matchAll(/\{\{\s*(?:#(?:if|loop)\s+)?([^{}/#]+?)\s*\}\}/g)].map((match) => match[1] ?? '');
  }
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(expressionsIn);
  return isObject(value) ? Object.values(value).flatMap(expressionsIn) : [];
}
