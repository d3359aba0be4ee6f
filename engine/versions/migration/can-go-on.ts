import { drawn } from './finding.ts';
import { placeOf, scopeAfter, type Live } from './live.ts';
import { waysOf, type Ways } from './ways.ts';

/**
 * Whether tokens that are lawful in the older drawing are so in the newer: no join ahead waits for a branch that nothing can
 * bring any more, and no two steps are at work together that never are. Both are necessary for the case to end as every case
 * of the newer version can; what the older drawing suffered from already is no reason to refuse.
 *
 * @source W. van der Aalst, "Exterminating the dynamic change bug" (2001): a marking moves only where the new net can have it
 */
export function checkTokensCanGoOn(live: Live): void {
  const { state, mapOf, findings } = live;
  for (const scope of state.elements) {
    const map = mapOf(scope.processId);
    const [from, to] = [scope.elementId, scopeAfter(live, scope.key)];
    if (map === undefined || to === undefined || scope.role !== undefined || scope.type === 'adHocSubProcess') continue;
    if (map.source.scopes[from] === undefined || map.target.scopes[to] === undefined) continue;
    const [before, after] = [waysOf(map.source), waysOf(map.target)];
    const places = placesIn(live, scope.key);
    const unmoved = places.every(({ was, is }) => was === is);
    if (places.length === 0 || (unmoved && before.shape === after.shape)) continue;

    const starvedBefore = new Set(
      starvedJoins(
        before,
        from,
        places.map(({ was }) => was),
      ).map((id) => map.node(id)?.id),
    );
    for (const id of starvedJoins(
      after,
      to,
      places.map(({ is }) => is),
    )) {
      if (starvedBefore.has(id)) continue;
      const join = map.target.nodes[id] ?? { id };
      findings.refuse(
        'JOIN_STARVED',
        `Ở phiên bản mới, ${drawn(join)} chờ một nhánh mà từ chỗ hồ sơ đang đứng không còn đường nào đưa đến: hồ sơ sẽ mắc lại. Để hồ sơ đi qua chỗ đó theo phiên bản cũ.`,
        `In the newer version ${drawn(join)} waits for a branch that nothing can bring from where the case stands: it would be stuck. Let the case pass there under its version.`,
        { targetId: id },
      );
    }
    for (const [index, one] of places.entries()) {
      for (const other of places.slice(index + 1)) {
        if (one.is === other.is || after.together(one.is, other.is, to)) continue;
        if (!before.together(one.was, other.was, from)) continue;
        findings.refuse(
          'NOT_CONCURRENT',
          `${placeName(after, one.is)} và ${placeName(after, other.is)} đang xử lý song song, mà ở phiên bản mới không bao giờ song song. Để một nhánh xong trước.`,
          `${placeName(after, one.is)} and ${placeName(after, other.is)} are at work together, which never happens in the newer version. Let one branch finish first.`,
          { elementId: one.was, targetId: one.is },
        );
      }
    }
  }
}

/** Where a token of a scope stands, in both drawings: a node id or a flow id. */
interface Place {
  readonly was: string;
  readonly is: string;
}

function placesIn(live: Live, scopeKey: number): readonly Place[] {
  const { state, mapOf } = live;
  const nodes = state.elements.flatMap((instance): readonly Place[] => {
    if (instance.scopeKey !== scopeKey || instance.type === 'process') return [];
    const placed = placeOf(live, instance);
    if (placed === undefined) return [];
    // An event sub-process stands beside the tokens of its scope.
    const beside = 'triggeredByEvent' in placed.before && placed.before.triggeredByEvent;
    return beside ? [] : [{ was: placed.before.id, is: placed.after.id }];
  });
  const scope = state.elements.find(({ key }) => key === scopeKey);
  const map = scope === undefined ? undefined : mapOf(scope.processId);
  const flows = state.tokens.flatMap((token): readonly Place[] => {
    const flow = token.scopeKey === scopeKey ? map?.flow(token.flowId) : undefined;
    return flow === undefined ? [] : [{ was: token.flowId, is: flow.id }];
  });
  return [...nodes, ...flows];
}

/** Parallel joins that some token can come to while an incoming flow of theirs cannot get one. */
function starvedJoins(ways: Ways, scopeId: string, places: readonly string[]): readonly string[] {
  return ways.view.inScope(scopeId).flatMap((join) => {
    if (join.type !== 'parallelGateway' || join.incoming.length < 2) return [];
    const ahead = places.map((place) => ways.ahead(place, join.id));
    if (!ahead.some((closure) => closure.has(join.id))) return [];
    // A token in the join itself has its flows behind it.
    if (places.includes(join.id)) return [];
    return join.incoming.every((flowId) => ahead.some((closure) => closure.has(flowId))) ? [] : [join.id];
  });
}

function placeName({ graph }: Ways, id: string): string {
  const node = graph.nodes[id] ?? graph.nodes[graph.flows[id]?.target ?? ''];
  return drawn(node ?? { id });
}
