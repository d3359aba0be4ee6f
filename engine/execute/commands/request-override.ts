import type { Rejection } from '../../errors.ts';
import { canonicalJson } from '../../history/canonical-json.ts';
import type { RequestOverride } from '../command.ts';
import { emit, type Game } from '../game.ts';
import { overrideRules, refuseDeviation, refuseUnreasoned, stepOf } from './override-rules.ts';

/** Asks for a departure from the rules, on a published ground and with a reason. It waits for a second person. */
export function requestOverride(game: Game, { deviation, ground, reason, by }: RequestOverride): Rejection | undefined {
  const rules = overrideRules(game);
  if ('code' in rules) return rules;
  const listed = rules.grounds.find(({ code }) => code === ground);
  if (listed === undefined) {
    const codes = rules.grounds.map(({ code }) => code);
    return {
      code: 'GROUND_NOT_LISTED',
      message: `'${ground.slice(0, 100)}' is no published ground for departing from the rules; choose one of ${codes.join(', ')}.`,
      details: { listed: codes },
    };
  }
  const refused = refuseUnreasoned(reason) ?? refuseDeviation(game, deviation);
  if (refused !== undefined) return refused;
  const same = (game.draft.state.overrides ?? []).find(
    (open) => canonicalJson(open.deviation) === canonicalJson(deviation),
  );
  if (same !== undefined) {
    return {
      code: 'OVERRIDE_PENDING',
      message: `The same departure is asked for already (${same.key}) and waits for a decision.`,
      details: { overrideKey: same.key },
    };
  }
  const elementId = stepOf(game, deviation);
  emit(game, {
    type: 'OverrideRequested',
    deviation,
    ...(elementId === undefined ? {} : { elementId }),
    ground,
    basis: listed.basis,
    reason,
    by: by.id,
  });
  return undefined;
}
