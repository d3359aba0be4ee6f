// A resolve hook: test files that import `vitest` get `vitest-words.mjs`, which alone gets the real one.

const words = new URL('vitest-words.mjs', import.meta.url).href;

export function resolve(specifier, context, next) {
  return specifier === 'vitest' && context.parentURL !== words
    ? { url: words, format: 'module', shortCircuit: true }
    : next(specifier, context);
}
