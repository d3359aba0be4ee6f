import type { ZeebeModdleTypeMap } from 'zeebe-bpmn-moddle/types';
import { describe, type Findings, type Named } from './findings.ts';

/** An element that may carry extension elements; every BPMN element is one. */
export interface Extensible extends Named {
  readonly extensionElements?: { readonly values?: readonly { readonly $type: string }[] };
}

/** Our own extension elements as moddle reads them from `engine/model/statute.json`: text attributes only. */
export type StatuteElementName =
  | 'TimeLimit'
  | 'LimitChange'
  | 'Extension'
  | 'LegalBasis'
  | 'PublicStatus'
  | 'Clock'
  | 'Separation'
  | 'Outcome'
  | 'Letter'
  | 'Grounds'
  | 'Timer';

/** The first Zeebe extension element of a type. */
export function zeebe<T extends keyof ZeebeModdleTypeMap>(
  element: Extensible,
  type: T,
): ZeebeModdleTypeMap[T] | undefined {
  return all(element, type)[0] as ZeebeModdleTypeMap[T] | undefined;
}

/** Attributes of all our extension elements of a type, in document order. */
export function statuteElements(
  element: Extensible,
  type: StatuteElementName,
): readonly Readonly<Record<string, string | undefined>>[] {
  return all(element, `statute:${type}`) as readonly object[] as readonly Readonly<
    Record<string, string | undefined>
  >[];
}

function all(element: Extensible, type: string): readonly { readonly $type: string }[] {
  return element.extensionElements?.values?.filter((value) => value.$type === type) ?? [];
}

/** Extension elements that would change what happens and that we do not execute: refused by name, never dropped. */
const REFUSED: Readonly<Record<string, string>> = {
  'zeebe:ExecutionListeners': 'Execution listeners are not run. Draw the work as a task.',
  'zeebe:TaskListeners': 'Task listeners are not run. Draw the work as a task.',
  'zeebe:LinkedResources': 'Linked resources are not run.',
  'zeebe:AgentDefinition': 'Agents are not run.',
  'zeebe:ConditionalFilter':
    'A conditional event reacts to every variable that its condition reads; remove the filter.',
};

/** Extension elements without effect here, whose meaning another one has. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  'zeebe:TaskSchedule': 'Due dates come from statute:timeLimit and the calendar, not from a date in the model.',
  'zeebe:JobPriorityDefinition': 'Jobs are offered in the order in which they are created.',
};

/** Extensions with these namespaces mean behaviour in other engines. */
const OTHER_ENGINES: readonly RegExp[] = [
  /camunda\.org\/schema\/1\.0\/bpmn/,
  /activiti\.org/,
  /flowable\.org/,
  /jboss\.org\/drools/,
  /signavio/,
];

/** Refuses the extensions of an element that we would not honour; other people's drawing attributes are none of our business. */
export function checkExtensions(element: Extensible, findings: Findings): void {
  for (const value of element.extensionElements?.values ?? []) {
    const refused = REFUSED[value.$type];
    if (refused !== undefined)
      findings.error(
        'unsupported-element',
        element,
        `${describe(element)} carries <${xmlName(value.$type)}>, which cannot run.`,
        refused,
      );
    const idle = WITHOUT_EFFECT[value.$type];
    if (idle !== undefined)
      findings.warning(
        'unsupported-extension',
        element,
        `<${xmlName(value.$type)}> on ${describe(element)} has no effect.`,
        idle,
      );
    const foreign = foreignNamespace(value);
    if (foreign !== undefined) {
      findings.warning(
        'unsupported-extension',
        element,
        `<${value.$type}> on ${describe(element)} belongs to another engine (${foreign}) and has no effect.`,
        'Say it with the zeebe: or statute: extension, or remove it.',
      );
    }
  }
}

function xmlName(type: string): string {
  return type.replace(/:(.)/, (_, first: string) => `:${first.toLowerCase()}`);
}

function foreignNamespace(value: object): string | undefined {
  const descriptor = (value as { readonly $descriptor?: { readonly ns?: { readonly uri?: string } } }).$descriptor;
  const uri = descriptor?.ns?.uri;
  return uri !== undefined && OTHER_ENGINES.some((pattern) => pattern.test(uri)) ? uri : undefined;
}
