import type { JsonObject } from '../../engine/index.ts';
import type { SubscriptionCursor } from '../store/store-queries.ts';
import { localDateOf } from './dossier-code.ts';
import { SYSTEM_ACTOR, type Shell } from './shell.ts';
import { startTriggersOf } from './start-triggers.ts';

/** A signal on its way. `signalId` is its deterministic key: nobody hears it twice. */
export interface Signal {
  readonly signalId: string;
  readonly name: string;
  readonly variables: JsonObject;
  readonly origin?: string;
}

/** Who heard a signal in this attempt. */
export interface Broadcast {
  readonly caught: number;
  readonly started: number;
}

const PAGE = 200;

/**
 * Everybody who waits hears a signal, and every version in force with a start event of its name opens a case.
 *
 * Each receiving command has its own idempotency key, made of the signal's id and the receiver, so that a broadcast that was
 * cut short can be repeated as a whole. Subscriptions opened after the signal was thrown may hear it too: a broadcast has no
 * single instant over many cases.
 *
 * @source BPMN 2.0.2 §10.5.5 (Signal): broadcast, no correlation
 */
export async function deliverSignal(shell: Shell, signal: Signal): Promise<Broadcast> {
  return { caught: await catchEverywhere(shell, signal), started: await startEverywhere(shell, signal) };
}

async function catchEverywhere(shell: Shell, signal: Signal): Promise<number> {
  let caught = 0;
  let cursor: SubscriptionCursor | undefined;
  for (;;) {
    const page = await shell.store.findSignalSubscriptions(signal.name, cursor, PAGE);
    // One after the other within the page would make a commit each; together they share one.
    const outcomes = await Promise.all(
      page.map(({ caseId, subscriptionKey }) =>
        shell.handler.handle({
          command: { type: 'CatchSignal', caseId, subscriptionKey, variables: signal.variables, by: SYSTEM_ACTOR },
          idempotency: {
            key: `signal:${signal.signalId}:${caseId}:${String(subscriptionKey)}`,
            fingerprint: signal.signalId,
          },
        }),
      ),
    );
    caught += outcomes.filter((outcome) => outcome.ok && !outcome.replayed).length;
    cursor = page.at(-1);
    if (page.length < PAGE) return caught;
  }
}

async function startEverywhere(shell: Shell, signal: Signal): Promise<number> {
  let started = 0;
  const today = localDateOf(shell.now(), shell.calendars.timeZone);
  for (const version of await shell.procedures.allGoverning(today)) {
    const procedure = await shell.procedures.procedure(version.digest);
    for (const start of startTriggersOf(procedure).signals.filter(({ name }) => name === signal.name)) {
      const outcome = await shell.handler.handle({
        command: {
          type: 'StartCase',
          caseId: shell.newId(),
          processId: start.processId,
          startEventId: start.elementId,
          variables: signal.variables,
          enforceForm: false,
          by: SYSTEM_ACTOR,
          trigger: { kind: 'signal', name: signal.name },
          ...(signal.origin === undefined ? {} : { origin: signal.origin }),
        },
        start: { procedure: version },
        idempotency: {
          key: `signal:${signal.signalId}:start:${version.digest}:${start.elementId}`,
          fingerprint: signal.signalId,
        },
      });
      if (outcome.ok && !outcome.replayed) started += 1;
    }
  }
  return started;
}
