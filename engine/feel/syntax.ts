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
  | { readonly ok: false; readonly message: string; readonly position: number };

/** Longer sources are refused: nobody wrote them by hand, and the parser's time grows with them. */
const MAX_SOURCE_LENGTH = 32_768;

/** Parses an expression or a list of unary tests. A syntax error comes back with the character where it stands. */
export function parseFeel(source: string, kind: 'expression' | 'unaryTests', shape: NameShape = {}): ParsedFeel {
  if (source.trim() === '') return { ok: false, message: 'The expression is empty.', position: 0 };
  if (source.length > MAX_SOURCE_LENGTH) {
    return {
      ok: false,
      message: `The expression is longer than ${MAX_SOURCE_LENGTH} characters.`,
      position: MAX_SOURCE_LENGTH,
    };
  }
  const parse = kind === 'expression' ? parseExpression : parseUnaryTests;
  const root = parse(source, shape, undefined).topNode;
  const fault = firstFault(root);
  if (fault === undefined) return { ok: true, root };
  const rest = source.slice(fault).trim();
  const near =
    rest === '' ? 'the expression ends too early' : `unexpected "${rest.length > 20 ? `${rest.slice(0, 20)}…` : rest}"`;
  return { ok: false, message: `Syntax error at character ${fault + 1}: ${near}.`, position: fault };
}

/** The children of a node that carry meaning; comments are skipped. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isSkipped) children.push(child);
  }
  return children;
}

/** A name as FEEL compares it: one space around operators, one between words. @source DMN 1.5 §10.3.1.4 */
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
