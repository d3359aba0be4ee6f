import type { DecisionModel, DecisionTable, Rule } from '../../dmn/decision-model.ts';
import { canonicalJson } from '../../history/canonical-json.ts';
import { added, changed, removed, same, type Difference, type Subject } from './difference.ts';
import { textWords } from './words.ts';

type Decisions = Readonly<Record<string, DecisionModel>>;

/** Decision tables rule by rule; other logic as a whole. */
export function compareDecisions(before: Decisions, after: Decisions): readonly Difference[] {
  const differences: Difference[] = [];
  for (const [id, old] of Object.entries(before)) {
    const next = after[id];
    if (next === undefined) differences.push(removed(subjectOf(id, old)));
    else differences.push(...compareDecision(subjectOf(id, next), old, next));
  }
  for (const [id, next] of Object.entries(after)) {
    if (!Object.hasOwn(before, id)) differences.push(added(subjectOf(id, next)));
  }
  return differences;
}

function subjectOf(id: string, { name }: DecisionModel): Subject {
  return { area: 'decision', id, name: { vi: `quyết định “${name ?? id}”`, en: `decision “${name ?? id}”` } };
}

function compareDecision(subject: Subject, old: DecisionModel, next: DecisionModel): readonly Difference[] {
  const [was, is] = [tableOf(old), tableOf(next)];
  const differences =
    was !== undefined && is !== undefined ? compareTables(subject, was, is) : ([] as readonly Difference[]);
  if (differences.length > 0 || logicOf(old) === logicOf(next)) return differences;
  const logic = { id: 'logic', name: { vi: 'cách quyết định', en: 'logic' } };
  return changed(subject, logic, { vi: 'như cũ', en: 'as before' }, { vi: 'đã đổi', en: 'changed' });
}

/** Rules are known by id while they have one; a table that was drawn anew is compared by place. */
function compareTables(subject: Subject, old: DecisionTable, next: DecisionTable): readonly Difference[] {
  const property = (id: string, vi: string, en: string) => ({ id, name: { vi, en } });
  const headings = ({ inputs, outputs }: DecisionTable) => [...inputs, ...outputs].map(({ label }) => label).join(', ');
  const key = (rule: Rule, index: number) => rule.id ?? `#${String(index)}`;
  const rules = new Map(next.rules.map((rule, index) => [key(rule, index), { rule, row: index + 1 }]));
  const differences: Difference[] = [
    ...changed(
      subject,
      property('hitPolicy', 'cách chọn dòng', 'hit policy'),
      same(old.hitPolicy),
      same(next.hitPolicy),
    ),
    ...changed(subject, property('columns', 'các cột', 'columns'), textWords(headings(old)), textWords(headings(next))),
  ];
  for (const [index, rule] of old.rules.entries()) {
    const other = rules.get(key(rule, index));
    rules.delete(key(rule, index));
    const row = String(other?.row ?? index + 1);
    differences.push(
      ...changed(
        subject,
        property(`rule ${row}`, `dòng ${row}`, `rule ${row}`),
        ruleWords(old, rule),
        other === undefined ? undefined : ruleWords(next, other.rule),
      ),
    );
  }
  for (const { rule, row } of rules.values()) {
    const name = property(`rule ${String(row)}`, `dòng ${String(row)}`, `rule ${String(row)}`);
    differences.push(...changed(subject, name, undefined, ruleWords(next, rule)));
  }
  return differences;
}

function ruleWords({ inputs, outputs }: DecisionTable, rule: Rule) {
  const conditions = rule.inputs
    .map((test, index) => ({ test: test.trim(), label: inputs[index]?.label ?? '?' }))
    .filter(({ test }) => test !== '' && test !== '-')
    .map(({ test, label }) => `${label}: ${test}`);
  const results = rule.outputs.map(
    (value, index) => `${outputs[index]?.label ?? '?'} = ${value.trim() === '' ? 'null' : value}`,
  );
  const then = results.join(', ');
  if (conditions.length === 0) return { vi: `mọi trường hợp ⇒ ${then}`, en: `always ⇒ ${then}` };
  return same(`${conditions.join('; ')} ⇒ ${then}`);
}

function tableOf(model: DecisionModel): DecisionTable | undefined {
  return model.kind === 'decision' && model.logic?.kind === 'table' ? model.logic : undefined;
}

function logicOf(model: DecisionModel): string {
  const { file: _, ...rest } = model;
  return canonicalJson({ ...rest });
}
