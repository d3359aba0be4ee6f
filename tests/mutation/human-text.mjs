// What Stryker leaves alone: texts for people. Their wording is free (codes are what tests and callers rely on), and a mutant there
// says nothing about the token game. Strings that the game itself reads or writes (types, states, roles, keys) stay in.

const TEXTS = new Set(['message', 'what']);
const SPEAKERS = new Set(['bug', 'Error', 'impossible', 'invalid', 'invalidCollection', 'wrong']);
const STRINGS = new Set(['StringLiteral', 'TemplateLiteral']);

export const strykerPlugins = [{ kind: 'Ignore', name: 'human-text', value: { shouldIgnore } }];

/** The reason why nothing in this node is changed, if it is text for people. */
export function shouldIgnore({ node, parent }) {
  if (!STRINGS.has(node.type) || parent === null) return undefined;
  const said =
    (parent.type === 'ObjectProperty' && parent.value === node && TEXTS.has(parent.key.name)) ||
    (parent.type === 'VariableDeclarator' && TEXTS.has(parent.id.name)) ||
    (/^(Call|New)Expression$/.test(parent.type) && SPEAKERS.has(parent.callee.name));
  return said ? 'text for people' : undefined;
}
