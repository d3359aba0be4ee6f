/**
 * What can be said of FEEL conditions without running them. Syntactic and sound: `true` means proven, `false` means unknown.
 *
 * Null is a value of FEEL: where `a` is null, `a > 1` and `a <= 1` are both null, and neither flow is taken. Pairs of
 * comparisons are therefore total only under equality: `a != b` is true wherever `a = b` is not, null and mixed types
 * included (held by a test over the evaluator).
 */

/** True when, whatever the data, at least one of the conditions is true. */
export function areTotal(conditions: readonly string[]): boolean {
  const texts = conditions.map(normalize);
  if (texts.includes('true')) return true;
  return texts.some((text, i) => texts.some((other, j) => i !== j && complements(text, other)));
}

/** True when the condition is false or null whatever the data. */
export function isNeverTrue(condition: string): boolean {
  const text = normalize(condition);
  if (text === 'false' || text === 'null' || text === 'not(true)') return true;
  return contradicts(text.split(' and ').map((part) => unwrap(part.trim())));
}

function complements(a: string, b: string): boolean {
  const equal = /^([^=!<>]+?) ?= ?([^=!<>]+)$/.exec(a);
  const unequal = /^([^=!<>]+?) ?!= ?([^=!<>]+)$/.exec(b);
  return (
    equal !== null &&
    unequal !== null &&
    equal[1]?.trim() === unequal[1]?.trim() &&
    equal[2]?.trim() === unequal[2]?.trim() &&
    !/ (and|or) /.test(`${a} ${b}`)
  );
}

/** `x = "a" and x = "b"`: one variable cannot equal two literals. */
function contradicts(parts: readonly string[]): boolean {
  if (parts.some((part) => / or /.test(part))) return false;
  const values = new Map<string, string>();
  for (const part of parts) {
    const match = /^([\p{L}_][\p{L}\p{N}_.]*) ?= ?("[^"]*"|-?\d+(?:\.\d+)?|true|false)$/u.exec(part);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    const known = values.get(match[1]);
    if (known !== undefined && known !== match[2]) return true;
    values.set(match[1], match[2]);
  }
  return false;
}

function normalize(condition: string): string {
  return unwrap(condition.replace(/\s+/g, ' ').trim());
}

function unwrap(text: string): string {
  return text.startsWith('(') && text.endsWith(')') && balanced(text.slice(1, -1))
    ? unwrap(text.slice(1, -1).trim())
    : text;
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
