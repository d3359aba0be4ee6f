import { compileProcedure } from '../../../engine/compile/compile-procedure.ts';
import type { FlowNode, ProcessGraph } from '../../../engine/model/process-graph.ts';
import type { Pair } from '../pairs.ts';

/** A pair, compiled, with what its trace shows to have happened. */
export interface Witness {
  readonly name: string;
  readonly pair: Pair;
  readonly xml: string;
  readonly graphs: readonly ProcessGraph[];
  /** Every flow node that the trace shows to have been activated, with its process. */
  readonly activated: readonly Sighting[];
}

export interface Sighting {
  readonly node: FlowNode;
  readonly graph: ProcessGraph;
  readonly completed: boolean;
}

/** Compiles every pair. What is drawn in a pair and does not happen in it is no evidence. */
export async function readWitnesses(pairs: readonly Pair[]): Promise<readonly Witness[]> {
  return Promise.all(pairs.map(readWitness));
}

async function readWitness(pair: Pair): Promise<Witness> {
  const compiled = await compileProcedure(pair.files);
  if (!compiled.ok) throw new Error(`${pair.name} does not compile`);
  const graphs = Object.values(compiled.procedure.processes);
  const seen = (state: string): ReadonlySet<string> =>
    new Set(
      pair.scenario.trace
        .filter((line) => line.endsWith(` ${state}`) && !line.startsWith('—'))
        .map((line) => line.replace(/^\d+\//, '').slice(0, -state.length - 1)),
    );
  const [begun, done] = [seen('activated'), seen('completed')];
  const activated = graphs.flatMap((graph) =>
    Object.values(graph.nodes)
      .filter((node) => begun.has(node.id) || isUndone(node, graph, begun))
      .map((node) => ({ node, graph, completed: done.has(node.id) })),
  );
  return { name: pair.name, pair, xml: pair.files[`${pair.name}.bpmn`] ?? '', graphs, activated };
}

/** A compensation boundary event leads no token on: it has happened when its handler has. */
function isUndone(node: FlowNode, graph: ProcessGraph, begun: ReadonlySet<string>): boolean {
  if (node.type !== 'boundaryEvent' || !node.eventDefinitions.some(({ type }) => type === 'compensate')) return false;
  const activity = graph.nodes[node.attachedTo];
  const handler =
    activity !== undefined && 'compensationHandler' in activity ? activity.compensationHandler : undefined;
  return handler !== undefined && begun.has(handler);
}

/** A cell of the table: how many pairs show it, with a link to the first. Undefined: none. */
export function cellOf(witnesses: readonly Witness[]): string | undefined {
  const [first] = witnesses;
  return first === undefined ? undefined : `[${witnesses.length}](../tests/conformance/${first.name}.scenario.json)`;
}

/** A Markdown table. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
