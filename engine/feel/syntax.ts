import { parseExpression, parseUnaryTests } from '@bpmn-io/feelin';

type Tree = ReturnType<typeof parseExpression>;

/** A node of the parse tree: `name`, `from`, `to`, children. Positions are UTF-16 offsets into the source. */
export type SyntaxNode = Tree['topNode'];

/** Names that FEEL may read as one although they hold spaces or operators: nested like the context, leaves are null. */
export interface NameShape {
  readonly [name: string]: NameShape | null;
}

export type ParsedFeel =
  | { readonly ok: true; readonly root: SyntaxNode }
  | { readonly ok: false; readonly message: string; readonly messageVi: string; readonly position: number };

/**
 * Longer sources are refused: the parser's time grows with their square (5,000 characters of the worst kind took 0.7 s, 15,000
 * took 29 s). Split a long expression into several decisions, or variables.
 */
const MAX_SOURCE_LENGTH = 5_000;

/** Parses an expression or a list of unary tests. A syntax error comes back with the character where it stands. */
export function parseFeel(source: string, kind: 'expression' | 'unaryTests', shape: NameShape = {}): ParsedFeel {
  if (source.trim() === '')
    return { ok: false, message: 'The expression is empty.', messageVi: 'Biểu thức trống.', position: 0 };
  if (source.length > MAX_SOURCE_LENGTH) {
    return {
      ok: false,
      message: `The expression is longer than ${MAX_SOURCE_LENGTH} characters.`,
      messageVi: `Biểu thức dài hơn ${MAX_SOURCE_LENGTH} ký tự.`,
      position: MAX_SOURCE_LENGTH,
    };
  }
  const deep = firstTooDeep(source);
  if (deep !== undefined) {
    return {
      ok: false,
      message: `Brackets nest deeper than ${MAX_BRACKETS} levels at character ${deep + 1}.`,
      messageVi: `Dấu ngoặc lồng sâu hơn ${MAX_BRACKETS} cấp tại ký tự ${deep + 1}.`,
      position: deep,
    };
  }
  const parse = kind === 'expression' ? parseExpression : parseUnaryTests;
  const root = parse(source, shape, undefined).topNode;
  const fault = firstFault(root);
  if (fault === undefined) return { ok: true, root };
  const rest = source.slice(fault).trim();
  const shown = rest.length > 20 ? `${rest.slice(0, 20)}…` : rest;
  const near = rest === '' ? 'the expression ends too early' : `unexpected "${shown}"`;
  const nearVi = rest === '' ? 'biểu thức kết thúc quá sớm' : `không hiểu “${shown}”`;
  return {
    ok: false,
    message: `Syntax error at character ${fault + 1}: ${near}.`,
    messageVi: `Sai cú pháp tại ký tự ${fault + 1}: ${nearVi}.`,
    position: fault,
  };
}

/** Deeper nesting costs the parser quadratic time (10,000 brackets took 4.5 s). */
const MAX_BRACKETS = 200;

function firstTooDeep(source: string): number | undefined {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index];
    if (inText) {
      if (character === '\\') index += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '(' || character === '[' || character === '{') {
      depth += 1;
      if (depth > MAX_BRACKETS) return index;
    } else if (character === ')' || character === ']' || character === '}') depth -= 1;
  }
  return undefined;
}

/** The children of a node that carry meaning; comments are skipped. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isSkipped) children.push(child);
  }
  return children;
}

/** A name as FEEL compares it: one space around operators, one between words. @source DMN 1.5 §10.3.1 */
export function normalizeName(name: string): string {
  return name
    .replace(/\s*([./\-'+]|\*\*?)\s*/g, ' $1 ')
    .replace(/\s{2,}/g, ' ')
    .trim();
}

function firstFault(node: SyntaxNode): number | undefined {
  if (node.type.isError) return node.from;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const fault = firstFault(child);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
