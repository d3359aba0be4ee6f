import type { Bilingual } from '../model/expression.ts';
import { checkFeel, checkUnaryTests, type FeelCheck } from '../feel/feel.ts';
import type { Findings, Named } from '../compile/findings.ts';

/**
 * Checks one FEEL expression of a decision and reports a fault where it stands. Gives the names it reads from its scope
 * (those inside filters included). `names` are the scope's names, which may hold blanks and operators.
 */
export function checkExpression(
  text: string,
  at: Named | undefined,
  label: Bilingual,
  findings: Findings,
  names: readonly string[] = [],
): readonly string[] {
  return report(checkFeel(text, names), text, at, label, findings);
}

/** The same for unary tests: an input cell, allowed values. */
export function checkTests(
  text: string,
  at: Named | undefined,
  label: Bilingual,
  findings: Findings,
  names: readonly string[] = [],
): readonly string[] {
  if (text.trim() === '' || text.trim() === '-') return [];
  return report(checkUnaryTests(text, names), text, at, label, findings);
}

function report(
  check: FeelCheck,
  text: string,
  at: Named | undefined,
  label: Bilingual,
  findings: Findings,
): readonly string[] {
  if (check.ok) return [...check.variables, ...check.possibleVariables];
  findings.error(
    'dmn-expression',
    at,
    { en: `${label.en}: ${check.message}`, vi: `${label.vi}: ${check.messageVi}` },
    {
      en: `Correct the FEEL expression: ${text.trim() === '' ? '(empty)' : text.trim()}`,
      vi: `Sửa biểu thức FEEL: ${text.trim() === '' ? '(trống)' : text.trim()}`,
    },
  );
  return [];
}
