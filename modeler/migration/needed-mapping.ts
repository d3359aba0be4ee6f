import type { ForeseenCase } from '../contract.ts';
import type { Drawing } from './drawn-elements.ts';

/** An element of the older version for which somebody must say how its cases go on. */
export interface NeededMapping {
  readonly elementId: string;
  /** What the server takes for the same step: of the same kind and name. For a person to confirm. */
  readonly suggestion?: string;
  /** Elements of the newer version that it may go on as. */
  readonly choices: readonly string[];
}

/** Findings that a line of the mapping answers. */
const BY_NODE = new Set(['ELEMENT_REMOVED', 'ELEMENT_KIND_CHANGED', 'MAPPING_AMBIGUOUS', 'MAPPING_UNKNOWN']);
const BY_FLOW = 'FLOW_REMOVED';

/**
 * The lines that a mapping needs, from what the dry run found, and those that it has: a line that was answered is no finding
 * any more, but stays to be changed.
 */
export function neededMapping(
  cases: readonly ForeseenCase[],
  mapping: Readonly<Record<string, string>>,
  before: Drawing,
  after: Drawing,
): readonly NeededMapping[] {
  const suggestions = new Map<string, string | undefined>(Object.keys(mapping).map((id) => [id, undefined]));
  for (const { code, elementId, suggestion } of cases.flatMap(({ findings }) => findings)) {
    if (elementId === undefined) continue;
    if (BY_NODE.has(code)) suggestions.set(elementId, suggestion ?? suggestions.get(elementId));
    // Its own words name the node; what has to be said is which of the flows before it leads there now.
    if (code === BY_FLOW) for (const flow of before.into(elementId)) suggestions.set(flow, undefined);
  }
  return [...suggestions].map(([elementId, suggestion]) => {
    const kind = before.kindOf(elementId);
    return {
      elementId,
      ...(suggestion === undefined ? {} : { suggestion }),
      choices: kind === undefined ? [] : after.ofKind(kind),
    };
  });
}
