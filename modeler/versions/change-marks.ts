import { MarkMap, type Marks, type Sign } from '../bpmn/marks.ts';
import type { Difference } from '../contract.ts';

/** Which of the two drawings. */
export type Side = 'from' | 'to';
export type ChangeKind = Difference['kind'];

/** A sign for each kind of change, so that nobody has to tell it by its colour. */
export const CHANGE_SYMBOLS: Readonly<Record<ChangeKind, string>> = {
  added: '+',
  removed: '−',
  changed: '≠',
  moved: '⇅',
};

/** Where a drawing shows a difference; undefined when it does not. */
export function elementOn({ kind, elementId, oldElementId }: Difference, side: Side): string | undefined {
  if (kind === 'removed') return side === 'from' ? elementId : undefined;
  return side === 'to' ? elementId : oldElementId;
}

/** The marks and signs that the differences put on one of the two drawings. `words` name a kind of change. */
export function changeMarks(
  differences: readonly Difference[],
  side: Side,
  words: Readonly<Record<ChangeKind, string>>,
): Marks {
  const marks = new MarkMap();
  const signs = new Map<string, Sign>();
  for (const difference of differences) {
    const elementId = elementOn(difference, side);
    if (elementId === undefined) continue;
    const { kind } = difference;
    marks.add(elementId, kind);
    const before = signs.get(elementId);
    if (before === undefined) signs.set(elementId, { symbol: CHANGE_SYMBOLS[kind], words: words[kind], mark: kind });
    else if (!before.symbol.includes(CHANGE_SYMBOLS[kind]))
      signs.set(elementId, {
        ...before,
        symbol: `${before.symbol}${CHANGE_SYMBOLS[kind]}`,
        words: `${before.words}, ${words[kind]}`,
      });
  }
  return { elements: marks.elements, tokens: new Map(), signs };
}
