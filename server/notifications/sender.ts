import type { NotificationRecord } from '../store/records.ts';

/**
 * How an attempt to tell ended.
 *
 * - `delivered`: the other side has it.
 * - `later`: it certainly has it not, or, where it knows our key, asking again does no harm.
 * - `refused`: it will never take it.
 * - `uncertain`: it may have it, and would not notice a second one. Never repeated without a person.
 */
export type Delivery =
  { readonly outcome: 'delivered' } | { readonly outcome: 'later' | 'refused' | 'uncertain'; readonly failure: string };

/** One way to tell. */
export interface Sender {
  readonly channel: NotificationRecord['channel'];
  send(record: NotificationRecord): Promise<Delivery>;
  close(): void;
}

/** `<caseId>:<seq>:<channel>`: how a notification is named outside. */
export function notificationId({
  caseId,
  seq,
  channel,
}: Pick<NotificationRecord, 'caseId' | 'seq' | 'channel'>): string {
  return `${caseId}:${String(seq)}:${channel}`;
}
