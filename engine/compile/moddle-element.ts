import type { BpmnModdleTypeMap } from 'bpmn-moddle/types';

/** What every moddle element can tell about itself. */
export interface ModdleElement {
  readonly $type: string;
  $instanceOf?(type: string): boolean;
}

/** Narrows a moddle element to a concrete BPMN type, subtypes included. */
export function is<T extends keyof BpmnModdleTypeMap>(
  element: object | undefined,
  type: T,
): element is BpmnModdleTypeMap[T] {
  return (
    element !== undefined &&
    '$instanceOf' in element &&
    typeof element.$instanceOf === 'function' &&
    element.$instanceOf(type) === true
  );
}

/** As `is`, for the abstract types, which have no concrete shape. */
export function isKind(element: object | undefined, type: string): boolean {
  return (
    element !== undefined &&
    '$instanceOf' in element &&
    typeof element.$instanceOf === 'function' &&
    element.$instanceOf(type) === true
  );
}
