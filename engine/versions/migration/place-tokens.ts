import { find } from '../../execute/table.ts';
import { drawn } from './finding.ts';
import { scopeAfter, type Live } from './live.ts';
import type { Relocation } from './place-instances.ts';

/**
 * Finds the place of every token that rests on a flow, before a join or an activity that gathers several. A join that counts
 * its branches (parallel, complex) must have the same ones; an inclusive join asks anew what may still come.
 */
export function placeTokens(live: Live): readonly Relocation[] {
  const { state, mapOf, findings } = live;
  return state.tokens.flatMap((token): readonly Relocation[] => {
    const scope = find(state.elements, token.scopeKey);
    const map = scope === undefined ? undefined : mapOf(scope.processId);
    const flow = map?.source.flows[token.flowId];
    const before = flow === undefined ? undefined : map?.source.nodes[flow.target];
    if (map === undefined || flow === undefined || before === undefined) return [];
    const after = map.node(before.id);
    if (after === undefined) {
      map.explainMissing(before.id, findings);
      return [];
    }
    const where = { elementId: before.id, targetId: after.id };
    const to = map.flow(flow.id);
    if (to === undefined) {
      findings.refuse(
        'FLOW_REMOVED',
        `Một nhánh đang chờ trước ${drawn(before)}; ở phiên bản mới không còn đường đó, hoặc có nhiều đường không biết chọn đường nào. Chỉ rõ trong bảng đối chiếu.`,
        `A branch waits before ${drawn(before)}, and its way there is gone from the newer version, or there are several. Map the sequence flow.`,
        where,
      );
      return [];
    }
    if (scopeAfter(live, token.scopeKey) !== to.scopeId) {
      findings.refuse(
        'SCOPE_CHANGED',
        `Một nhánh đang chờ trước ${drawn(before)}, mà ở phiên bản mới nằm ở phạm vi khác.`,
        `A branch waits before ${drawn(before)}, which lies in another scope in the newer version.`,
        where,
      );
    }
    const counts = before.type === 'parallelGateway' || before.type === 'complexGateway';
    if (counts) {
      const images = new Set(before.incoming.map((id) => map.flow(id)?.id));
      if (images.size !== after.incoming.length || !after.incoming.every((id) => images.has(id))) {
        findings.refuse(
          'JOIN_CHANGED',
          `Một nhánh đang chờ các nhánh khác tại ${drawn(before)} (${before.incoming.length} nhánh vào); ở phiên bản mới cổng này có các nhánh vào khác (${after.incoming.length}). Để hồ sơ đi qua cổng này trước.`,
          `A branch waits for others at ${drawn(before)} (${before.incoming.length} incoming flows), which has other incoming flows (${after.incoming.length}) in the newer version. Let the case pass it first.`,
          where,
        );
      }
    }
    if (
      'startQuantity' in before &&
      'startQuantity' in after &&
      (before.startQuantity !== after.startQuantity || before.completionQuantity !== after.completionQuantity)
    ) {
      findings.refuse(
        'QUANTITY_CHANGED',
        `${drawn(before)} đang chờ đủ số nhánh, và ở phiên bản mới cần số nhánh khác.`,
        `${drawn(before)} is gathering tokens, and needs another number of them in the newer version.`,
        where,
      );
    }
    return [{ key: token.key, from: token.flowId, to: to.id }];
  });
}
