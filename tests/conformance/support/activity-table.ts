import type { Activity, FlowNode } from '../../../engine/model/process-graph.ts';
import { crossTable, type ShownTable } from './cross-table.ts';
import type { Sighting, Witness } from './witnesses.ts';

/** Every activity: once, in each kind of loop, interrupted, undone, and as what undoes. */
export function activityTable(witnesses: readonly Witness[]): ShownTable {
  return crossTable(
    KINDS,
    ROLES,
    witnesses,
    (kind, role, sighting, witness) =>
      isActivity(sighting.node) && kind.holds(sighting.node, sighting) && role.holds(sighting.node, witness),
  );
}

interface Kind {
  readonly name: string;
  /** It passes at once, so nothing can happen on its boundary, unless it throws or fails. */
  readonly atOnce?: true;
  /** It stands for what it calls; loops and undoing are the call activity's. */
  readonly called?: true;
  holds(node: Activity, sighting: Sighting): boolean;
}

const typed = (name: string, type: Activity['type']): Kind => ({ name, holds: (node) => node.type === type });
const atOnce = (kind: Kind): Kind => ({ ...kind, atOnce: true });
const global = (name: string, type: Activity['type']): Kind => ({
  name: `global ${name}`,
  called: true,
  holds: (node, { graph }) => node.type === type && node.id === `${graph.id}#task`,
});
const adHoc = (ordering: 'Parallel' | 'Sequential'): Kind => ({
  name: `ad-hoc sub-process, ${ordering.toLowerCase()}`,
  holds: (node) => node.type === 'adHocSubProcess' && node.adHoc?.ordering === ordering,
});

const KINDS: readonly Kind[] = [
  atOnce(typed('abstract task', 'task')),
  atOnce(typed('manual task', 'manualTask')),
  typed('user task', 'userTask'),
  typed('service task', 'serviceTask'),
  atOnce({ name: 'send task, message', holds: (node) => node.type === 'sendTask' && node.job === undefined }),
  { name: 'send task, job', holds: (node) => node.type === 'sendTask' && node.job !== undefined },
  typed('receive task', 'receiveTask'),
  atOnce(typed('script task', 'scriptTask')),
  atOnce({
    name: 'business rule task, decision',
    holds: (node) => node.type === 'businessRuleTask' && node.job === undefined,
  }),
  { name: 'business rule task, job', holds: (node) => node.type === 'businessRuleTask' && node.job !== undefined },
  typed('call activity', 'callActivity'),
  global('task', 'task'),
  global('manual task', 'manualTask'),
  global('user task', 'userTask'),
  global('script task', 'scriptTask'),
  global('business rule task', 'businessRuleTask'),
  { name: 'sub-process', holds: (node) => node.type === 'subProcess' && !node.triggeredByEvent },
  typed('transaction', 'transaction'),
  adHoc('Parallel'),
  adHoc('Sequential'),
];

interface Role {
  readonly name: string;
  holds(node: Activity, witness: Witness): boolean;
  /** Whether a kind can be in this role at all. */
  of(kind: Kind): boolean;
}

const happened = (witness: Witness, id: string | undefined): boolean =>
  witness.activated.some(({ node }) => node.id === id);
const notCalled = (kind: Kind): boolean => kind.called !== true;

const ROLES: readonly Role[] = [
  { name: 'once', of: () => true, holds: (node) => node.loop === undefined && !node.isForCompensation },
  { name: 'standard loop', of: notCalled, holds: ({ loop }) => loop?.kind === 'standard' },
  {
    name: 'multi-instance, parallel',
    of: notCalled,
    holds: ({ loop }) => loop?.kind === 'multiInstance' && !loop.isSequential,
  },
  {
    name: 'multi-instance, sequential',
    of: notCalled,
    holds: ({ loop }) => loop?.kind === 'multiInstance' && loop.isSequential,
  },
  {
    name: 'boundary event happens',
    of: (kind) => notCalled(kind) && kind.atOnce !== true,
    holds: (node, witness) => node.boundaryEvents.some((id) => happened(witness, id)),
  },
  {
    name: 'undone by a handler',
    of: notCalled,
    holds: (node, witness) => happened(witness, node.compensationHandler),
  },
  { name: 'as handler', of: notCalled, holds: (node) => node.isForCompensation },
];

function isActivity(node: FlowNode): node is Activity {
  return 'isForCompensation' in node;
}
