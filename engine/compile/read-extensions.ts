import type { Bilingual } from '../model/expression.ts';
import type { ZeebeModdleTypeMap } from 'zeebe-bpmn-moddle/types';
import { describeVi } from './describe-vi.ts';
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
  | 'Assignment'
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
const REFUSED: Readonly<Record<string, Bilingual>> = {
  'zeebe:ExecutionListeners': {
    en: 'Execution listeners are not run. Draw the work as a task.',
    vi: 'Hệ thống không chạy execution listener. Hãy vẽ việc đó thành một bước.',
  },
  'zeebe:TaskListeners': {
    en: 'Task listeners are not run. Draw the work as a task.',
    vi: 'Hệ thống không chạy task listener. Hãy vẽ việc đó thành một bước.',
  },
  'zeebe:LinkedResources': { en: 'Linked resources are not run.', vi: 'Hệ thống không chạy tài nguyên liên kết.' },
  'zeebe:AgentDefinition': { en: 'Agents are not run.', vi: 'Hệ thống không chạy tác tử tự động.' },
  'zeebe:ConditionalFilter': {
    en: 'A conditional event reacts to every variable that its condition reads; remove the filter.',
    vi: 'Sự kiện điều kiện phản ứng với mọi biến mà điều kiện đọc; hãy xóa bộ lọc.',
  },
};

/** Extension elements without effect here, whose meaning another one has. */
const WITHOUT_EFFECT: Readonly<Record<string, Bilingual>> = {
  'zeebe:TaskSchedule': {
    en: 'Due dates come from statute:timeLimit and the calendar, not from a date in the model.',
    vi: 'Hạn được tính từ statute:timeLimit và lịch làm việc, không lấy ngày ghi trong mô hình.',
  },
  'zeebe:JobPriorityDefinition': {
    en: 'Jobs are offered in the order in which they are created.',
    vi: 'Việc của dịch vụ được giao theo thứ tự tạo ra.',
  },
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
        {
          en: `${describe(element)} carries <${xmlName(value.$type)}>, which cannot run.`,
          vi: `${describeVi(element)} mang <${xmlName(value.$type)}>, phần mở rộng này không chạy được.`,
        },
        refused,
      );
    const idle = WITHOUT_EFFECT[value.$type];
    if (idle !== undefined)
      findings.warning(
        'unsupported-extension',
        element,
        {
          en: `<${xmlName(value.$type)}> on ${describe(element)} has no effect.`,
          vi: `<${xmlName(value.$type)}> ở ${describeVi(element)} không có tác dụng.`,
        },
        idle,
      );
    const foreign = foreignNamespace(value);
    if (foreign !== undefined) {
      findings.warning(
        'unsupported-extension',
        element,
        {
          en: `<${value.$type}> on ${describe(element)} belongs to another engine (${foreign}) and has no effect.`,
          vi: `<${value.$type}> ở ${describeVi(element)} thuộc một hệ thống khác (${foreign}) và không có tác dụng.`,
        },
        {
          en: 'Say it with the zeebe: or statute: extension, or remove it.',
          vi: 'Khai bằng phần mở rộng zeebe: hoặc statute:, hoặc xóa.',
        },
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
