import {
  effectAfter,
  procedureVersionLifecycle,
  step,
  type EffectRefusal,
  type ProcedureVersionEvent,
} from '../../engine/index.ts';
import type { Refusal } from '../errors.ts';
import type { ProcedureVersionSummary } from '../store/records.ts';
import { publishedIntervals } from './publish-procedure.ts';
import type { Shell } from './shell.ts';

export interface EnterVersionActRequest {
  readonly code: string;
  readonly version: string;
  readonly kind: 'SUSPEND' | 'REINSTATE' | 'REPEAL';
  /** First local date of what the act does. */
  readonly from: string;
  /** The act, as it is cited. */
  readonly act: string;
  readonly note?: string;
  /** Account that enters it. */
  readonly by: string;
}

export type EnterVersionActOutcome =
  | { readonly ok: true; readonly version: ProcedureVersionSummary }
  | { readonly ok: false; readonly rejection: Refusal };

/**
 * An act that suspends, brings back or ends a published version: which dates it governs follows from the act, from the day
 * that the act names, past or future. Cases that began under it go on; a migration is another command.
 */
export async function enterVersionAct(shell: Shell, request: EnterVersionActRequest): Promise<EnterVersionActOutcome> {
  const { code, version, kind, from, act, note, by } = request;
  const current = (await shell.store.listProcedureVersions()).find(
    (candidate) => candidate.code === code && candidate.version === version,
  );
  if (current === undefined)
    return refused('VERSION_NOT_FOUND', `Procedure ${code} has no published version ${version}.`);
  const event: ProcedureVersionEvent = kind;
  const next = step(procedureVersionLifecycle, current.status, event);
  if (!next.ok) {
    const accepted = next.accepted.length === 0 ? 'no act any more' : next.accepted.join(', ');
    return refused('VERSION_ACT_IMPOSSIBLE', `Version ${version} is ${current.status}; it accepts ${accepted}.`);
  }
  const entered = { kind, from, act } as const;
  const effect = effectAfter(publishedIntervals(current, shell.calendars.timeZone), [...current.acts, entered]);
  if (!effect.ok) return refused('VERSION_ACT_IMPOSSIBLE', WHY[effect.reason]);
  if (next.status === 'draft' || next.status === 'proposed')
    throw new Error(`an act leads version ${version} of ${code} back to ${next.status}`);
  const recorded = await shell.store.recordVersionAct(code, {
    version,
    known: current.acts,
    act: { ...entered, recordedBy: by, recordedAt: shell.now(), ...(note === undefined ? {} : { note }) },
    status: next.status,
    effective: effect.effective,
  });
  if (!recorded) {
    return refused('VERSION_ACT_IMPOSSIBLE', `Another act on version ${version} was entered meanwhile; read it again.`);
  }
  await shell.procedures.refresh();
  const changed = (await shell.procedures.versions()).find(
    (candidate) => candidate.code === code && candidate.version === version,
  );
  return { ok: true, version: changed ?? current };
}

const WHY: Readonly<Record<EffectRefusal, string>> = {
  NOTHING_IN_FORCE: 'The version governs nothing from that date on; there is nothing to suspend or end.',
  NOTHING_SUSPENDED: 'Nothing of the version is suspended on that date; there is nothing to bring back.',
  BEFORE_SUSPENSION: 'The version is suspended from a later date; it cannot come back before.',
};

function refused(code: Refusal['code'], message: string): EnterVersionActOutcome {
  return { ok: false, rejection: { code, message } };
}
