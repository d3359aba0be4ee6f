import { randomUUID } from 'node:crypto';
import type { Actor, BundleFiles, JsonObject } from '../../engine/index.ts';
import type { CommandOutcome } from '../../server/commands/command-request.ts';
import { publishProcedure } from '../../server/commands/publish-procedure.ts';
import { createShell, SYSTEM_ACTOR, type Shell, type ShellOptions } from '../../server/commands/shell.ts';
import { createJobRunner, type JobRunner } from '../../server/jobs/job-runner.ts';
import type { TaskListItem } from '../../server/store/records.ts';
import type { Store } from '../../server/store/store.ts';

/** The words in which the tests of commands and jobs speak: a shell over a store, a clock that is set by hand, and what an
 *  officer, a worker and the world can do. */

export const OFFICER: Actor = { kind: 'user', id: 'officer', groups: ['desk'], roles: ['officer'], unit: 'u1' };
export const COLLEAGUE: Actor = { kind: 'user', id: 'colleague', groups: ['desk'], roles: ['officer'], unit: 'u1' };
export const STRANGER: Actor = { kind: 'user', id: 'stranger', groups: ['desk'], roles: ['officer'], unit: 'u2' };
export const WORKER: Actor = { kind: 'worker', id: 'worker', groups: [], roles: ['worker'] };

export interface Clock {
  now(): string;
  advance(seconds: number): void;
  set(instant: string): void;
}

export function handClock(start = '2026-11-24T02:00:00.000Z'): Clock {
  let at = Date.parse(start);
  return {
    now: () => new Date(at).toISOString(),
    advance: (seconds) => void (at += seconds * 1000),
    set: (instant) => void (at = Date.parse(instant)),
  };
}

export interface Office {
  readonly shell: Shell;
  readonly clock: Clock;
  readonly jobs: JobRunner;
  deploy(files: BundleFiles): Promise<string>;
  /** Starts a case of a published procedure, without the one-stop office. */
  start(code: string, variables?: JsonObject): Promise<string>;
  /** Everything that is due now is done. */
  settle(): Promise<void>;
  tasks(caseId: string): Promise<readonly TaskListItem[]>;
}

export async function openOffice(
  store: Store,
  options: Partial<ShellOptions> & { readonly clock?: Clock } = {},
): Promise<Office> {
  const { clock = handClock(), ...rest } = options;
  const shell = await createShell({ store, now: clock.now, ...rest });
  const jobs = createJobRunner({ shell, log: { info: ignore, warn: ignore, error: fail } });
  return {
    shell,
    clock,
    jobs,
    async deploy(files) {
      const outcome = await publishProcedure(shell, { files, publishedBy: 'analyst' });
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.rejection, null, 1));
      return outcome.code;
    },
    async start(code, variables = {}) {
      const version = (await shell.procedures.versions()).find((candidate) => candidate.code === code);
      if (version === undefined) throw new Error(`${code} is not published.`);
      const procedure = await shell.procedures.procedure(version.digest);
      const caseId = shell.newId();
      accepted(
        await shell.handler.handle({
          command: {
            type: 'StartCase',
            caseId,
            processId: procedure.mainProcessId,
            variables,
            enforceForm: false,
            by: SYSTEM_ACTOR,
          },
          start: { procedure: version },
        }),
      );
      return caseId;
    },
    settle: () => jobs.runUntilIdle(),
    async tasks(caseId) {
      const keys = await store.listTasksOfCase(caseId);
      const items = await Promise.all(keys.map(({ taskKey }) => store.getTask(caseId, taskKey)));
      return items.filter((item) => item !== undefined);
    },
  };
}

function ignore(): void {
  // Background work tells what it does; here only its failures count.
}
function fail(fields: object, message: string): void {
  throw new Error(message, { cause: fields });
}

/** The outcome of a command that must be accepted. */
export function accepted(outcome: CommandOutcome): Extract<CommandOutcome, { ok: true }> {
  if (!outcome.ok) throw new Error(`${outcome.rejection.code}: ${outcome.rejection.message}`);
  return outcome;
}

export function codeOf(outcome: CommandOutcome): string {
  return outcome.ok ? 'accepted' : outcome.rejection.code;
}

/** A key that nobody has used, for this request. */
export function freshKey(fingerprint = 'same'): { readonly key: string; readonly fingerprint: string } {
  return { key: randomUUID(), fingerprint };
}

/** A bundle of one process, written in the short form that these tests need. */
export function process(id: string, body: string, definitions = ''): BundleFiles {
  return {
    'process.bpmn': `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="defs-${id}" targetNamespace="urn:test">
${definitions}<process id="${id}" name="${id}" isExecutable="true">${body}</process></definitions>`,
  };
}

/** `a → b → c` as sequence flows. */
export function flow(...nodes: readonly string[]): string {
  return nodes
    .slice(1)
    .map(
      (target, index) =>
        `<sequenceFlow id="f-${nodes[index] ?? ''}-${target}" sourceRef="${nodes[index] ?? ''}" targetRef="${target}"/>`,
    )
    .join('');
}

export function userTask(id: string, group = 'desk'): string {
  return `<userTask id="${id}"><extensionElements><zeebe:assignmentDefinition candidateGroups="${group}"/></extensionElements></userTask>`;
}
