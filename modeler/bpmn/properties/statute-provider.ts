import type { Element } from 'bpmn-js/lib/model/Types';
import type BpmnFactory from 'bpmn-js/lib/features/modeling/BpmnFactory';
import type Modeling from 'bpmn-js/lib/features/modeling/Modeling';
import type { Translate } from '../../widgets/translate.ts';
import type { BundleContext } from './bundle-context.ts';
import { formGroup } from './form-group.ts';
import { statuteGroups, type PanelGroup } from './statute-groups.ts';

/** Groups of the Zeebe panel that name what our engine does not run: not shown, so that nobody draws what is refused. */
const NOT_EXECUTED: ReadonlySet<string> = new Set([
  'Zeebe__ExecutionListeners',
  'Zeebe__TaskListeners',
  'Zeebe__ExtensionProperties',
  'userTaskImplementation',
  'businessRuleImplementation',
  'scriptImplementation',
  'adHocSubProcessImplementation',
  'versionTag',
]);

interface PropertiesPanel {
  registerProvider(priority: number, provider: StatuteProvider): void;
}

/** After the BPMN and Zeebe providers, so that their groups can be taken out or replaced. */
const PRIORITY = 300;

/** Adds what the law says of a step to the properties panel, and leaves out what the engine does not execute. */
export class StatuteProvider {
  static readonly $inject = ['propertiesPanel', 'translate', 'modeling', 'bpmnFactory', 'bundle'];
  readonly #translate: Translate;
  readonly #modeling: Modeling;
  readonly #bpmnFactory: BpmnFactory;
  readonly #bundle: BundleContext;

  constructor(
    panel: PropertiesPanel,
    translate: Translate,
    modeling: Modeling,
    bpmnFactory: BpmnFactory,
    bundle: BundleContext,
  ) {
    this.#translate = translate;
    this.#modeling = modeling;
    this.#bpmnFactory = bpmnFactory;
    this.#bundle = bundle;
    panel.registerProvider(PRIORITY, this);
  }

  getGroups(element: Element) {
    return (groups: readonly PanelGroup[]): readonly PanelGroup[] => {
      const editing = { modeling: this.#modeling, bpmnFactory: this.#bpmnFactory };
      const own = statuteGroups(element, this.#translate, editing);
      const form = formGroup(element, this.#translate, this.#bundle);
      const kept = groups.filter(({ id }) => !NOT_EXECUTED.has(id) && !(form !== null && id === 'form'));
      const general = kept.slice(0, 1);
      return [...general, ...(form === null ? [] : [form]), ...own, ...kept.slice(1)];
    };
  }
}

/** The didi module with the provider and what it may offer from the bundle. */
export const statutePropertiesModule = (bundle: BundleContext) => ({
  __init__: ['statuteProvider'],
  statuteProvider: ['type', StatuteProvider],
  bundle: ['value', bundle],
});
