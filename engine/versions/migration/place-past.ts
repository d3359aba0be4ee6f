import { someOf } from '../../execute/pages.ts';
import { find } from '../../execute/table.ts';
import { statuteOf } from '../../execute/step-statute.ts';
import type { Procedure } from '../../model/procedure.ts';
import { drawn } from './finding.ts';
import { placeOf, scopeAfter, type Live } from './live.ts';
import type { Relocation } from './place-instances.ts';

/** What has happened and still counts: incidents, completed work that can be undone, who did what. */

/** An incident stays where its token is, and is tried again by the newer rules. One that holds unfinished work is tied to the
 *  older drawing. */
export function placeIncidents(live: Live): readonly Relocation[] {
  const { state, mapOf, findings } = live;
  return state.incidents.flatMap((incident): readonly Relocation[] => {
    const { key, elementId: from, elementKey, phase } = incident;
    const instance = find(state.elements, elementKey);
    const map = instance === undefined ? undefined : mapOf(instance.processId);
    if (phase === 'work') {
      const where = map?.source.nodes[from] ?? { id: from };
      findings.refuse(
        'WORK_UNFINISHED',
        `Sự cố tại ${drawn(where)} còn giữ công việc chưa làm xong theo phiên bản cũ. Xử lý sự cố trước.`,
        `The incident at ${drawn(where)} holds work that was left undone under the older version. Resolve it first.`,
        { elementId: from },
      );
      return [];
    }
    const to =
      instance?.type === 'process' && from === map?.source.id ? map.target.id : (map?.node(from)?.id ?? undefined);
    return to === undefined ? [] : [{ key, from, to }];
  });
}

/** A compensation that goes on, with the handler that undoes it. */
export interface CompensationRelocation extends Relocation {
  readonly handlerId?: string;
}

/** What completed stays undoable: by the handler that the newer version draws at the same activity. */
export function placeCompensations(live: Live): readonly CompensationRelocation[] {
  const { state, findings } = live;
  return state.compensations.flatMap((compensation): readonly CompensationRelocation[] => {
    const { key, activityId, handlerId } = compensation;
    const map = mapAround(live, compensation.scopeKey);
    const before = map?.source.nodes[activityId];
    const after = map?.node(activityId);
    const handler = after !== undefined && 'compensationHandler' in after ? after.compensationHandler : undefined;
    const scope = scopeAfter(live, compensation.scopeKey);
    const lost =
      after === undefined ||
      (scope !== undefined && scope !== after.scopeId && !isInLoop(live, compensation.scopeKey)) ||
      (handlerId === undefined) !== (handler === undefined);
    if (lost) {
      findings.refuse(
        'COMPENSATION_LOST',
        `Việc đã xong ở ${drawn(before ?? { id: activityId })} sẽ không hoàn tác được nữa theo phiên bản mới. Đối chiếu bước này với bước có cách hoàn tác, hoặc để hồ sơ theo phiên bản cũ.`,
        `What was completed at ${drawn(before ?? { id: activityId })} could no longer be undone under the newer version. Map it to an activity that can be undone, or leave the case under its version.`,
        { elementId: activityId },
      );
      return [];
    }
    return [{ key, from: activityId, to: after.id, ...(handler === undefined ? {} : { handlerId: handler }) }];
  });
}

/** Steps that were completed under one id and are known by another: separation of duties reads them. */
export function placeCompletions(live: Live): readonly { readonly from: string; readonly to: string }[] {
  const { source, target, state, findings } = live;
  const dutiesBefore = dutiesOf(source);
  const renamed: { from: string; to: string }[] = [];
  const images = new Set<string>();
  for (const graph of Object.values(source.processes)) {
    for (const node of Object.values(graph.nodes)) {
      const after = live.mapOf(graph.id)?.node(node.id);
      if (after === undefined) continue;
      images.add(after.id);
      const isDone = someOf(state.completions, ({ elementId }) => elementId === node.id);
      if (isDone && after.id !== node.id) renamed.push({ from: node.id, to: after.id });
    }
  }
  // A step that only the newer version binds may be a completed one under another name.
  const unknown = [...dutiesOf(target)].filter((id) => !images.has(id));
  if (unknown.length === 0) return renamed;
  for (const graph of Object.values(source.processes)) {
    for (const node of Object.values(graph.nodes)) {
      if (!dutiesBefore.has(node.id) || live.mapOf(graph.id)?.node(node.id) !== undefined) continue;
      if (!someOf(state.completions, ({ elementId }) => elementId === node.id)) continue;
      findings.refuse(
        'DUTY_UNMAPPED',
        `${drawn(node)} đã có người làm và thuộc quy định tách bạch trách nhiệm, nhưng không còn trong phiên bản mới. Chỉ rõ bước tương ứng trong bảng đối chiếu.`,
        `${drawn(node)} was done by somebody and separates duties, and is gone from the newer version. Map it to the step that stands for it.`,
        { elementId: node.id },
      );
    }
  }
  return renamed;
}

/** Steps of which one person may not do two. */
function dutiesOf({ manifest, processes }: Procedure): ReadonlySet<string> {
  const bound = new Set<string>((manifest?.separationOfDuties ?? []).flat());
  for (const { nodes } of Object.values(processes)) {
    for (const node of Object.values(nodes)) {
      const others = statuteOf(node)?.notBy ?? [];
      if (others.length > 0) bound.add(node.id);
      for (const id of others) bound.add(id);
    }
  }
  return bound;
}

function isInLoop({ state }: Live, scopeKey: number): boolean {
  return find(state.elements, scopeKey)?.role === 'body';
}

/** The map of the process that a scope is in; a scope that has completed itself is looked for in every process. */
function mapAround(live: Live, scopeKey: number) {
  const scope = find(live.state.elements, scopeKey);
  return live.mapOf(scope?.processId ?? live.state.processId);
}

/** Open tasks in both versions, for what changes for people. */
export function placedTasks(live: Live) {
  return live.state.tasks.flatMap((task) => {
    const instance = find(live.state.elements, task.key);
    const placed = instance === undefined ? undefined : placeOf(live, instance);
    return placed?.before.type === 'userTask' && placed.after.type === 'userTask'
      ? [{ task, map: placed.map, before: placed.before, after: placed.after }]
      : [];
  });
}
