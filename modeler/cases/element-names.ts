import type { CaseDiagram } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import type { NameOf } from './event-sentence.ts';
import type { GoverningDrawing } from './queries.ts';

/** Names of everything in a BPMN file that has one, by element id. Reads only; the engine alone interprets the model. */
export function elementNames(bpmn: string): NameOf {
  const names = new Map<string, string>();
  const document = new DOMParser().parseFromString(bpmn, 'application/xml');
  for (const element of document.querySelectorAll('[id][name]')) {
    const id = element.getAttribute('id');
    const name = element.getAttribute('name')?.trim();
    if (id !== null && name !== undefined && name !== '') names.set(id, name);
  }
  return (elementId) => (elementId === undefined ? '' : (names.get(elementId) ?? elementId));
}

/** Names at an event of a case's history, by the drawing that governed the case then. */
export function namesThen(drawings: readonly GoverningDrawing[]): (seq: number) => NameOf {
  const names = drawings.map(({ since, diagram }) => ({ since, nameOf: namesOf(diagram) }));
  return (seq) => (names.findLast(({ since }) => since <= seq) ?? names[0])?.nameOf ?? ((id) => id ?? '');
}

/** Names of everything that a case's history speaks of by an id: elements of the drawing, and groups. */
export function namesOf({ bpmn, groups }: CaseDiagram): NameOf {
  const elementName = elementNames(bpmn);
  const groupNames = new Map(groups.map(({ id, name }) => [id, localized(name)]));
  return (id) => (id === undefined ? '' : (groupNames.get(id) ?? elementName(id)));
}
