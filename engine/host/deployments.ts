import type { Procedure } from '../model/procedure.ts';
import type { ProcessGraph } from '../model/process-graph.ts';

/**
 * What is deployed, in order. A case sees every process by its id as it stood when the case began, and, since a call
 * activity may name a process that comes later, those that were deployed afterwards under ids that were then unknown. So a
 * redeployment never changes a running case.
 */
export interface Deployments {
  readonly list: Procedure[];
  /** `<epoch of the case> <number of deployments>` → what such a case sees now. */
  readonly linked: Map<string, Procedure>;
}

export function newDeployments(list: readonly Procedure[]): Deployments {
  return { list: [...list], linked: new Map() };
}

/** The procedure of a case that began when `epoch` deployments were there. */
export function linkedProcedure(deployments: Deployments, epoch: number, processId: string): Procedure | undefined {
  const { list, linked } = deployments;
  const name = `${epoch} ${list.length} ${processId}`;
  const known = linked.get(name);
  if (known !== undefined) return known;
  const own = list.slice(0, epoch).findLast(({ processes }) => Object.hasOwn(processes, processId));
  if (own === undefined) return undefined;
  const link = <K extends 'processes' | 'forms' | 'decisions'>(what: K): Procedure[K] => {
    const before = list.slice(0, epoch).map((procedure) => procedure[what]);
    const after = list.slice(epoch).map((procedure) => procedure[what]);
    // Later wins among what was there at the start; of what came afterwards, only what is new, the first to come.
    const entries: Procedure[K] = Object.assign({}, ...after.toReversed(), ...before, own[what]);
    return entries;
  };
  const procedure: Procedure = {
    ...own,
    mainProcessId: processId,
    processes: link('processes'),
    forms: link('forms'),
    decisions: link('decisions'),
  };
  linked.set(name, procedure);
  return procedure;
}

/** The newest graph of every deployed process, in order of first deployment. */
export function latestProcesses(deployments: Deployments): ReadonlyMap<string, ProcessGraph> {
  const latest = new Map<string, ProcessGraph>();
  for (const { processes } of deployments.list) {
    for (const [id, graph] of Object.entries(processes)) latest.set(id, graph);
  }
  return latest;
}
