import { childrenOf, type SyntaxNode } from './syntax.ts';

/**
 * Puts a guard at every place where an expression could run away or read the host: the interpreter itself has no limits
 * and reads the host's zone.
 *
 * - `for x in a..b` and every other iteration target → `__motcua_iterate(…)`, which bounds and counts
 * - `list[condition]` → `__motcua_count(list)[condition]`
 * - function bodies → `if __motcua_step() then (body) else null`
 * - `date and time(…)`, `@"…"` → read in the procedure's zone instead of the host's
 * - `a < b` → `__motcua_left(a) < __motcua_right(b, position)`, with a literal `__motcua_against(a, 1, position) < 1`: null
 *   where the two have no order (the interpreter compares as JavaScript does; `"5" > 3` would be true)
 * - `x instance of type` → `__motcua_instance_of(x, "type")` (the interpreter has only JavaScript's `instanceof`)
 */
export function rewriteFeel(root: SyntaxNode, source: string): RewrittenFeel {
  const pieces: Piece[] = [];
  let length = 0;

  const insert = (text: string): void => {
    pieces.push({ start: length, text });
    length += text.length;
  };
  const copy = (from: number, to: number): void => {
    if (from >= to) return;
    pieces.push({ start: length, text: source.slice(from, to), from });
    length += to - from;
  };
  const copyWithin = (node: SyntaxNode, from = node.from, to = node.to): void => {
    let position = from;
    for (const child of childrenOf(node)) {
      if (child.from < position || child.to > to) continue;
      copy(position, child.from);
      emit(child);
      position = child.to;
    }
    copy(position, to);
  };
  const wrap = (before: string, node: SyntaxNode, after: string): void => {
    insert(before);
    emit(node);
    insert(after);
  };

  function emit(node: SyntaxNode): void {
    const children = childrenOf(node);
    switch (node.name) {
      case 'InExpression': {
        const target = children[2];
        if (!target) return copyWithin(node);
        copy(node.from, target.from);
        const bounds = target.name === 'IterationContext' ? childrenOf(target) : [target];
        insert('__motcua_iterate(');
        bounds.forEach((bound, index) => {
          if (index > 0) insert(', ');
          emit(bound);
        });
        insert(')');
        return copy(target.to, node.to);
      }
      case 'FilterExpression': {
        const [target, , condition] = children;
        if (!target || !condition || condition.name === 'NumericLiteral') return copyWithin(node);
        wrap('__motcua_count(', target, ')');
        return copyWithin(node, target.to);
      }
      case 'Comparison': {
        const [left, operator, right] = children;
        if (
          !left ||
          !right ||
          operator?.name !== 'CompareOp' ||
          !ORDERING.has(source.slice(operator.from, operator.to))
        ) {
          return copyWithin(node);
        }
        if (right.name === 'NumericLiteral' || right.name === 'StringLiteral') {
          wrap('__motcua_against(', left, `, ${source.slice(right.from, right.to)}, ${operator.from + 1})`);
          return copy(left.to, right.to);
        }
        wrap('__motcua_left(', left, ')');
        copy(left.to, right.from);
        return wrap('__motcua_right(', right, `, ${operator.from + 1})`);
      }
      case 'FunctionBody':
        insert('if __motcua_step() then (');
        copyWithin(node);
        return insert(') else null');
      case 'InstanceOfExpression': {
        const [value, , , type] = children;
        if (!value || !type) return copyWithin(node);
        wrap('__motcua_instance_of(', value, `, ${JSON.stringify(source.slice(type.from, type.to))})`);
        return;
      }
      case 'DateTimeConstructor':
        if (/^date\s+and\s+time$/.test(source.slice(node.from, node.to))) return insert('__motcua_date_and_time');
        return copy(node.from, node.to);
      case 'AtLiteral': {
        const text = children[0];
        if (!text) return copyWithin(node);
        return wrap('__motcua_at(', text, ')');
      }
      default:
        return copyWithin(node);
    }
  }

  emit(root);
  return {
    text: pieces.map((piece) => piece.text).join(''),
    originalPosition(position) {
      const piece = pieces.findLast((candidate) => candidate.start <= position);
      if (!piece) return 0;
      if (piece.from !== undefined) return piece.from + (position - piece.start);
      const next = pieces.find((candidate) => candidate.start > position && candidate.from !== undefined);
      return next?.from ?? source.length;
    },
  };
}

const ORDERING: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

export interface RewrittenFeel {
  readonly text: string;
  /** Offset in the analyst's source of an offset in `text`. */
  originalPosition(position: number): number;
}

interface Piece {
  readonly start: number;
  readonly text: string;
  /** Offset in the source; absent on what was put in. */
  readonly from?: number;
}
