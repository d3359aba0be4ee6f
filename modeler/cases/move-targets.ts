import type { CaseEvent } from '../../engine/index.ts';

/** An element instance that a departure from the rules can name. */
export interface StepAtWork {
  readonly key: number;
  readonly elementId: string;
}

/** The steps that are at work, each as a whole: not the single rounds of a loop, nor what is being undone. */
export function stepsAtWork(events: readonly CaseEvent[]): readonly StepAtWork[] {
  const open = new Map<number, StepAtWork>();
  for (const event of events) {
    if (event.type === 'ElementActivated') {
      if (event.loopCounter === undefined && event.role !== 'compensation')
        open.set(event.seq, { key: event.seq, elementId: event.elementId });
    } else if (
      event.type === 'ElementCompleted' ||
      event.type === 'ElementTerminated' ||
      event.type === 'ElementFailed'
    ) {
      open.delete(event.key);
    }
  }
  return [...open.values()];
}

const NOT_ENTERED_BY_TOKEN = new Set(['startEvent', 'boundaryEvent']);
const FLOW_NODE = /(Task|Event|Gateway|ubProcess|^task|callActivity|transaction)$/;

/**
 * Ids of the elements that a token can be moved to from a step: those of the same scope that a token can come to by itself. Of
 * a process, by its id, its own. Reads the drawing only; whether the case allows it is the server's to say.
 */
export function moveTargets(bpmn: string, from: string): readonly string[] {
  const document = new DOMParser().parseFromString(bpmn, 'application/xml');
  const element = [...document.querySelectorAll('[id]')].find((each) => each.getAttribute('id') === from);
  const scope = element?.localName === 'process' ? element : element?.parentElement;
  return [...(scope?.children ?? [])].flatMap((node) => {
    const id = node.getAttribute('id');
    const isTarget =
      id !== from &&
      FLOW_NODE.test(node.localName) &&
      !NOT_ENTERED_BY_TOKEN.has(node.localName) &&
      node.getAttribute('isForCompensation') !== 'true' &&
      node.getAttribute('triggeredByEvent') !== 'true';
    return id === null || !isTarget ? [] : [id];
  });
}
