import type { ElementInstance } from '../../execute/state.ts';
import { find } from '../../execute/table.ts';
import { canonicalJson } from '../../history/canonical-json.ts';
import type { FlowNode, JobDefinition, ProcessGraph } from '../../model/process-graph.ts';
import { drawn } from './finding.ts';
import { placeOf, scopeAfter, type Live, type Placed } from './live.ts';

/** Something of a case that goes by another element, or by the same: `key` is the thing's own. */
export interface Relocation {
  readonly key: number;
  readonly from: string;
  readonly to: string;
}

/**
 * Finds the place of everything that is at work. Refuses whatever is not plainly the same thing: another kind of element,
 * another scope, another loop, work of another sort, compensation or an interruption under way.
 */
export function placeInstances(live: Live): readonly Relocation[] {
  return live.state.elements.flatMap((instance): readonly Relocation[] => {
    refuseUnsettled(live, instance);
    const { key, elementId: from } = instance;
    const to = instance.type === 'process' ? placeProcess(live, instance) : placeNode(live, instance);
    return to === undefined ? [] : [{ key, from, to }];
  });
}

function placeProcess({ mapOf, source, findings }: Live, { processId }: ElementInstance): string | undefined {
  const map = mapOf(processId);
  if (map !== undefined) return map.target.id;
  const graph = source.processes[processId];
  const name = drawn({ id: processId, ...(graph?.name === undefined ? {} : { name: graph.name }) });
  findings.refuse(
    'PROCESS_REMOVED',
    `Quy trình ${name} đang chạy và không còn trong phiên bản mới. Để hồ sơ làm xong theo phiên bản cũ.`,
    `The process ${name} is running and is gone from the newer version. Let the case finish under its version.`,
    { elementId: processId },
  );
  return undefined;
}

function placeNode(live: Live, instance: ElementInstance): string | undefined {
  const placed = placeOf(live, instance);
  if (placed === undefined) {
    live.mapOf(instance.processId)?.explainMissing(instance.elementId, live.findings);
    return undefined;
  }
  refuseOtherScope(live, placed);
  refuseOtherActivity(live, placed);
  refuseOtherWork(live, placed);
  return placed.after.id;
}

/** Compensation and interruption are half done: which half the other version would do again nobody can say. */
function refuseUnsettled({ findings, mapOf }: Live, instance: ElementInstance): void {
  const { elementId } = instance;
  const name = drawn(mapOf(instance.processId)?.source.nodes[elementId] ?? { id: elementId });
  const undoing =
    instance.role === 'compensation' ||
    instance.compensates !== undefined ||
    (instance.compensating ?? []).length > 0 ||
    instance.cancelling === true;
  if (undoing) {
    findings.refuse(
      'COMPENSATION_RUNNING',
      `${name}: việc đã làm đang được hoàn tác. Chờ hoàn tác xong rồi chuyển.`,
      `${name}: completed work is being undone. Wait until that is over.`,
      { elementId },
    );
  }
  if (instance.interrupted === true) {
    findings.refuse(
      'SCOPE_INTERRUPTED',
      `${name} đã bị một sự kiện ngắt và đang xử lý sự kiện đó. Chờ xử lý xong rồi chuyển.`,
      `${name} was interrupted by an event, which is being dealt with. Wait until that is over.`,
      { elementId },
    );
  }
}

function refuseOtherScope(live: Live, { instance, before, after }: Placed): void {
  const holder = find(live.state.elements, instance.scopeKey);
  // An inner instance of a loop is held by the body, which is the same node.
  const expected = holder?.role === 'body' ? scopeAfter(live, holder.scopeKey) : scopeAfter(live, instance.scopeKey);
  if (expected === undefined || expected === after.scopeId) return;
  live.findings.refuse(
    'SCOPE_CHANGED',
    `${drawn(before)} nằm ở phạm vi khác trong phiên bản mới (được đưa vào hoặc ra khỏi một quy trình con). Để hồ sơ làm xong bước này trước.`,
    `${drawn(before)} lies in another scope in the newer version (moved into or out of a sub-process). Let the case finish the step first.`,
    { elementId: before.id, targetId: after.id },
  );
}

function refuseOtherActivity(live: Live, placed: Placed): void {
  const { before, after, instance, map } = placed;
  const { findings } = live;
  const where = { elementId: before.id, targetId: after.id };
  if (differ(loopOf(before), loopOf(after))) {
    findings.refuse(
      'LOOP_CHANGED',
      `${drawn(before)} được lặp theo cách khác trong phiên bản mới. Để hồ sơ làm xong bước này trước.`,
      `${drawn(before)} loops in another way in the newer version. Let the case finish the step first.`,
      where,
    );
  }
  if (differ(beginningOf(before, map.source), beginningOf(after, map.target))) {
    findings.refuse(
      'ACTIVITY_CHANGED',
      `${drawn(before)} được khởi động theo cách khác trong phiên bản mới (do sự kiện, hoặc để hoàn tác). Để hồ sơ làm xong bước này trước.`,
      `${drawn(before)} begins in another way in the newer version (by an event, or to undo). Let the case finish the step first.`,
      where,
    );
  }
  if (quantityOf(before) !== quantityOf(after)) {
    findings.refuse(
      'QUANTITY_CHANGED',
      `${drawn(before)} cần hoặc đưa ra số nhánh khác trong phiên bản mới.`,
      `${drawn(before)} takes or gives another number of tokens in the newer version.`,
      where,
    );
  }
  if (instance.offered !== undefined && !offersTheSame(placed)) {
    findings.refuse(
      'AD_HOC_CHANGED',
      `${drawn(before)} đưa ra các việc khác trong phiên bản mới. Để hồ sơ làm xong bước này trước.`,
      `${drawn(before)} offers other activities in the newer version. Let the case finish the step first.`,
      where,
    );
  }
  if (instance.consumed !== undefined && differ([...before.incoming].sort(), [...after.incoming].sort())) {
    findings.refuse(
      'GATEWAY_CHANGED',
      `${drawn(before)} đã mở và chờ các nhánh còn lại, nhưng ở phiên bản mới có nhánh vào khác.`,
      `${drawn(before)} has fired and waits for its other branches, and has other incoming flows in the newer version.`,
      where,
    );
  }
}

/** What a worker holds must still be work for a worker; what runs as called must still be called. */
function refuseOtherWork({ state, findings }: Live, { before, after, instance }: Placed): void {
  const where = { elementId: before.id, targetId: after.id };
  if (before.type === 'callActivity' && after.type === 'callActivity' && differ(before.processId, after.processId)) {
    findings.refuse(
      'CALL_CHANGED',
      `${drawn(before)} gọi quy trình khác trong phiên bản mới. Để quy trình đang chạy kết thúc trước.`,
      `${drawn(before)} calls another process in the newer version. Let the one that runs end first.`,
      where,
    );
  }
  if (find(state.jobs, instance.key) === undefined) return;
  const [given, wanted] = [jobOf(before), jobOf(after)];
  if (wanted === undefined) {
    findings.refuse(
      'WORK_CHANGED',
      `${drawn(before)} đang chờ một hệ thống khác xử lý, nhưng ở phiên bản mới không còn giao việc này ra ngoài.`,
      `${drawn(before)} waits for a worker, and hands out no work in the newer version.`,
      where,
    );
  } else if (differ(given, wanted)) {
    findings.warn(
      'JOB_KEPT',
      `${drawn(before)}: việc đã giao cho hệ thống khác giữ nguyên như khi giao, dù phiên bản mới viết khác.`,
      `${drawn(before)}: work that is out with a worker stays as it was given out, although the newer version writes it otherwise.`,
      where,
    );
  }
}

function offersTheSame({ instance, before, after, map }: Placed): boolean {
  if (!('adHoc' in before) || !('adHoc' in after)) return false;
  const inside = map.target.scopes[after.id]?.nodes ?? [];
  const stays = (id: string): boolean => map.node(id)?.id === id && inside.includes(id);
  return before.adHoc?.ordering === after.adHoc?.ordering && (instance.offered ?? []).every(stays);
}

function loopOf(node: FlowNode) {
  return 'loop' in node ? (node.loop ?? null) : null;
}

function quantityOf(node: FlowNode): string {
  return 'startQuantity' in node ? `${node.startQuantity} ${node.completionQuantity}` : '';
}

/** What makes an activity begin that no token begins. */
function beginningOf(node: FlowNode, { scopes, nodes }: ProcessGraph): readonly boolean[] {
  if (!('isForCompensation' in node)) return [];
  const byEvent = 'triggeredByEvent' in node && node.triggeredByEvent;
  const interrupts = (scopes[node.id]?.nodes ?? []).some((id) => {
    const start = nodes[id];
    return byEvent && start?.type === 'startEvent' && start.isInterrupting;
  });
  return [node.isForCompensation, byEvent, interrupts];
}

function jobOf(node: FlowNode): JobDefinition | undefined {
  return 'job' in node ? node.job : undefined;
}

/** Whether two parts of a model are written differently. */
export function differ(one: unknown, other: unknown): boolean {
  return canonicalJson(one ?? null) !== canonicalJson(other ?? null);
}
