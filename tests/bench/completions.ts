import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Actor } from '../../engine/index.ts';
import { claimTask } from '../../server/commands/claim-task.ts';
import { completeTask } from '../../server/commands/complete-task.ts';
import type { CommandOutcome } from '../../server/commands/command-request.ts';
import { publishProcedure } from '../../server/commands/publish-procedure.ts';
import { createShell, SYSTEM_ACTOR, type Shell } from '../../server/commands/shell.ts';
import type { Store } from '../../server/store/store.ts';
import { submission, THIRTY_FIELDS } from './thirty-fields.ts';

/** What one run of completions came to. */
export interface CompletionFigures {
  readonly clients: number;
  readonly completions: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Of the completions alone, not of the claims between them. */
  readonly rows: number;
  readonly statements: number;
  readonly kilobytes: number;
  /** Transactions, each of which waits for the disk once. */
  readonly fsyncs: number;
  readonly cpuMicroseconds: number;
  /** Kilobytes that this process had the system write, log and checkpoints included; only Linux tells. */
  readonly writtenKilobytes: number | undefined;
}

const OFFICER: Actor = { kind: 'user', id: 'officer', groups: ['desk'], roles: ['officer'] };

/** Publishes the bench's procedure in an empty, migrated store. */
export async function prepareShell(store: Store): Promise<Shell> {
  const shell = await createShell({ store });
  const published = await publishProcedure(shell, { files: THIRTY_FIELDS, publishedBy: 'bench' });
  if (!published.ok) throw new Error(JSON.stringify(published.rejection));
  return shell;
}

/**
 * Acknowledged completions of a user task with a 30-field form: form enforced, history sealed, idempotency key kept, on disk.
 *
 * Completing needs a claim first, which is a command of its own. So time and counters run only while all clients complete;
 * each round claims one task per case of every client beforehand. A client completes the tasks of its cases one after another.
 */
export async function measureCompletions(shell: Shell, clients: number, seconds: number): Promise<CompletionFigures> {
  const perRound = 16;
  const desks = await Promise.all(
    Array.from({ length: clients }, () => Promise.all(Array.from({ length: perRound }, () => openCase(shell)))),
  );
  const { counters } = shell.store;
  const latencies: number[] = [];
  const spent = { ms: 0, cpu: 0, rows: 0, statements: 0, bytes: 0, commits: 0, written: 0 };
  // The first rounds warm up.
  for (let round = -3; spent.ms < seconds * 1000; round += 1) {
    await Promise.all(desks.flat().map((desk) => claim(shell, desk)));
    const before = { ...counters };
    const written = writtenBytes();
    const cpu = process.cpuUsage();
    const began = performance.now();
    await Promise.all(
      desks.map(async (desk) => {
        for (const open of desk) {
          const at = performance.now();
          await complete(shell, open, round);
          if (round >= 0) latencies.push(performance.now() - at);
        }
      }),
    );
    if (round < 0) continue;
    const used = process.cpuUsage(cpu);
    spent.ms += performance.now() - began;
    spent.cpu += used.user + used.system;
    spent.written += (writtenBytes() ?? 0) - (written ?? 0);
    spent.rows += counters.rows - before.rows;
    spent.statements += counters.statements - before.statements;
    spent.bytes += counters.bytes - before.bytes;
    spent.commits += counters.commits - before.commits;
  }
  const completions = latencies.length;
  latencies.sort((a, b) => a - b);
  return {
    clients,
    completions,
    perSecond: completions / (spent.ms / 1000),
    p50: latencies[Math.floor(completions * 0.5)] ?? 0,
    p99: latencies[Math.floor(completions * 0.99)] ?? 0,
    rows: spent.rows / completions,
    statements: spent.statements / completions,
    kilobytes: spent.bytes / completions / 1024,
    fsyncs: spent.commits / completions,
    cpuMicroseconds: spent.cpu / completions,
    writtenKilobytes: writtenBytes() === undefined ? undefined : spent.written / completions / 1024,
  };
}

export interface OpenCase {
  readonly caseId: string;
  taskKey: number;
}

/** Starts a case that waits for its officer. */
export async function openCase(shell: Shell): Promise<OpenCase> {
  const [version] = await shell.procedures.versions();
  if (version === undefined) throw new Error('The bench has no procedure.');
  await shell.procedures.procedure(version.digest);
  const caseId = shell.newId();
  accepted(
    await shell.handler.handle({
      command: {
        type: 'StartCase',
        caseId,
        processId: 'thirty-fields',
        variables: {},
        enforceForm: false,
        by: SYSTEM_ACTOR,
      },
      start: { procedure: version },
    }),
  );
  const state = await shell.handler.currentState(caseId);
  return { caseId, taskKey: state?.tasks[0]?.key ?? 0 };
}

async function claim(shell: Shell, { caseId, taskKey }: OpenCase): Promise<void> {
  accepted(await claimTask(shell, { caseId, taskKey, by: OFFICER }));
}

async function complete(shell: Shell, open: OpenCase, round: number): Promise<void> {
  const { caseId, taskKey } = open;
  const outcome = accepted(
    await completeTask(shell, {
      caseId,
      taskKey,
      submission: submission(round),
      by: OFFICER,
      idempotency: { key: randomUUID(), fingerprint: 'bench' },
    }),
  );
  const { tasks } = outcome.answer;
  const next = Array.isArray(tasks) ? tasks[0] : undefined;
  const taskId = typeof next === 'object' && next !== null && 'taskId' in next ? next['taskId'] : undefined;
  open.taskKey = Number(String(taskId).split(':').at(-1));
}

/** @source proc_pid_io(5): write_bytes, what was sent to the storage layer */
function writtenBytes(): number | undefined {
  try {
    return Number(/^write_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}

function accepted(outcome: CommandOutcome): Extract<CommandOutcome, { ok: true }> {
  if (!outcome.ok) throw new Error(`${outcome.rejection.code}: ${outcome.rejection.message}`);
  return outcome;
}
