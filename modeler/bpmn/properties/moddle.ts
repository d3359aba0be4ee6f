import type BpmnFactory from 'bpmn-js/lib/features/modeling/BpmnFactory';
import type Modeling from 'bpmn-js/lib/features/modeling/Modeling';
import type { Element } from 'bpmn-js/lib/model/Types';

/** What the properties panel reads and writes of a BPMN element's model object. */
export interface ModdleElement {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
  readonly $descriptor: { readonly properties: readonly { readonly name: string }[] };
  $parent?: ModdleElement;
  $instanceOf(type: string): boolean;
  get(property: 'extensionElements'): ModdleElement | undefined;
  get(property: 'values' | 'eventDefinitions' | 'flowElements'): readonly ModdleElement[] | undefined;
  get(property: string): string | undefined;
}

/** What changes a model: each call is one step of undo. */
export interface Editing {
  readonly modeling: Modeling;
  readonly bpmnFactory: BpmnFactory;
}

/** The model object that an element of the canvas draws. */
export const businessObject = (element: Element): ModdleElement => element.businessObject as ModdleElement;

/** The extension elements of one type on a model object, in document order. */
export function extensions(owner: ModdleElement, type: string): readonly ModdleElement[] {
  return (
    owner
      .get('extensionElements')
      ?.get('values')
      ?.filter((value) => value.$type === type) ?? []
  );
}

/** Writes attributes of the first extension element of a type: made when missing, taken away when nothing is left in it. */
export function writeExtension(
  editing: Editing,
  element: Element,
  owner: ModdleElement,
  type: string,
  attributes: Readonly<Record<string, string | undefined>>,
): void {
  const present = extensions(owner, type)[0];
  if (present === undefined) {
    if (Object.values(attributes).some((value) => value !== undefined))
      addExtension(editing, element, owner, type, attributes);
    return;
  }
  const left = { ...attributesOf(present), ...attributes };
  if (Object.values(left).every((value) => value === undefined)) removeExtension(editing, element, owner, present);
  else editing.modeling.updateModdleProperties(element, present, attributes);
}

/** Adds one extension element at the end. */
export function addExtension(
  { modeling, bpmnFactory }: Editing,
  element: Element,
  owner: ModdleElement,
  type: string,
  attributes: Readonly<Record<string, string | undefined>>,
): void {
  const added = bpmnFactory.create(type, { ...attributes });
  const holder = owner.get('extensionElements');
  if (holder === undefined) {
    const extensionElements = bpmnFactory.create('bpmn:ExtensionElements', { values: [added] });
    extensionElements.$parent = owner;
    added.$parent = extensionElements;
    modeling.updateModdleProperties(element, owner, { extensionElements });
    return;
  }
  added.$parent = holder;
  modeling.updateModdleProperties(element, holder, { values: [...(holder.get('values') ?? []), added] });
}

/** Takes one extension element away; an empty holder goes with it. */
export function removeExtension(
  { modeling }: Editing,
  element: Element,
  owner: ModdleElement,
  extension: ModdleElement,
): void {
  const holder = owner.get('extensionElements');
  if (holder === undefined) return;
  const values = (holder.get('values') ?? []).filter((value) => value !== extension);
  if (values.length === 0) modeling.updateModdleProperties(element, owner, { extensionElements: undefined });
  else modeling.updateModdleProperties(element, holder, { values });
}

function attributesOf(extension: ModdleElement): Record<string, string | undefined> {
  return Object.fromEntries(extension.$descriptor.properties.map(({ name }) => [name, extension.get(name)]));
}
