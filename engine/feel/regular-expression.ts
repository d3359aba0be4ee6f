import { RE2JS } from 're2js';

/** A regular expression that runs in linear time whatever it is given. */
export type RegularExpression = RE2JS;

/** Patterns seen so far; analysts write few, data (a pattern in a variable) may bring many, so the memory is bounded. */
const compiled = new Map<string, RE2JS>();
const MAX_REMEMBERED = 500;

/**
 * Compiles a FEEL pattern by RE2 (no backtracking: `^(a+)+$` cannot block). Flags: `s`, `m`, `i`.
 * Throws with the reason when RE2 refuses it (look-around, back references) or the flag is unknown.
 * @source DMN 1.5 §10.3.4.3 (matches, replace, split), whose flags are those of XPath; `x` is not supported.
 */
export function compilePattern(pattern: string, flags = ''): RegularExpression {
  const key = `${flags}/${pattern}`;
  const known = compiled.get(key);
  if (known) return known;
  const expression = compile(pattern, flags);
  if (compiled.size >= MAX_REMEMBERED) compiled.clear();
  compiled.set(key, expression);
  return expression;
}

/** A pattern that RE2 refuses. `message` is English. */
export class PatternError extends Error {
  constructor(
    message: string,
    readonly messageVi: string,
  ) {
    super(message);
  }
}

function compile(pattern: string, flags: string): RE2JS {
  let bits = 0;
  for (const flag of flags) {
    if (flag === 'i') bits |= RE2JS.CASE_INSENSITIVE;
    else if (flag === 's') bits |= RE2JS.DOTALL;
    else if (flag === 'm') bits |= RE2JS.MULTILINE;
    else
      throw new PatternError(
        `The flag "${flag}" of a regular expression is not supported; use i, s or m.`,
        `Cờ “${flag}” của biểu thức chính quy không được hỗ trợ; dùng i, s hoặc m.`,
      );
  }
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern), bits);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp:\s*/, '') : String(error);
    throw new PatternError(
      `The regular expression "${pattern}" is refused: ${reason}. Look-around and back references are not available.`,
      `Biểu thức chính quy “${pattern}” không được chấp nhận: ${reason}. Không dùng được look-around và tham chiếu ngược.`,
    );
  }
}

/** Replaces every match. `$0` is the match, `$1`… its groups, `\$` a dollar. */
export function replaceAll(input: string, expression: RegularExpression, replacement: string): string {
  return expression.matcher(input).replaceAll((match: string, ...rest: readonly unknown[]) =>
    replacement.replace(/\\([\\$])|\$(\d)/g, (token, escaped: string | undefined, digit: string | undefined) => {
      if (escaped !== undefined) return escaped;
      const group = Number(digit);
      if (group === 0) return match;
      if (group > expression.groupCount()) return token;
      const value = rest[group - 1];
      return typeof value === 'string' ? value : '';
    }),
  );
}

/** Splits at every match; empty parts are kept, an empty match splits between characters. */
export function splitAt(input: string, expression: RegularExpression): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (const match of expression.matchAll(input)) {
    const at = match.index ?? 0;
    if (match[0] === '' && (at === 0 || at >= input.length)) continue;
    parts.push(input.slice(start, at));
    start = at + match[0].length;
  }
  parts.push(input.slice(start));
  return parts;
}
