import {
  isSelectEntryEdited,
  isTextFieldEntryEdited,
  SelectEntry,
  TextFieldEntry,
  type Drawn,
  type SelectOption,
} from '@bpmn-io/properties-panel';
import { useService } from 'bpmn-js-properties-panel';
import type BpmnFactory from 'bpmn-js/lib/features/modeling/BpmnFactory';
import type Modeling from 'bpmn-js/lib/features/modeling/Modeling';
import type { Element } from 'bpmn-js/lib/model/Types';
import type { Translate } from '../../widgets/translate.ts';
import { extensions, writeExtension, type Editing, type ModdleElement } from './moddle.ts';

/** One line of a properties panel group, as the panel wants it. */
export interface Entry {
  readonly id: string;
  readonly component: (props: { readonly element: Element; readonly id: string }) => Drawn;
  readonly isEdited: (node: globalThis.Element) => boolean;
}

/** Where a value of the model is read from and written to. */
export interface Slot {
  readonly read: () => string | undefined;
  readonly write: (editing: Editing, element: Element, value: string | undefined) => void;
}

/** An attribute as the panel edits it. */
export interface Attribute {
  readonly id: string;
  readonly slot: Slot;
  /** English; translated by the canvas. */
  readonly label: string;
  readonly description?: string;
  readonly validate?: (value: string, translate: Translate) => string | null;
}

/** Attribute `name` of the owner's first extension element of a type, such as `statute:TimeLimit`. */
export const extensionSlot = (owner: ModdleElement, type: string, name: string): Slot => ({
  read: () => extensions(owner, type)[0]?.get(name),
  write: (editing, element, value) => writeExtension(editing, element, owner, type, { [name]: value }),
});

/** Attribute `name` of this very model object. */
export const ownSlot = (holder: ModdleElement, name: string): Slot => ({
  read: () => holder.get(name),
  write: ({ modeling }, element, value) => modeling.updateModdleProperties(element, holder, { [name]: value }),
});

/** A text attribute. Empty text takes the attribute away. */
export function textAttribute(attribute: Attribute): Entry {
  return {
    id: attribute.id,
    isEdited: isTextFieldEntryEdited,
    component: ({ element, id }) => {
      const translate = useService<Translate>('translate');
      const editing = useEditing();
      const { validate, description } = attribute;
      return TextFieldEntry({
        element,
        id,
        label: translate(attribute.label),
        ...(description === undefined ? {} : { description: translate(description) }),
        debounce: useService('debounceInput'),
        getValue: () => attribute.slot.read(),
        setValue: (value) => attribute.slot.write(editing, element, value === '' ? undefined : value),
        ...(validate === undefined ? {} : { validate: (value) => (value ? validate(value, translate) : null) }),
      });
    },
  };
}

/** An attribute out of a closed list; the empty choice takes it away. `options` is asked anew each time it is drawn. */
export function choiceAttribute(
  attribute: Attribute,
  options: (translate: Translate) => readonly SelectOption[],
): Entry {
  return {
    id: attribute.id,
    isEdited: isSelectEntryEdited,
    component: ({ element, id }) => {
      const translate = useService<Translate>('translate');
      const editing = useEditing();
      return SelectEntry({
        element,
        id,
        label: translate(attribute.label),
        getOptions: () =>
          withPresent([{ value: '', label: translate('<none>') }, ...options(translate)], attribute.slot.read()),
        getValue: () => attribute.slot.read() ?? '',
        setValue: (value) => attribute.slot.write(editing, element, value === '' ? undefined : value),
      });
    },
  };
}

/** The services that an entry edits with. */
export const useEditing = (): Editing => ({
  modeling: useService<Modeling>('modeling'),
  bpmnFactory: useService<BpmnFactory>('bpmnFactory'),
});

/** A value that the list does not know stays visible, so that opening a model never changes it. */
function withPresent(options: readonly SelectOption[], value: string | undefined): readonly SelectOption[] {
  if (value === undefined || options.some((option) => option.value === value)) return options;
  return [...options, { value, label: value }];
}
