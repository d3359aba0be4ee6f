import { Group, ListGroup } from '@bpmn-io/properties-panel';
import type { Element } from 'bpmn-js/lib/model/Types';
import type { Translate } from '../../widgets/translate.ts';
import { choiceAttribute, extensionSlot, ownSlot, textAttribute, type Attribute, type Entry } from './entries.ts';
import {
  addExtension,
  businessObject,
  extensions,
  removeExtension,
  type Editing,
  type ModdleElement,
} from './moddle.ts';

export interface PanelGroup {
  readonly id: string;
  readonly label: string;
  readonly component: unknown;
  readonly entries?: readonly Entry[];
  readonly items?: readonly object[];
  readonly add?: (event: Event) => void;
}

const UNITS = ['WORKING_DAY', 'WORKING_HOUR', 'CALENDAR_DAY', 'MONTH'] as const;
const CLOCK_ACTIONS = ['START', 'PAUSE', 'RESUME', 'RESTART', 'STOP'] as const;
const DEEMED = ['CONSENT', 'CONFIRMATION', 'VOID', 'NOT_MET'] as const;
const ORIGINS = ['ACTIVATION', 'BEFORE_CASE_DUE', 'BEFORE_STEP_DUE'] as const;
const LETTERS = ['01', '02', '03', '04', '05', '06', '07'] as const;
const PUBLIC_STATUSES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const;

const named = (prefix: string, values: readonly string[]) => (translate: Translate) =>
  values.map((value) => ({ value, label: translate(`${prefix} ${value}`) }));

/** A decimal with point or comma; the engine refuses fractions outside working units. */
const isNumber = (value: string, translate: Translate): string | null =>
  /^\d+([.,]\d+)?$/.test(value.trim()) ? null : translate('Enter a number, such as 3 or 0.5.');

/** What the law says of a step, group by group: only what its kind of element can carry. */
export function statuteGroups(element: Element, translate: Translate, editing: Editing): readonly PanelGroup[] {
  const owner = businessObject(element);
  const timer = owner.get('eventDefinitions')?.find((definition) => definition.$type === 'bpmn:TimerEventDefinition');
  const isActivity = owner.$instanceOf('bpmn:Activity');
  const isStep = isActivity || (owner.$instanceOf('bpmn:Event') && !owner.$instanceOf('bpmn:StartEvent'));
  return [
    ...(isActivity ? [timeLimitGroup(owner, translate)] : []),
    ...(timer === undefined ? [] : [timerGroup(timer, translate)]),
    ...(isStep ? [legalBasisGroup(element, owner, translate, editing), effectGroup(owner, translate)] : []),
    ...(owner.$instanceOf('bpmn:UserTask') ? [separationGroup(owner, translate)] : []),
  ];
}

function timeLimitGroup(owner: ModdleElement, translate: Translate): PanelGroup {
  const of = (name: string, label: string): Attribute => ({
    id: `statute-limit-${name}`,
    slot: extensionSlot(owner, 'statute:TimeLimit', name),
    label,
  });
  return {
    id: 'statute-time-limit',
    label: translate('Time limit'),
    component: Group,
    entries: [
      textAttribute({ ...of('value', 'Value'), validate: isNumber }),
      choiceAttribute(of('unit', 'Unit'), named('unit', UNITS)),
      textAttribute({ ...of('basis', 'Legal basis'), description: 'Act and article, such as 168/2025/NĐ-CP#95.1' }),
    ],
  };
}

function timerGroup(owner: ModdleElement, translate: Translate): PanelGroup {
  const of = (name: string, label: string): Attribute => ({
    id: `statute-timer-${name}`,
    slot: extensionSlot(owner, 'statute:Timer', name),
    label,
  });
  return {
    id: 'statute-timer',
    label: translate('Timer in working time'),
    component: Group,
    entries: [
      textAttribute({ ...of('value', 'Value'), validate: isNumber }),
      choiceAttribute(of('unit', 'Unit'), named('unit', UNITS)),
      choiceAttribute(of('from', 'Counted from'), named('origin', ORIGINS)),
      textAttribute(of('basis', 'Legal basis')),
      choiceAttribute(of('deemed', 'Silence counts as'), named('silence', DEEMED)),
      textAttribute({
        ...of('deemedVi', 'Effect of silence (Vietnamese)'),
        description: 'What the law deems when nobody answers in time',
      }),
      textAttribute(of('deemedEn', 'Effect of silence (English)')),
    ],
  };
}

function legalBasisGroup(element: Element, owner: ModdleElement, translate: Translate, editing: Editing): PanelGroup {
  const bases = extensions(owner, 'statute:LegalBasis');
  return {
    id: 'statute-legal-basis',
    label: translate('Legal basis'),
    component: ListGroup,
    add: (event) => {
      event.stopPropagation();
      addExtension(editing, element, owner, 'statute:LegalBasis', { ref: '' });
    },
    items: bases.map((basis, index) => ({
      id: `statute-basis-${index}`,
      label: basis.get('ref') || translate('<empty>'),
      autoFocusEntry: `statute-basis-${index}-ref`,
      entries: [
        textAttribute({ id: `statute-basis-${index}-ref`, slot: ownSlot(basis, 'ref'), label: 'Act and article' }),
      ],
      remove: (event: Event) => {
        event.stopPropagation();
        removeExtension(editing, element, owner, basis);
      },
    })),
  };
}

function effectGroup(owner: ModdleElement, translate: Translate): PanelGroup {
  return {
    id: 'statute-effect',
    label: translate('Effect on the case'),
    component: Group,
    entries: [
      choiceAttribute(
        {
          id: 'statute-public-status',
          slot: extensionSlot(owner, 'statute:PublicStatus', 'code'),
          label: 'Public status',
        },
        named('status', PUBLIC_STATUSES),
      ),
      choiceAttribute(
        {
          id: 'statute-clock-enter',
          slot: extensionSlot(owner, 'statute:Clock', 'onEnter'),
          label: 'Clock on entering',
        },
        named('clock', CLOCK_ACTIONS),
      ),
      choiceAttribute(
        {
          id: 'statute-clock-leave',
          slot: extensionSlot(owner, 'statute:Clock', 'onLeave'),
          label: 'Clock on leaving',
        },
        named('clock', CLOCK_ACTIONS),
      ),
      textAttribute({
        id: 'statute-outcome',
        slot: extensionSlot(owner, 'statute:Outcome', 'code'),
        label: 'Outcome',
        description: 'Code of the legal outcome, such as GRANTED or REFUSED',
      }),
      choiceAttribute(
        { id: 'statute-letter', slot: extensionSlot(owner, 'statute:Letter', 'form'), label: 'Letter issued' },
        named('letter', LETTERS),
      ),
      ...(owner.$instanceOf('bpmn:Activity')
        ? [
            choiceAttribute(
              {
                id: 'statute-grounds',
                slot: extensionSlot(owner, 'statute:Grounds', 'list'),
                label: 'Grounds chosen from',
              },
              named('grounds', ['supplement', 'refusal']),
            ),
          ]
        : []),
    ],
  };
}

function separationGroup(owner: ModdleElement, translate: Translate): PanelGroup {
  return {
    id: 'statute-separation',
    label: translate('Separation of duties'),
    component: Group,
    entries: [
      choiceAttribute(
        {
          id: 'statute-not-by',
          slot: extensionSlot(owner, 'statute:Separation', 'notBy'),
          label: 'Not by the person who completed',
        },
        () => otherUserTasks(owner),
      ),
    ],
  };
}

/** Every other user task of the same process, inner scopes included. */
function otherUserTasks(owner: ModdleElement): { readonly value: string; readonly label: string }[] {
  let top = owner;
  while (top.$parent !== undefined && !top.$instanceOf('bpmn:Process')) top = top.$parent;
  return userTasksIn(top)
    .filter((task) => task !== owner && task.id !== undefined)
    .map((task) => ({ value: task.id ?? '', label: task.name ?? task.id ?? '' }));
}

function userTasksIn(scope: ModdleElement): readonly ModdleElement[] {
  return (scope.get('flowElements') ?? []).flatMap((node) => {
    if (node.$instanceOf('bpmn:UserTask')) return [node];
    return node.$instanceOf('bpmn:SubProcess') ? userTasksIn(node) : [];
  });
}
