import { Group } from '@bpmn-io/properties-panel';
import type { Element } from 'bpmn-js/lib/model/Types';
import type { Translate } from '../../widgets/translate.ts';
import type { BundleContext } from './bundle-context.ts';
import { choiceAttribute, extensionSlot } from './entries.ts';
import { businessObject } from './moddle.ts';
import type { PanelGroup } from './statute-groups.ts';

/** Which form of the bundle a user task or the start event fills in; null where no form can be. */
export function formGroup(element: Element, translate: Translate, bundle: BundleContext): PanelGroup | null {
  const owner = businessObject(element);
  const isStart = owner.$instanceOf('bpmn:StartEvent') && (owner.get('eventDefinitions')?.length ?? 0) === 0;
  if (!owner.$instanceOf('bpmn:UserTask') && !isStart) return null;
  return {
    id: 'bundle-form',
    label: translate('Form'),
    component: Group,
    entries: [
      choiceAttribute(
        {
          id: 'bundle-form-id',
          slot: extensionSlot(owner, 'zeebe:FormDefinition', 'formId'),
          label: 'Form of the procedure',
        },
        () => bundle.forms().map((id) => ({ value: id, label: id })),
      ),
    ],
  };
}
