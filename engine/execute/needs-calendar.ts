import type { Procedure } from '../model/procedure.ts';
import type { FlowNode, ProcessGraph } from '../model/process-graph.ts';
import { statuteOf } from './step-statute.ts';

const known = new WeakMap<ProcessGraph, boolean>();

/** Whether anything in a procedure is reckoned in working time. Looked up once for every graph. */
export function needsCalendar(procedure: Procedure): boolean {
  if (procedure.manifest !== undefined) return true;
  for (const id in procedure.processes) {
    const graph = procedure.processes[id];
    if (graph !== undefined && countsWorkingTime(graph)) return true;
  }
  return false;
}

function countsWorkingTime(graph: ProcessGraph): boolean {
  let answer = known.get(graph);
  if (answer === undefined) {
    answer = Object.values(graph.nodes).some(hasLimit);
    known.set(graph, answer);
  }
  return answer;
}

function hasLimit(node: FlowNode): boolean {
  if (statuteOf(node)?.timeLimit !== undefined) return true;
  if (!('eventDefinitions' in node)) return false;
  return node.eventDefinitions.some(
    (definition) => definition.type === 'timer' && definition.timer.kind === 'statutory',
  );
}
