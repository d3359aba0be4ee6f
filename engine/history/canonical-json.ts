/**
 * JSON in the one form that everybody hashes alike: no blanks, keys sorted by UTF-16 code units, numbers and strings as
 * ECMAScript writes them. Refused (thrown as a bug: stored data is JSON): numbers that are not finite, `undefined` in a
 * list, lone surrogates, anything that is not JSON. An entry whose value is `undefined` is left out, as `JSON.stringify` does.
 * @source RFC 8785 §3.2
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value);
    case 'number':
      if (!Number.isFinite(value)) throw new Error(`${value} is not a JSON number.`);
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalList(value) : canonicalObject(value);
    default:
      throw new Error(`A value of type ${typeof value} is not JSON.`);
  }
}

function canonicalList(list: readonly unknown[]): string {
  let text = '';
  for (let index = 0; index < list.length; index += 1) text += (index === 0 ? '' : ',') + canonicalJson(list[index]);
  return `[${text}]`;
}

function canonicalObject(object: object): string {
  if (!isPlain(object)) throw new Error('Only plain objects are JSON.');
  let text = '';
  for (const key of sortedKeys(object)) {
    const value = object[key];
    if (value !== undefined) text += `${text === '' ? '{' : ','}${canonicalString(key)}:${canonicalJson(value)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

/** The default order of `sort`, and of `<`, is by UTF-16 code units, which is what RFC 8785 §3.2.3 asks for. */
function sortedKeys(object: object): readonly string[] {
  const keys = Object.keys(object);
  let last = '';
  for (const key of keys) {
    if (key < last) return keys.sort();
    last = key;
  }
  return keys;
}

function isPlain(object: object): object is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === Object.prototype || prototype === null;
}

function canonicalString(text: string): string {
  // A command hashes a hundred short texts in which nothing is escaped: to look is quicker than to ask JSON.stringify.
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || unit >= 0xd800) return escapedString(text);
  }
  return `"${text}"`;
}

/** `JSON.stringify` escapes as RFC 8785 §3.2.2.2 does, except that it lets lone surrogates through as escapes. */
function escapedString(text: string): string {
  const written = JSON.stringify(text);
  if (written.length !== text.length + 2 && LONE_SURROGATE.test(text)) {
    throw new Error('Text with a lone surrogate is not JSON (RFC 8785 §3.2.2.2).');
  }
  return written;
}

const LONE_SURROGATE = /[\uD800-\uDFFF]/u;
