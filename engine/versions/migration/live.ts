import type { CaseState, ElementInstance } from '../../execute/state.ts';
import { find } from '../../execute/table.ts';
import type { FlowNode } from '../../model/process-graph.ts';
import type { Procedure } from '../../model/procedure.ts';
import type { ElementMap } from './element-map.ts';
import type { Findings } from './finding.ts';

/** One case that is to go on under another version: what every part of the planner works with. */
export interface Live {
  readonly source: Procedure;
  readonly target: Procedure;
  readonly state: CaseState;
  readonly mapOf: (processId: string) => ElementMap | undefined;
  readonly findings: Findings;
}

/** A flow node at work, with what it is in either version; a process instance is none. */
export interface Placed {
  readonly instance: ElementInstance;
  readonly map: ElementMap;
  readonly before: FlowNode;
  readonly after: FlowNode;
}

/** What an instance is in both versions; undefined where it has no place, which has been told elsewhere. */
export function placeOf({ mapOf }: Live, instance: ElementInstance): Placed | undefined {
  const map = mapOf(instance.processId);
  if (map === undefined || instance.type === 'process') return undefined;
  const before = map.source.nodes[instance.elementId];
  const after = map.node(instance.elementId);
  return before === undefined || after === undefined ? undefined : { instance, map, before, after };
}

/** The scope of the newer version that an instance is: the id of its process, or of its node. */
export function scopeAfter(live: Live, key: number): string | undefined {
  const instance = find(live.state.elements, key);
  if (instance === undefined) return undefined;
  if (instance.type === 'process') return live.mapOf(instance.processId)?.target.id;
  return placeOf(live, instance)?.after.id;
}
