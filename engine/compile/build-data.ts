import type { BpmnDataAssociation, BpmnInputOutputSpecification, BpmnItemAwareElement } from 'bpmn-moddle/types';
import type { DataAssociation, DataFlow, DataObject } from '../model/process-graph.ts';
import type { BuildContext } from './build-context.ts';
import type { Named } from './findings.ts';
import { given } from './given.ts';
import { is } from './moddle-element.ts';
import { readFormal } from './read-expression.ts';
import type { Extensible } from './read-extensions.ts';

/** An element with data associations: an activity (both), a catch event (outputs), a throw event (inputs). */
export interface DataElement extends Extensible {
  readonly dataInputAssociations?: readonly (BpmnDataAssociation & Named)[];
  readonly dataOutputAssociations?: readonly (BpmnDataAssociation & Named)[];
  readonly ioSpecification?: BpmnInputOutputSpecification & Named;
}

/** Data associations as FEEL; undefined where the model draws none. @source BPMN 2.0.2 §10.4.2 */
export function buildDataFlow(element: DataElement, context: BuildContext): DataFlow | undefined {
  const inputs = (element.dataInputAssociations ?? []).map((association) =>
    buildAssociation(association, 'input', element, context),
  );
  const outputs = (element.dataOutputAssociations ?? []).map((association) =>
    buildAssociation(association, 'output', element, context),
  );
  const present = <T>(list: readonly (T | undefined)[]): T[] => list.filter((item) => item !== undefined);
  return inputs.length + outputs.length === 0 ? undefined : { inputs: present(inputs), outputs: present(outputs) };
}

/** Data objects of a scope, each with the ids of the references that are drawn for it. */
export function buildDataObjects(flowElements: readonly object[]): readonly DataObject[] {
  const references = flowElements.filter((element) => is(element, 'bpmn:DataObjectReference'));
  return flowElements
    .filter((element) => is(element, 'bpmn:DataObject'))
    .map((object) => ({
      id: object.id ?? '',
      name: variableName(object) ?? object.id ?? '',
      isCollection: object.isCollection === true,
      references: references
        .filter((reference) => reference.dataObjectRef === object)
        .map((reference) => reference.id ?? ''),
    }));
}

/**
 * The variable that a data element lives in: its name, or its id where it has none. A data object that is drawn by
 * references alone (as bpmn-js draws it) takes its name from its first named reference.
 */
export function variableName(element: (BpmnItemAwareElement & Named) | undefined): string | undefined {
  if (element === undefined) return undefined;
  if (is(element, 'bpmn:DataObjectReference')) return variableName(element.dataObjectRef) ?? ownName(element);
  if (is(element, 'bpmn:DataStoreReference')) return ownName(element.dataStoreRef) ?? ownName(element);
  if (is(element, 'bpmn:DataObject')) return element.name?.trim() || nameOfReference(element) || element.id;
  return ownName(element);
}

function ownName(element: Named | undefined): string | undefined {
  return element?.name?.trim() || element?.id;
}

function nameOfReference(object: object): string | undefined {
  const parent = '$parent' in object ? object.$parent : undefined;
  if (
    typeof parent !== 'object' ||
    parent === null ||
    !('flowElements' in parent) ||
    !Array.isArray(parent.flowElements)
  )
    return undefined;
  const siblings: readonly object[] = parent.flowElements;
  return siblings
    .filter((sibling) => is(sibling, 'bpmn:DataObjectReference'))
    .find((reference) => reference.dataObjectRef === object && reference.name?.trim())
    ?.name?.trim();
}

function buildAssociation(
  association: BpmnDataAssociation & Named,
  direction: 'input' | 'output',
  element: DataElement,
  context: BuildContext,
): DataAssociation | undefined {
  const site = {
    element,
    what: { en: `data ${direction} association`, vi: `liên kết dữ liệu ${direction === 'input' ? 'vào' : 'ra'}` },
  };
  const drawn = (association.sourceRef ?? []).map(variableName).filter((name) => name !== undefined);
  // bpmn-js draws an association to an activity that declares no data input: its target is a placeholder, and the data keeps its name.
  const placeholder =
    is(association.targetRef, 'bpmn:Property') && association.targetRef.name === '__targetRef_placeholder';
  const target = placeholder ? drawn[0] : variableName(association.targetRef);
  if (target === undefined) {
    context.findings.error('missing-definition', element, {
      en: `A data ${direction} association (${association.id ?? 'without id'}) of this element has no target.`,
      vi: `Một liên kết dữ liệu ${direction === 'input' ? 'vào' : 'ra'} (${association.id ?? 'không có mã'}) của phần tử này không có đích.`,
    });
    return undefined;
  }
  return {
    sources: drawn.length > 0 ? drawn : [target],
    target,
    assignments: (association.assignment ?? []).flatMap((assignment) => {
      const from = readFormal(assignment.from, site, context.findings);
      const to = assignment.to?.body?.trim();
      return from === undefined || to === undefined ? [] : [{ from, to }];
    }),
    ...given({ transformation: readFormal(association.transformation, site, context.findings) }),
  };
}
