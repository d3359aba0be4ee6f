import type { Rejection } from '../../errors.ts';
import { emit, type Game } from '../game.ts';
import type { CaseState, Subscription, TimerWait } from '../state.ts';
import { find } from '../table.ts';
import { nextFiring, timerDefinitionOf } from '../timer-due.ts';

export function openSubscription(state: CaseState, key: number, kind: Subscription['kind']): Subscription | Rejection {
  const wait = find(state.subscriptions, key);
  if (wait?.kind === kind) return wait;
  return {
    code: 'SUBSCRIPTION_NOT_FOUND',
    message: `Case '${state.caseId}' has no open ${kind} subscription ${key}; the token has moved on. Look for another receiver.`,
  };
}

/** A timer fires: recorded, and set again where it repeats. One that interrupts fires once. */
export function fire(game: Game, timer: TimerWait): void {
  emit(game, { type: 'TimerFired', key: timer.key });
  deem(game, timer);
  const { repetitions, interval, interrupting, elementId, elementKey, dueAt, definition } = timer;
  if (interrupting || interval === undefined || repetitions === undefined || repetitions === 0) return;
  emit(game, {
    type: 'TimerScheduled',
    elementId,
    elementKey,
    interrupting,
    dueAt: nextFiring(dueAt, interval, game.clock.timeZone),
    interval,
    repetitions: repetitions === -1 ? -1 : repetitions - 1,
    ...(definition === undefined ? {} : { definition }),
  });
}

/** Where the law gives silence an effect, history says so, and on what it rests. */
function deem(game: Game, wait: TimerWait): void {
  const timer = timerDefinitionOf(game, wait);
  if (timer?.kind !== 'statutory' || timer.value.deemed === undefined) return;
  const { deemed: effect, duration } = timer.value;
  const { key, elementId, elementKey, countedFrom, dueAt: until } = wait;
  emit(game, {
    type: 'SilenceDeemed',
    key,
    elementId,
    elementKey,
    effect,
    ...(duration.basis === undefined ? {} : { basis: duration.basis }),
    ...(countedFrom === undefined ? {} : { since: countedFrom }),
    until,
  });
}
