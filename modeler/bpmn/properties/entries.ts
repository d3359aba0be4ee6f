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

/**
 * One line of a properties panel group, as the panel wants it. The panel asks for its groups anew after every change and
 * hands an entry to its component as props: the component must stay the same function, or the field would be built anew and
 * lose the keyboard in the middle of a word.
 */
export type Entry = TextEntry | ChoiceEntry;

interface EntryBase {
  readonly id: string;
  readonly attribute: Attribute;
  readonly isEdited: (node: globalThis.Element) => boolean;
}

interface TextEntry extends EntryBase {
  readonly component: typeof TextAttribute;
}

interface ChoiceEntry extends EntryBase {
  readonly component: typeof ChoiceAttribute;
  readonly options: Options;
}

type Options = (translate: Translate) => readonly SelectOption[];
type Shown<E extends Entry> = E & { readonly element: Element };

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
export function textAttribute(attribute: Attribute): TextEntry {
  return { id: attribute.id, attribute, component: TextAttribute, isEdited: isTextFieldEntryEdited };
}

/** An attribute out of a closed list; the empty choice takes it away. `options` is asked anew each time it is drawn. */
export function choiceAttribute(attribute: Attribute, options: Options): ChoiceEntry {
  return { id: attribute.id, attribute, options, component: ChoiceAttribute, isEdited: isSelectEntryEdited };
}

function TextAttribute({ element, id, attribute }: Shown<TextEntry>): Drawn {
  const translate = useService<Translate>('translate');
  const editing = useEditing();
  const { slot, label, description, validate } = attribute;
  return TextFieldEntry({
    element,
    id,
    label: translate(label),
    ...(description === undefined ? {} : { description: translate(description) }),
    debounce: useService('debounceInput'),
    getValue: () => slot.read(),
    setValue: (value) => slot.write(editing, element, value === '' ? undefined : value),
    ...(validate === undefined ? {} : { validate: (value) => (value ? validate(value, translate) : null) }),
  });
}

function ChoiceAttribute({ element, id, attribute, options }: Shown<ChoiceEntry>): Drawn {
  const translate = useService<Translate>('translate');
  const editing = useEditing();
  const { slot, label } = attribute;
  return SelectEntry({
    element,
    id,
    label: translate(label),
    getOptions: () => withPresent([{ value: '', label: translate('<none>') }, ...options(translate)], slot.read()),
    getValue: () => slot.read() ?? '',
    setValue: (value) => slot.write(editing, element, value === '' ? undefined : value),
  });
}

/** The services that an entry edits with. */
const useEditing = (): Editing => ({
  modeling: useService<Modeling>('modeling'),
  bpmnFactory: useService<BpmnFactory>('bpmnFactory'),
});

/** A value that the list does not know stays visible, so that opening a model never changes it. */
function withPresent(options: readonly SelectOption[], value: string | undefined): readonly SelectOption[] {
  if (value === undefined || options.some((option) => option.value === value)) return options;
  return [...options, { value, label: value }];
}
