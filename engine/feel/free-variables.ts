import { childrenOf, normalizeName, type SyntaxNode } from './syntax.ts';

/** The names that an expression reads from its context. Roots only: `a.b` reads `a`. */
export interface FreeVariables {
  /** Read from the context for certain (or a built-in function's name). */
  readonly certain: readonly string[];
  /** Read inside a filter, where an element's own entry of that name comes first. */
  readonly possible: readonly string[];
}

/**
 * Finds the free variables of a parsed expression. Bound names are left out: variables of `for`, `some` and `every`,
 * earlier entries of a context, parameters of a function, `item` in a filter, `partial` in a `for`.
 * @source DMN 1.5 §10.3.2 (scopes)
 */
export function freeVariables(root: SyntaxNode, source: string): FreeVariables {
  const certain = new Set<string>();
  const possible = new Set<string>();

  function visit(node: SyntaxNode, bound: ReadonlySet<string>, inFilter: boolean): void {
    const children = childrenOf(node);
    switch (node.name) {
      case 'VariableName': {
        const name = nameOf(node, source);
        if (!bound.has(normalizeName(name))) (inFilter ? possible : certain).add(name);
        return;
      }
      case '?':
        if (!bound.has('?')) certain.add('?');
        return;
      case 'Type':
        return;
      case 'PathExpression': {
        const target = children[0];
        if (target) visit(target, bound, inFilter);
        return;
      }
      case 'Context': {
        let inner = bound;
        for (const entry of children.filter((child) => child.name === 'ContextEntry')) {
          visit(entry, inner, inFilter);
          const key = childrenOf(entry)[0];
          if (key) inner = new Set([...inner, normalizeName(keyOf(key, source))]);
        }
        return;
      }
      case 'ContextEntry': {
        const value = children[1];
        if (value) visit(value, bound, inFilter);
        return;
      }
      case 'NamedParameter': {
        const value = children[1];
        if (value) visit(value, bound, inFilter);
        return;
      }
      case 'FunctionDefinition': {
        const parameters = children
          .filter((child) => child.name === 'FormalParameters')
          .flatMap(childrenOf)
          .map((parameter) => childrenOf(parameter)[0])
          .filter((name) => name !== undefined)
          .map((name) => normalizeName(source.slice(name.from, name.to)));
        const inner = new Set([...bound, ...parameters]);
        for (const body of children.filter((child) => child.name === 'FunctionBody')) visit(body, inner, inFilter);
        return;
      }
      case 'ForExpression':
      case 'QuantifiedExpression': {
        let inner: ReadonlySet<string> = bound;
        for (const iteration of children.filter((child) => child.name === 'InExpressions').flatMap(childrenOf)) {
          const [name, , ...targets] = childrenOf(iteration);
          for (const target of targets) visit(target, inner, inFilter);
          if (name) inner = new Set([...inner, normalizeName(source.slice(name.from, name.to))]);
        }
        if (node.name === 'ForExpression') inner = new Set([...inner, 'partial']);
        const body = children.at(-1);
        if (body) visit(body, inner, inFilter);
        return;
      }
      case 'FilterExpression': {
        const [target, , condition] = children;
        if (target) visit(target, bound, inFilter);
        if (condition) visit(condition, new Set([...bound, 'item']), true);
        return;
      }
      default:
        for (const child of children) visit(child, bound, inFilter);
    }
  }

  visit(root, new Set(), false);
  for (const name of certain) possible.delete(name);
  return { certain: [...certain], possible: [...possible] };
}

/** A variable's name as the interpreter looks it up. */
export function nameOf(node: SyntaxNode, source: string): string {
  return source.slice(node.from, node.to).replace(/\s+/g, ' ').trim();
}

function keyOf(key: SyntaxNode, source: string): string {
  const text = source.slice(key.from, key.to).trim();
  return text.startsWith('"') ? text.slice(1, -1) : text;
}
