import type { Rejection } from '../../errors.ts';
import type { Json } from '../../model/json.ts';
import type { Procedure } from '../../model/procedure.ts';
import type { MigrationFinding } from '../../versions/migration/finding.ts';
import { planMigration, type MigrationPlan } from '../../versions/migration/plan-migration.ts';
import type { MigrateCase } from '../command.ts';
import type { PinnedVersion } from '../event.ts';
import { emit, enqueue, runUnder, type Game } from '../game.ts';
import { needsCalendar } from '../needs-calendar.ts';
import { settleUnderNewRules } from '../settle-migration.ts';
import { refuseUnreasoned } from './override-rules.ts';

/**
 * Moves the case to another version of its procedure: on an article, with a ground, and only if everything alive in it has its
 * place there. What is waited for no more is closed, then everything goes by its new element, then the dates, the tasks and
 * the new waits are settled by the new rules. No token moves, except through a join that may now fire.
 */
export function migrateCase(game: Game, command: MigrateCase): Rejection | undefined {
  const { target, mapping, act, ground, order } = command;
  const { procedure: source, draft } = game;
  const refused = refuseGroundless(command) ?? refuseWithoutCalendar(game, target);
  if (refused !== undefined) return refused;
  const plan = planMigration(source, target, draft.state, mapping);
  if (plan.alreadyThere) return undefined;
  if (!plan.possible) return migrationRefused(plan.findings);
  for (const key of plan.waits.disarmedTimers) emit(game, { type: 'TimerCancelled', key });
  for (const key of plan.waits.disarmedSubscriptions) emit(game, { type: 'SubscriptionClosed', key });
  emit(game, {
    type: 'CaseMigrated',
    from: pinned(source),
    to: pinned(target),
    processId: rootAfter(game, plan),
    act,
    ground,
    ...(order === undefined ? {} : { order }),
    elements: plan.elements,
    tokens: plan.tokens,
    timers: plan.waits.timers,
    subscriptions: plan.waits.subscriptions,
    incidents: plan.incidents,
    compensations: plan.compensations,
    completed: plan.completed,
    ...warningsOf(plan),
  });
  runUnder(game, target);
  const problem = settleUnderNewRules(game, source, plan);
  if (problem !== undefined) return problem;
  // Nothing has moved, and yet a join may have become ready: it is looked at after any piece of work.
  enqueue(game, { kind: 'settle', key: game.draft.state.rootKey });
  return undefined;
}

/** The refusal with everything that was found, for whoever must decide what to do about it. */
export function migrationRefused(findings: readonly MigrationFinding[]): Rejection {
  const refusals = findings.filter(({ severity }) => severity === 'refusal');
  return {
    code: 'MIGRATION_REFUSED',
    message: `The case cannot go on under the other version: ${refusals.map(({ text }) => text.en).join(' ')}`,
    details: { findings: findings.map(findingJson) },
  };
}

function findingJson({ code, severity, elementId, targetId, suggestion, text }: MigrationFinding): Json {
  return {
    code,
    severity,
    ...(elementId === undefined ? {} : { elementId }),
    ...(targetId === undefined ? {} : { targetId }),
    ...(suggestion === undefined ? {} : { suggestion }),
    text: { vi: text.vi, en: text.en },
  };
}

/** The rule of the house: no change of law for a running case without the law that says so, and a second person's eyes. */
function refuseGroundless({ act, ground, order, target }: MigrateCase): Rejection | undefined {
  const [actId = ''] = act.trim().split('#');
  if (actId === '') {
    return {
      code: 'MIGRATION_ACT_REQUIRED',
      message: 'Name the article by which running cases are moved to the other version.',
    };
  }
  const listed = target.manifest?.legalActs.map(({ id }) => id);
  if (listed !== undefined && !listed.includes(actId)) {
    return {
      code: 'MIGRATION_ACT_NOT_LISTED',
      message: `'${actId.slice(0, 100)}' is none of the acts that the version rests on; choose one of ${listed.join(', ')}.`,
      details: { listed },
    };
  }
  if (order?.approvedBy !== undefined && order.approvedBy === order.preparedBy) {
    return {
      code: 'MIGRATION_SECOND_PERSON',
      message: 'Whoever prepares a migration may not approve it; a second person must.',
    };
  }
  return refuseUnreasoned(ground);
}

function refuseWithoutCalendar({ circumstances }: Game, target: Procedure): Rejection | undefined {
  if (circumstances.calendar !== undefined || !needsCalendar(target)) return undefined;
  return {
    code: 'CALENDAR_MISSING',
    message: `The other version counts working time, and the command brings no calendar. Send the calendar in force at ${circumstances.at}.`,
  };
}

function rootAfter({ draft }: Game, { elements }: MigrationPlan): string {
  return elements.find(({ key }) => key === draft.state.rootKey)?.to ?? draft.state.processId;
}

function pinned({ digest, manifest }: Procedure): PinnedVersion {
  return { digest, ...(manifest === undefined ? {} : { code: manifest.code, version: manifest.version }) };
}

function warningsOf({ findings }: MigrationPlan) {
  const warnings = findings.filter(({ severity }) => severity === 'warning').map(({ text }) => text);
  return warnings.length === 0 ? {} : { warnings };
}
