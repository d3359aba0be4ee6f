import type { JsonObject } from '../../engine/index.ts';
import { deliverSignal, type Broadcast } from './deliver-signal.ts';
import type { Shell } from './shell.ts';

export interface PublishSignalRequest {
  readonly name: string;
  readonly variables: JsonObject;
  /** The sender's own id: nobody hears the same signal twice. Absent: a new one. */
  readonly signalId?: string;
}

/** The world tells every case that waits for it. Goes through the outbox, so that a crash half-way does not leave some deaf. */
export async function publishSignal(
  shell: Shell,
  request: PublishSignalRequest,
): Promise<{ readonly signalId: string } & Broadcast> {
  const signalId = request.signalId ?? shell.newId();
  const { name, variables } = request;
  const row = {
    caseId: `external:${signalId}`,
    seq: 0,
    kind: 'signal' as const,
    name,
    variables,
    createdAt: shell.now(),
    attempts: 0,
  };
  await shell.store.insertOutbox(row);
  const broadcast = await deliverSignal(shell, { signalId, name, variables });
  await shell.store.markDelivered(row.caseId, row.seq);
  return { signalId, ...broadcast };
}
