import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { measureCompletions, prepareShell, type CompletionFigures } from './completions.ts';
import {
  measureCommandAtNodes,
  measureCommandAtTokens,
  measureDueDates,
  measureFormChecks,
  measureReplay,
  measureVerify,
} from './engine.ts';
import { measureFlowNodes } from './flow-nodes.ts';
import { measureOpenCases } from './open-cases.ts';
import { withStore } from './temporary-stores.ts';

/**
 * `npm run bench [-- sqlite] [-- postgresql] [-- engine] [-- cases=200000] [-- --seconds=5]`: what the product does on this
 * machine, beside what it is to do. Without a choice everything runs but `cases`, which first has to make them. Nothing fails
 * here; the numbers are read by people, and on a busy machine the counts and the processor times say more than the rates.
 */

const seconds = Number(argument('--seconds=') ?? 5);
const cases = argument('cases=');
const chosen = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const wants = (part: string): boolean => chosen.length === 0 || chosen.includes(part);

/** Design §12: completions a second at 32 clients. */
const TARGETS = { sqlite: 3_000, postgresql: 2_500 } as const;
const DURABILITY = { sqlite: 'WAL, synchronous=FULL', postgresql: 'fsync=on, synchronous_commit=on' } as const;
const COMPLETIONS =
  'clients      /s   p50 ms   p99 ms   rows  statements  KB  transactions  CPU µs  KB to disk   (per completion)';

print(
  `machine   ${cpus()[0]?.model.trim() ?? 'unknown'} × ${String(cpus().length)}, load ${loadavg()[0]?.toFixed(1) ?? '?'}, Node ${process.version}`,
);
print(`commit    ${commit()}`);

for (const dialect of ['sqlite', 'postgresql'] as const) {
  if (!wants(dialect)) continue;
  print(
    `\n${dialect} (${DURABILITY[dialect]}): completions of a user task with a 30-field form, database on this machine`,
  );
  print(COMPLETIONS);
  await withStore(dialect, async (store) => {
    const shell = await prepareShell(store);
    for (const clients of [1, 8, 32]) print(line(await measureCompletions(shell, clients, seconds)));
    await shell.handler.close();
  });
  print(
    `to reach: ${String(TARGETS[dialect])}/s at 32 clients; alone p50 ≤ 3 ms, p99 ≤ 15 ms; ≤ 8 rows, ≤ 4 KB, ≤ 250 µs CPU, ≤ 0.125 transactions at 32`,
  );
}

if (wants('engine')) {
  print('\nengine, processor time');
  const nodes = await measureFlowNodes(seconds);
  print(`${number(nodes)} automatic flow nodes/s in engine/host, by the clock on the wall (to reach: 100,000)`);
  const replay = await measureReplay(seconds);
  print(
    `${number(replay.folded)} events/s replayed, ${number(replay.verified)} with their chain verified; ${number(replay.events)} events of one case (to reach: 30,000)`,
  );
  print(`${number(measureFormChecks(seconds))} submissions/s checked of a form with 30 fields of every kind`);
  print(`${number(measureDueDates(seconds))} due dates/s`);
  await compare('nodes in the process', [10, 100, 1_000], measureCommandAtNodes, '; 1,000 to 10 at most 1.3');
  await compare('tokens at once', [1, 100, 1_000], measureCommandAtTokens, '');
  for (const count of [10, 100, 1_000]) {
    const { ms, verdict } = await measureVerify(count);
    print(
      `${ms.toFixed(0)} ms to verify a procedure of ${number(count)} nodes: ${verdict} (to reach: 1,000 ms at 1,000)`,
    );
  }
}

if (cases !== undefined) {
  const counts = [20_000, 200_000, 1_000_000].filter((count) => count < Number(cases)).concat(Number(cases));
  print(`\nsqlite (${DURABILITY.sqlite}): the same completions, beside open cases`);
  print(COMPLETIONS);
  await measureOpenCases(counts, seconds, ({ openCases, startUpMs, completions }) => {
    print(`${line(completions)}   ${number(openCases)} open cases, ready after ${(startUpMs / 1000).toFixed(1)} s`);
  });
  print('to reach: 0.6 of the rate from 20,000 to 1,000,000; ready after 5 s at most');
}

/** What `decide` takes as something grows. */
async function compare(
  what: string,
  sizes: readonly number[],
  measure: (size: number, seconds: number) => Promise<number>,
  target: string,
): Promise<void> {
  const costs: number[] = [];
  for (const size of sizes) costs.push(await measure(size, seconds));
  const ratio = (costs.at(-1) ?? 0) / (costs[0] ?? 1);
  print(
    `${costs.map((cost) => cost.toFixed(1)).join(' / ')} µs to decide a completion at ${sizes.map(number).join(' / ')} ${what} (× ${ratio.toFixed(2)}${target})`,
  );
}

function line(figures: CompletionFigures): string {
  const { clients, perSecond, p50, p99, rows, statements, kilobytes, fsyncs, cpuMicroseconds, writtenKilobytes } =
    figures;
  return [
    String(clients).padStart(7),
    perSecond.toFixed(0).padStart(7),
    p50.toFixed(2).padStart(8),
    p99.toFixed(2).padStart(8),
    rows.toFixed(1).padStart(6),
    statements.toFixed(2).padStart(11),
    kilobytes.toFixed(1).padStart(3),
    fsyncs.toFixed(3).padStart(13),
    cpuMicroseconds.toFixed(0).padStart(7),
    (writtenKilobytes?.toFixed(1) ?? '–').padStart(11),
  ].join(' ');
}

function argument(name: string): string | undefined {
  return process.argv.find((each) => each.startsWith(name))?.slice(name.length);
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function commit(): string {
  const git = (...command: readonly string[]): string => execFileSync('git', command, { encoding: 'utf8' }).trim();
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' with changes');
  } catch {
    return 'not a git checkout';
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
