import { RE2JS } from 're2js';

/**
 * Patterns of text fields. The browser runs them as JavaScript regular expressions, the server as RE2, which cannot be
 * blocked by a pattern (`^(a+)+$` on 28 characters held the event loop for 9.7 s). A pattern is translated to RE2 so that
 * both give one answer; what RE2 lacks, or what the two read differently, is refused by name.
 *
 * @source ECMA-262 §22.2.1 and Annex B.1.2 (patterns without the `u` flag, as the viewer compiles them); RE2 syntax
 */
export function translatePattern(pattern: string): { readonly re2: string } | { readonly refused: string } {
  try {
    // The constructor only parses: nothing is matched here.
    new RegExp(pattern);
  } catch (error) {
    return { refused: error instanceof SyntaxError ? error.message : String(error) };
  }
  const translated = translate(pattern);
  if ('refused' in translated) return translated;
  try {
    RE2JS.compile(translated.re2);
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
  return translated;
}

/** Whether `text` holds a match of the RE2 source, counting UTF-16 units as JavaScript does. */
export function patternMatcher(re2: string): (text: string) => boolean {
  const compiled = RE2JS.compile(re2);
  return (text) => compiled.test(hasSurrogate(text) ? asUnits(text) : text);
}

const SURROGATE = /[\ud800-\udfff]/;

function hasSurrogate(text: string): boolean {
  return SURROGATE.test(text);
}

/** RE2 counts code points, JavaScript without `u` counts units: each half becomes a character of its own (private use). */
function asUnits(text: string): string {
  return text.replace(/[\ud800-\udfff]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xd800 + 0xe000));
}

// JavaScript's \s and line ends; RE2 knows only the ASCII ones.
const SPACES =
  '\\t\\n\\v\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
const ANY = '[^\\n\\r\\x{2028}\\x{2029}]';

function translate(source: string): { readonly re2: string } | { readonly refused: string } {
  if (hasSurrogate(source)) return { refused: 'characters beyond U+FFFF are read differently by browsers and servers' };
  let out = '';
  let inClass = false;
  for (let at = 0; at < source.length;) {
    const char = source.charAt(at);
    if (char === '\\') {
      const escape = translateEscape(source.slice(at), inClass);
      if ('refused' in escape) return escape;
      out += escape.re2;
      at += escape.length;
      continue;
    }
    if (inClass) {
      if (char === ']') inClass = false;
      out += char === '[' ? '\\[' : char;
      at += 1;
      continue;
    }
    if (char === '[') {
      const opening = source.startsWith('[^', at) ? '[^' : '[';
      if (source.charAt(at + opening.length) === ']') return { refused: `'${opening}]' has no counterpart in RE2` };
      inClass = true;
      out += opening;
      at += opening.length;
      continue;
    }
    if (char === '(' && source.charAt(at + 1) === '?') {
      const group = /^\(\?(?::|<[A-Za-z_]\w*>)/.exec(source.slice(at));
      if (group === null) return { refused: `'${source.slice(at, at + 4)}…' (look-around) has no counterpart in RE2` };
      out += group[0].replace('(?<', '(?P<');
      at += group[0].length;
      continue;
    }
    out += char === '.' ? ANY : char;
    at += 1;
  }
  return { re2: out };
}

type Escape = { readonly re2: string; readonly length: number } | { readonly refused: string };

function translateEscape(rest: string, inClass: boolean): Escape {
  const char = rest.charAt(1);
  const hex = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(rest);
  if (hex !== null) {
    const code = hex[1] ?? hex[2] ?? '';
    if (/^d[89a-f]/i.test(code) && code.length === 4) return { refused: 'halves of surrogate pairs cannot be matched' };
    return { re2: `\\x{${code}}`, length: hex[0].length };
  }
  if (char === 's') return { re2: inClass ? SPACES : `[${SPACES}]`, length: 2 };
  if (char === 'S' && !inClass) return { re2: `[^${SPACES}]`, length: 2 };
  if (char === 'b' && inClass) return { re2: '\\x{8}', length: 2 };
  if (char === '0' && !/^\\0\d/.test(rest)) return { re2: '\\x{0}', length: 2 };
  if ((inClass ? 'dDwWtnrfv' : 'dDwWbBtnrfv').includes(char)) return { re2: `\\${char}`, length: 2 };
  if (/[1-9]/.test(char)) return { refused: `'\\${char}' (back-reference) has no counterpart in RE2` };
  if (/[A-Za-z0-9]/.test(char)) return { refused: `'\\${char}' is read differently by browsers and by RE2` };
  // Punctuation stands for itself; RE2 refuses the escape of anything else.
  return { re2: /[\x21-\x7e]/.test(char) ? `\\${char}` : char, length: 2 };
}
