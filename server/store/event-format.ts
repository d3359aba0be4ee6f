import type { CaseEvent } from '../../engine/index.ts';

/**
 * Stored events are for ever. Each commit says in which format its events were written; when an event changes its shape, the
 * number grows and `UPCASTERS` gets one entry that lifts the older ones, so that nobody else ever meets an old shape.
 */
export const EVENT_FORMAT = 1;

type StoredEvents = readonly Readonly<Record<string, unknown>>[];

/** From format n to n + 1. */
const UPCASTERS: Readonly<Record<number, (events: StoredEvents) => StoredEvents>> = {};

/** Events as written for a commit. */
export function encodeEvents(events: readonly CaseEvent[]): string {
  return JSON.stringify(events);
}

/** Events of a stored commit, in today's shape. */
export function decodeEvents(text: string, format: number): readonly CaseEvent[] {
  if (format > EVENT_FORMAT)
    throw new Error(`The commit was written by a newer build (event format ${String(format)}); start that build.`);
  if (format === EVENT_FORMAT) {
    const events: readonly CaseEvent[] = JSON.parse(text);
    return events;
  }
  let lifted: StoredEvents = JSON.parse(text);
  for (let from = format; from < EVENT_FORMAT; from += 1) {
    const upcast = UPCASTERS[from];
    if (upcast === undefined) throw new Error(`There is no upcaster from event format ${String(from)}.`);
    lifted = upcast(lifted);
  }
  const events: readonly CaseEvent[] = JSON.parse(JSON.stringify(lifted));
  return events;
}
