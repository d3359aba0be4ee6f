import { DOCUMENT_RULES, PROCEDURE_RULES, PROCESS_RULES } from './index.ts';

/** Findings of the compiler: what it cannot read, it cannot hand on to a rule. Each has its page and fixtures like a rule. */
export const COMPILER_RULE_IDS = [
  'bundle-file',
  'dangling-reference',
  'duplicate-id',
  'event-code',
  'executable-process',
  'feel-syntax',
  'flow-ends',
  'manifest-schema',
  'missing-definition',
  'statute-attribute',
  'unsupported-element',
  'unsupported-extension',
  'xml-doctype',
  'xml-import',
  'xml-limits',
  'xml-syntax',
] as const;

/** Findings of the soundness check (`../soundness.ts`). */
export const SOUNDNESS_RULE_IDS = ['dead-element', 'deadlock', 'livelock', 'not-decided', 'unbounded-tokens'] as const;

/** Every rule id that a diagnostic of ours can carry (forms and decisions have catalogues of their own). */
export const ALL_RULE_IDS: readonly string[] = [
  ...COMPILER_RULE_IDS,
  ...SOUNDNESS_RULE_IDS,
  ...[...DOCUMENT_RULES, ...PROCESS_RULES, ...PROCEDURE_RULES].map((rule) => rule.id),
];
