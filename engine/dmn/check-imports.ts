import { createFindings } from '../compile/findings.ts';
import type { Diagnostic } from '../errors.ts';
import { targetsOf } from './check-decisions.ts';
import type { DecisionModel, Reference } from './decision-model.ts';
import { labelsOf } from './decision-run.ts';

/**
 * Checks what the files of a bundle say about each other, which no file can check alone: every imported element is there and
 * is of the kind that is asked for, and decisions do not require each other in a circle that runs through several files.
 * @source DMN 1.5 §6.3.3 (Import)
 */
export function checkImports(decisions: Readonly<Record<string, DecisionModel>>): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const model of Object.values(decisions)) {
    const findings = createFindings(model.file ?? 'decision.dmn');
    for (const { target, kinds } of targetsOf(model)) {
      if (target.alias === undefined) continue;
      const found = find(decisions, target);
      if (found && kinds.includes(found.kind)) continue;
      findings.error(
        'dmn-import',
        model,
        {
          en: `${labelsOf(model).en} requires '${target.id}' of the import '${target.alias}', which ${found ? `is ${labelsOf(found).en}` : 'does not exist there'}.`,
          vi: `${labelsOf(model).vi} cần “${target.id}” của tệp nhập “${target.alias}”, ${found ? `nhưng đó là ${labelsOf(found).vi}` : 'nhưng tệp đó không có'}.`,
        },
        { en: 'Draw the requirement anew.', vi: 'Vẽ lại quan hệ phụ thuộc.' },
      );
    }
    diagnostics.push(...findings.list);
  }
  return [...diagnostics, ...circlesThroughFiles(decisions)];
}

function circlesThroughFiles(decisions: Readonly<Record<string, DecisionModel>>): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const done = new Set<DecisionModel>();
  const path: DecisionModel[] = [];
  function visit(model: DecisionModel): void {
    const start = path.indexOf(model);
    if (start >= 0) {
      const circle = path.slice(start);
      // One within a file is found where the file is read.
      if (new Set(circle.map(({ file }) => file)).size > 1) diagnostics.push(...circleIn(circle));
      return;
    }
    if (done.has(model) || model.kind !== 'decision') return;
    path.push(model);
    for (const requirement of model.requires) {
      const required = requirement.kind === 'decision' ? find(decisions, requirement) : undefined;
      if (required) visit(required);
    }
    path.pop();
    done.add(model);
  }
  for (const model of Object.values(decisions)) visit(model);
  return diagnostics;
}

function circleIn(circle: readonly DecisionModel[]): readonly Diagnostic[] {
  const [first] = circle;
  if (!first) return [];
  const findings = createFindings(first.file ?? 'decision.dmn');
  const names = [...circle, first].map(({ id, name }) => `'${name ?? id}'`).join(' → ');
  findings.error(
    'dmn-cycle',
    first,
    {
      en: `Decisions of several files require each other in a circle: ${names}.`,
      vi: `Các quyết định ở nhiều tệp cần nhau thành vòng: ${names}.`,
    },
    { en: 'Take one requirement out.', vi: 'Bỏ một quan hệ phụ thuộc.' },
  );
  return findings.list;
}

function find(decisions: Readonly<Record<string, DecisionModel>>, { id }: Reference): DecisionModel | undefined {
  return Object.hasOwn(decisions, id) ? decisions[id] : undefined;
}
