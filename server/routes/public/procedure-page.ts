import { Type } from 'typebox';
import type { FlowNode, Procedure } from '../../../engine/index.ts';
import { list, oneOf } from '../../plugins/schemas.ts';
import { citationOf, given, groupNames, startFormId } from '../case-views.ts';
import { Citation, LocalizedText } from '../schemas/shared.ts';
import { nodesInOrder } from './steps-in-order.ts';

const UNITS = ['WORKING_DAY', 'WORKING_HOUR', 'CALENDAR_DAY', 'MONTH'] as const;
const Limit = Type.Object({ value: Type.Number(), unit: oneOf(UNITS), basis: Type.Optional(Citation) });

/** What everybody may know of one version of a procedure: all of it is read from what was published. */
export const ProcedurePage = {
  field: Type.Optional(LocalizedText),
  level: Type.Optional(oneOf(['commune', 'province', 'ministry'])),
  serviceLevel: Type.Optional(oneOf(['full', 'partial', 'information'])),
  sampleData: Type.Boolean({ description: 'The legal content has not been checked against the Gazette' }),
  applicants: Type.Optional(LocalizedText),
  authority: Type.Optional(LocalizedText),
  result: Type.Optional(LocalizedText),
  manner: list(Type.Object({ channel: oneOf(['counter', 'online', 'post']), description: LocalizedText })),
  limit: Type.Optional(Limit),
  clockStart: Type.Optional(oneOf(['RECEIVED', 'DOSSIER_COMPLETE', 'COMPETENT_AUTHORITY_RECEIVED', 'PAID'])),
  papers: list(
    Type.Object({
      name: LocalizedText,
      original: Type.Integer(),
      copies: Type.Integer(),
      conditional: Type.Boolean({ description: 'Only in cases that the law names' }),
      replacedBy: Type.Optional(Type.String({ description: 'Published data source that replaces the paper' })),
      basis: Citation,
    }),
  ),
  fees: list(
    Type.Object({
      name: LocalizedText,
      amount: Type.Number({ description: 'Whole đồng' }),
      channel: Type.Optional(oneOf(['counter', 'online', 'post'])),
      basis: Citation,
    }),
  ),
  conditions: list(Type.Object({ text: LocalizedText, basis: Citation })),
  questions: list(
    Type.Object({ label: LocalizedText, required: Type.Boolean() }, { description: 'What the application form asks' }),
  ),
  steps: list(
    Type.Object({
      name: Type.String(),
      by: oneOf(['person', 'system']),
      groups: list(LocalizedText),
      limit: Type.Optional(Limit),
      basis: list(Citation),
    }),
  ),
  silence: list(
    Type.Object({ text: LocalizedText, within: Limit }, { description: 'What silence leads to, and when' }),
  ),
  refusalGrounds: list(Type.Object({ text: LocalizedText, basis: Citation })),
  legalActs: list(Type.Object({ id: Type.String(), title: LocalizedText, issuer: Type.String() })),
};

/** Reads the page from a compiled version. Pure; a bare BPMN file has steps and little else. */
export function procedurePage(procedure: Procedure) {
  const { manifest } = procedure;
  const nodes = nodesInOrder(procedure);
  const cite = (ref: string) => citationOf(procedure, ref);
  const limited = <
    L extends { readonly value: number; readonly unit: (typeof UNITS)[number]; readonly basis?: string },
  >({
    value,
    unit,
    basis,
  }: L) => ({ value, unit, ...(basis === undefined ? {} : { basis: cite(basis) }) });
  const form = procedure.forms[startFormId(procedure) ?? ''];
  return {
    ...(manifest === undefined
      ? {}
      : {
          ...given(manifest, ['field', 'level', 'serviceLevel', 'applicants', 'authority', 'result']),
          limit: limited(manifest.clock.limit),
          clockStart: manifest.clock.start,
        }),
    sampleData: manifest?.sampleData ?? false,
    manner: manifest?.manner ?? [],
    papers: (manifest?.papers ?? []).map(({ basis, requiredIf, ...paper }) => ({
      ...given(paper, ['replacedBy']),
      name: paper.name,
      original: paper.original,
      copies: paper.copies,
      conditional: requiredIf !== undefined,
      basis: cite(basis),
    })),
    fees: (manifest?.fees ?? []).map(({ name, amount, channel, basis }) => ({
      name,
      amount,
      ...(channel === undefined ? {} : { channel }),
      basis: cite(basis),
    })),
    conditions: (manifest?.conditions ?? []).map(({ text, basis }) => ({ text, basis: cite(basis) })),
    questions: (form?.fields ?? [])
      .filter(({ computed, disabled }) => computed === undefined && disabled === undefined)
      .map(({ label, required }) => ({ label, required })),
    steps: nodes.flatMap((node) => {
      const by = doneBy(node);
      if (by === undefined || node.name === undefined) return [];
      const statute = 'statute' in node ? node.statute : undefined;
      return [
        {
          name: node.name,
          by,
          groups: groupNames(procedure, groupsOf(node)),
          ...(statute?.timeLimit === undefined ? {} : { limit: limited(statute.timeLimit) }),
          basis: (statute?.legalBasis ?? []).map(cite),
        },
      ];
    }),
    silence: nodes.flatMap((node) =>
      ('eventDefinitions' in node ? node.eventDefinitions : []).flatMap((definition) => {
        if (definition.type !== 'timer' || definition.timer.kind !== 'statutory') return [];
        const { deemed, duration } = definition.timer.value;
        return deemed === undefined ? [] : [{ text: deemed, within: limited(duration) }];
      }),
    ),
    refusalGrounds: (manifest?.refusalGrounds ?? []).map(({ text, basis }) => ({ text, basis: cite(basis) })),
    legalActs: (manifest?.legalActs ?? []).map(({ id, title, issuer }) => ({ id, title, issuer })),
  };
}

/** Who does a node: people, a system, or (undefined) nobody outside the engine. */
export function doneBy(node: FlowNode): 'person' | 'system' | undefined {
  if (node.type === 'userTask') return 'person';
  return node.type === 'serviceTask' || node.type === 'sendTask' || node.type === 'receiveTask' ? 'system' : undefined;
}

/** The groups that a model names outright; computed ones are known in a case only. */
function groupsOf(node: FlowNode): readonly string[] {
  const groups = node.type === 'userTask' ? node.assignment.candidateGroups : undefined;
  if (groups?.kind !== 'literal') return [];
  return String(groups.value)
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
}
