import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { measureCompletions, prepareShell, type CompletionFigures } from './completions.ts';
import { measureFlowNodes } from './flow-nodes.ts';
import { withStore } from './temporary-stores.ts';

/**
 * `npm run bench [-- sqlite] [-- postgresql] [-- host] [-- --seconds=5]`: what the product does on this machine, beside what
 * it is to do (server/store and engine/host). Nothing fails here; the numbers are read by people.
 */

const seconds = Number(
  /^--seconds=(\d+)$/.exec(process.argv.find((argument) => argument.startsWith('--seconds=')) ?? '')?.[1] ?? 5,
);
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const wants = (part: string): boolean => chosen.length === 0 || chosen.includes(part);

/** Design §12: completions a second at 32 clients. */
const TARGETS = { sqlite: 3_000, postgresql: 2_500 } as const;
const DURABILITY = { sqlite: 'WAL, synchronous=FULL', postgresql: 'fsync=on, synchronous_commit=on' } as const;

print(
  `machine   ${cpus()[0]?.model.trim() ?? 'unknown'} × ${String(cpus().length)}, load ${loadavg()[0]?.toFixed(1) ?? '?'}, Node ${process.version}`,
);
print(`commit    ${commit()}`);

for (const dialect of ['sqlite', 'postgresql'] as const) {
  if (!wants(dialect)) continue;
  print(
    `\n${dialect} (${DURABILITY[dialect]}): completions of a user task with a 30-field form, database on this machine`,
  );
  print('clients      /s   p50 ms   p99 ms   rows  statements  KB  transactions  CPU µs   (per completion)');
  await withStore(dialect, async (store) => {
    const shell = await prepareShell(store);
    for (const clients of [1, 8, 32]) print(line(await measureCompletions(shell, clients, seconds)));
    await shell.handler.close();
  });
  print(
    `to reach: ${String(TARGETS[dialect])}/s at 32 clients; alone p50 ≤ 3 ms, p99 ≤ 15 ms; ≤ 8 rows, ≤ 4 KB, ≤ 250 µs CPU, ≤ 0.125 transactions at 32`,
  );
}

if (wants('host')) {
  print(
    `\nengine/host: ${Math.round(await measureFlowNodes(seconds)).toLocaleString('en')} automatic flow nodes/s (to reach: 100,000)`,
  );
}

function line(figures: CompletionFigures): string {
  const { clients, perSecond, p50, p99, rows, statements, kilobytes, fsyncs, cpuMicroseconds } = figures;
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
  ].join(' ');
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
