import type { ReplayFrame } from '../cases/replay.ts';

/** How a diagram shows one element. Each is told apart by shape of line as well as by colour. */
export type Mark =
  | 'active'
  | 'completed'
  | 'ended'
  | 'stuck'
  | 'flow'
  | 'focus'
  | 'error'
  | 'warning'
  | 'step'
  | 'added'
  | 'removed'
  | 'changed'
  | 'moved';

/** A sign beside an element, for eyes that do not tell the colours apart and for screen readers. */
export interface Sign {
  readonly symbol: string;
  readonly words: string;
  /** The mark whose colour it takes. */
  readonly mark: Mark;
}

/** What a diagram shows on top of the drawing. */
export interface Marks {
  /** Element id → marks on it. */
  readonly elements: ReadonlyMap<string, ReadonlySet<Mark>>;
  /** Element id → tokens in it, where there are any. */
  readonly tokens: ReadonlyMap<string, number>;
  /** Element id → sign beside it. */
  readonly signs?: ReadonlyMap<string, Sign>;
}

export const NO_MARKS: Marks = { elements: new Map(), tokens: new Map() };

/** The marks of a replayed case. */
export function frameMarks(frame: ReplayFrame): Marks {
  const marks = new MarkMap();
  for (const elementId of frame.completed) marks.add(elementId, 'completed');
  for (const elementId of frame.ended) marks.add(elementId, 'ended');
  for (const elementId of frame.active.keys()) marks.add(elementId, 'active');
  for (const elementId of frame.stuck) marks.add(elementId, 'stuck');
  for (const flowId of frame.flows.keys()) marks.add(flowId, 'flow');
  if (frame.focus !== undefined) marks.add(frame.focus, 'focus');
  return { elements: marks.elements, tokens: frame.active };
}

/** Collects marks element by element. */
export class MarkMap {
  readonly elements = new Map<string, Set<Mark>>();

  add(elementId: string, mark: Mark): void {
    const marks = this.elements.get(elementId);
    if (marks === undefined) this.elements.set(elementId, new Set([mark]));
    else marks.add(mark);
  }
}

/** What has to change on the canvas between two sets of marks: only that is touched. */
export function markChanges(
  before: Marks['elements'],
  after: Marks['elements'],
): readonly { readonly elementId: string; readonly mark: Mark; readonly present: boolean }[] {
  const changes: { elementId: string; mark: Mark; present: boolean }[] = [];
  for (const [elementId, marks] of before) {
    for (const mark of marks)
      if (after.get(elementId)?.has(mark) !== true) changes.push({ elementId, mark, present: false });
  }
  for (const [elementId, marks] of after) {
    for (const mark of marks)
      if (before.get(elementId)?.has(mark) !== true) changes.push({ elementId, mark, present: true });
  }
  return changes;
}
