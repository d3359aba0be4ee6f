/** What a BPMN file draws, as far as somebody has to choose from it. Reads only; the engine alone interprets the model. */
export interface Drawing {
  /** Name of an element, else of what a flow joins, else its id. */
  readonly nameOf: (id: string) => string;
  /** `userTask`, `sequenceFlow` …; undefined: not in this drawing. */
  readonly kindOf: (id: string) => string | undefined;
  /** Elements of one kind, by name. */
  readonly ofKind: (kind: string) => readonly string[];
  /** Sequence flows that lead into a node, in document order. */
  readonly into: (nodeId: string) => readonly string[];
}

/** @param path words for a sequence flow without a name, from the names of the two nodes that it joins */
export function readDrawing(bpmn: string, path: (from: string, to: string) => string): Drawing {
  const document = new DOMParser().parseFromString(bpmn, 'application/xml');
  const elements = new Map<string, Element>();
  for (const element of document.querySelectorAll('[id]'))
    if (element.namespaceURI === BPMN) elements.set(element.id, element);
  const nameOf = (id: string): string => {
    const element = elements.get(id);
    const name = element?.getAttribute('name')?.trim() ?? '';
    if (name !== '') return name;
    const [from, to] = [element?.getAttribute('sourceRef'), element?.getAttribute('targetRef')];
    return element?.localName === 'sequenceFlow' && from && to ? path(nameOf(from), nameOf(to)) : id;
  };
  const where = (holds: (element: Element) => boolean): readonly string[] =>
    [...elements.values()].filter(holds).map(({ id }) => id);
  return {
    nameOf,
    kindOf: (id) => elements.get(id)?.localName,
    ofKind: (kind) =>
      where(({ localName }) => localName === kind).toSorted((a, b) => nameOf(a).localeCompare(nameOf(b))),
    into: (nodeId) =>
      where((element) => element.localName === 'sequenceFlow' && element.getAttribute('targetRef') === nodeId),
  };
}

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
