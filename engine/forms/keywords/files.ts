import type { Json, JsonObject } from '../../model/json.ts';
import { isObject } from '../component-kind.ts';
import { acceptList } from '../accept-list.ts';
import type { FormKeyword } from '../form-keyword.ts';

/** `x-multiple`: whether more than one file may be attached, by FEEL; anything but true is one. */
export const multiple: FormKeyword = {
  name: 'x-multiple',
  applies: 'array',
  prepare(schema) {
    const feel = isObject(schema) ? String(schema['feel']) : 'false';
    return (value, run, pointer) => {
      const count = Array.isArray(value) ? value.length : 0;
      if (count < 2) return undefined;
      const result = run.evaluate(feel, pointer);
      return result.ok && result.value === true ? undefined : { code: 'maxFiles', params: { limit: 1, actual: count } };
    };
  },
};

const FILE_KEYS = ['hash', 'id', 'name', 'size', 'type'];

/** `x-file`: a stored file by `id`, `name`, `type` (media type), `size` (bytes) and `hash` (SHA-256, hex), and nothing else. */
export const file: FormKeyword = {
  name: 'x-file',
  prepare(schema) {
    const { maxBytes } = schema as { readonly maxBytes?: number };
    return (value) => {
      if (!isFile(value)) return { code: 'file' };
      return maxBytes !== undefined && value.size > maxBytes
        ? { code: 'fileSize', params: { limit: maxBytes } }
        : undefined;
    };
  },
};

function isFile(value: Json): value is JsonObject & { readonly size: number } {
  if (!isObject(value) || Object.keys(value).sort().join() !== FILE_KEYS.join()) return false;
  const { id, name, type, size, hash } = value;
  const named =
    typeof id === 'string' && id !== '' && typeof name === 'string' && name !== '' && typeof type === 'string';
  return (
    named && Number.isSafeInteger(size) && Number(size) >= 0 && typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)
  );
}

/**
 * `x-accept`: media types and name endings that a file may have, as the `accept` of an HTML file input reads them.
 *
 * @source HTML Living Standard §4.10.5.1.17 (`accept`)
 */
export const accept: FormKeyword = {
  name: 'x-accept',
  prepare(schema) {
    const fixed = Array.isArray(schema) ? (schema as readonly Json[]).map(String) : undefined;
    return (value, run, pointer) => {
      if (!isFile(value)) return undefined;
      let accepted: readonly string[] = fixed ?? [];
      if (fixed === undefined) {
        const result = run.evaluate(isObject(schema) ? String(schema['feel']) : 'null', pointer);
        if (!result.ok || (result.value !== null && typeof result.value !== 'string')) return { code: 'limitUnknown' };
        accepted = acceptList(result.value ?? '');
      }
      if (accepted.length === 0 || accepted.some((one) => isAccepted(one, value))) return undefined;
      return { code: 'fileType', params: { accept: accepted.join(', ') } };
    };
  },
};

function isAccepted(one: string, file: JsonObject): boolean {
  const name = String(file['name'] ?? '').toLowerCase();
  const type = String(file['type'] ?? '').toLowerCase();
  if (one.startsWith('.')) return name.endsWith(one);
  return one.endsWith('/*') ? type.startsWith(one.slice(0, -1)) : type === one;
}
