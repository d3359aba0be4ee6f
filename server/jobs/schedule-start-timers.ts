import { scheduleFrom, statutoryTimerDue, type TimerDefinition } from '../../engine/index.ts';
import { localDateOf } from '../commands/dossier-code.ts';
import { fixedText, startTriggersOf } from '../commands/start-triggers.ts';
import type { Shell } from '../commands/shell.ts';
import type { ProcedureVersionSummary, StartTimerRecord } from '../store/records.ts';
import type { JobContext, JobKind } from './job-kind.ts';

/**
 * Keeps the schedule of timer start events in step with the versions in force: a version that comes into force, by publication
 * or by date, replaces the schedule of the one before it; a procedure without a version in force starts nothing.
 */
export function scheduleStartTimers(): JobKind {
  let scheduled = '';
  return {
    name: 'schedule-start-timers',
    async run(context) {
      const { shell } = context;
      const today = localDateOf(shell.now(), shell.calendars.timeZone);
      const governing = await shell.procedures.allGoverning(today);
      const inForce = governing.map(({ digest }) => digest).join(' ');
      if (inForce !== scheduled) {
        await bringUpToDate(context, governing);
        scheduled = inForce;
      }
      return false;
    },
  };
}

async function bringUpToDate({ shell, log }: JobContext, governing: readonly ProcedureVersionSummary[]): Promise<void> {
  const stored = await shell.store.listStartTimers();
  const inForce = new Map(governing.map(({ code, digest }) => [code, digest]));
  for (const { procedureCode } of stored) {
    if (!inForce.has(procedureCode)) await shell.store.replaceStartTimers(procedureCode, []);
  }
  for (const version of governing) {
    const current = stored.filter(({ procedureCode }) => procedureCode === version.code);
    // Already scheduled by this or another node; what has fired since must not begin again.
    if (current.length > 0 && current.every(({ procedureDigest }) => procedureDigest === version.digest)) continue;
    const timers = await timersOf(shell, version);
    if (current.length === 0 && timers.length === 0) continue;
    await shell.store.replaceStartTimers(version.code, timers);
    log.info(
      { code: version.code, version: version.version, timers: timers.length },
      'Timer start events are scheduled.',
    );
  }
}

async function timersOf(shell: Shell, { code, digest }: ProcedureVersionSummary): Promise<readonly StartTimerRecord[]> {
  const procedure = await shell.procedures.procedure(digest);
  const timers: StartTimerRecord[] = [];
  for (const { processId, elementId, timer } of startTriggersOf(procedure).timers) {
    const first = firstFiring(shell, timer);
    if (first !== undefined)
      timers.push({ procedureCode: code, procedureDigest: digest, processId, elementId, firing: 1, ...first });
  }
  return timers;
}

/** Undefined where the text is no ISO 8601, which verification has reported. */
function firstFiring(
  shell: Shell,
  timer: TimerDefinition,
): Pick<StartTimerRecord, 'dueAt' | 'repetitions' | 'interval'> | undefined {
  const at = shell.now();
  if (timer.kind === 'statutory') {
    const calendar = shell.calendars.knownAt(at);
    const due = calendar === undefined ? undefined : statutoryTimerDue(timer.value, { at, calendar });
    return due === undefined ? undefined : { dueAt: due.dueAt };
  }
  const schedule = scheduleFrom(timer.kind, fixedText(timer.value).trim(), { at, timeZone: shell.calendars.timeZone });
  if (schedule === undefined) return undefined;
  const { dueAt, repetitions, interval } = schedule;
  return {
    dueAt,
    ...(repetitions === undefined ? {} : { repetitions }),
    ...(interval === undefined ? {} : { interval }),
  };
}
