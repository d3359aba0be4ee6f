import type { CaseState } from '../../execute/state.ts';
import type { Procedure } from '../../model/procedure.ts';
import { lookAhead } from './ahead.ts';
import { checkTokensCanGoOn } from './can-go-on.ts';
import { checkMapping, elementMaps, type MigrationMapping } from './element-map.ts';
import { createFindings, drawn, type MigrationFinding } from './finding.ts';
import type { Live } from './live.ts';
import { placeInstances, type Relocation } from './place-instances.ts';
import { noteForPeople, placeClock, type ClockPlan } from './place-law.ts';
import { placeCompensations, placeCompletions, placeIncidents, type CompensationRelocation } from './place-past.ts';
import { placeTokens } from './place-tokens.ts';
import { placeWaits, type WaitPlan } from './place-waits.ts';

/** What would happen to one case under another version of its procedure. */
export interface MigrationPlan {
  /** It runs under that very version already: nothing would happen. */
  readonly alreadyThere: boolean;
  /** Nothing stands against it. Still to be evaluated: candidates, names of messages, dates. */
  readonly possible: boolean;
  /** Refusals first, then warnings, then what changes. */
  readonly findings: readonly MigrationFinding[];
  readonly elements: readonly Relocation[];
  readonly tokens: readonly Relocation[];
  readonly incidents: readonly Relocation[];
  readonly compensations: readonly CompensationRelocation[];
  /** Steps that people completed and that go by another id. */
  readonly completed: readonly { readonly from: string; readonly to: string }[];
  readonly waits: WaitPlan;
  readonly clock: ClockPlan;
}

/**
 * Says what would become of a running case under another version: where everything in it that is alive goes on, what cannot,
 * and why. Elements are the same when they have the same id and are of the same kind; what the analyst maps wins; an element
 * of the same kind and name is only suggested. Whatever is not plainly the same refuses the case, which then stays as it is.
 *
 * Pure; evaluates nothing of the case's data. What the newer version must evaluate (who may do a task, which message a new
 * event waits for, when a new timer is due) is done by the command, which may still refuse.
 *
 * @source Camunda 7.23 and 8.7, "Process instance migration"; Flowable 7, "Process instance migration": each rule here is at
 * least as strict, and what they leave to their user (joins, concurrency, separation of duties) is asked
 */
export function planMigration(
  source: Procedure,
  target: Procedure,
  state: CaseState,
  mapping: MigrationMapping = {},
): MigrationPlan {
  const findings = createFindings();
  const live: Live = { source, target, state, mapOf: elementMaps(source, target, mapping), findings };
  const alreadyThere = state.procedureDigest === target.digest;
  if (!alreadyThere) {
    refuseOtherProcedure(live);
    checkMapping(source, target, mapping, findings);
    refuseOpenRequests(live);
  }
  const plan = {
    elements: placeInstances(live),
    tokens: placeTokens(live),
    incidents: placeIncidents(live),
    compensations: placeCompensations(live),
    completed: placeCompletions(live),
    waits: placeWaits(live),
    clock: placeClock(live),
  };
  const isPlaced = !findings.list.some(({ severity }) => severity === 'refusal');
  if (isPlaced && !alreadyThere) {
    noteRenamed(live, plan.elements);
    checkTokensCanGoOn(live);
    noteForPeople(live);
    lookAhead(live);
  }
  const list = alreadyThere ? [] : [...findings.list].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  const possible = !list.some(({ severity }) => severity === 'refusal');
  return { alreadyThere, possible, findings: list, ...plan };
}

const RANK = { refusal: 0, warning: 1, note: 2 } as const;

function refuseOtherProcedure({ source, target, findings }: Live): void {
  if (
    source.manifest?.code === target.manifest?.code &&
    (source.manifest === undefined) === (target.manifest === undefined)
  )
    return;
  findings.refuse(
    'OTHER_PROCEDURE',
    'Phiên bản đích thuộc thủ tục khác. Chọn một phiên bản của cùng thủ tục.',
    'The version belongs to another procedure. Choose a version of the same one.',
  );
}

/** A request speaks of the older version: of its grounds, and of where a token would go. */
function refuseOpenRequests({ state, findings }: Live): void {
  if ((state.overrides ?? []).length === 0) return;
  findings.refuse(
    'OVERRIDE_WAITING',
    'Hồ sơ có đề nghị làm khác quy trình đang chờ quyết định theo phiên bản cũ. Quyết định đề nghị đó trước.',
    'A departure from the rules waits for its decision under the older version. Decide it first.',
  );
}

function noteRenamed({ source, target, findings }: Live, elements: readonly Relocation[]): void {
  const name = (procedure: Procedure, id: string): string => {
    for (const { nodes } of Object.values(procedure.processes)) {
      const node = nodes[id];
      if (node !== undefined) return drawn(node);
    }
    return drawn({ id });
  };
  for (const { from, to } of elements) {
    if (from === to) continue;
    findings.note(
      'ELEMENT_RENAMED',
      `${name(source, from)} tiếp tục là ${name(target, to)}.`,
      `${name(source, from)} goes on as ${name(target, to)}.`,
      { elementId: from, targetId: to },
    );
  }
}
