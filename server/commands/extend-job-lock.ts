import type { Refusal } from '../errors.ts';
import { lockLost } from './job-lock.ts';
import type { Shell } from './shell.ts';

export interface ExtendJobLockRequest {
  readonly caseId: string;
  readonly jobKey: number;
  readonly lockToken: string;
  readonly lockSeconds: number;
}

/** A worker needs longer. The lock then ends `lockSeconds` from now. */
export async function extendJobLock(
  { store, now }: Shell,
  request: ExtendJobLockRequest,
): Promise<{ readonly lockedUntil: string } | { readonly refusal: Refusal }> {
  const at = now();
  const lockedUntil = new Date(Date.parse(at) + request.lockSeconds * 1000).toISOString();
  const held = await store.extendJobLock(request.caseId, request.jobKey, request.lockToken, at, lockedUntil);
  return held ? { lockedUntil } : { refusal: lockLost() };
}
