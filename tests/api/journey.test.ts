import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type ServerProcess } from '../support/server-process.ts';

/** The journey of server/journey.md, block by block as a reader pastes it, against a server as `npm start` makes it. */

const PAGE = resolve(import.meta.dirname, '../../server/journey.md');

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer();
}, 240_000);
afterAll(async () => {
  await server.kill();
  await server.remove();
});

it('goes from sign-in to the returned result exactly as the page says', { timeout: 300_000 }, async () => {
  const blocks = await journey();
  expect(blocks.length).toBeGreaterThan(4);
  const { code, output, errors } = await bash(blocks.join('\n'));
  expect({ code, errors }).toEqual({ code: 0, errors: 'curl: (22) The requested URL returned error: 422\n' });

  expect(output).toMatch(/^true\n[0-9a-f]{64}$/m);
  expect(output).toMatch(/^Hết hạn lúc \d\d:\d\d .+$/m);
  expect(output).toMatch(/^Dossier H44\.01\.01-\d{6}-0001 under version 2025-07-b$/m);
  expect(output).toMatch(/"code":"FORM_INVALID".*\nRefused, as it should be\.$/m);
  expect(output).toMatch(/^\{"dossierCode":.*"state":"completed",.*"publicStatus":10,/m);
  expect(output).toContain('Dịch vụ simulator:tax.household-code đã thực hiện xong “Trao đổi thông tin thuế”.');
  expect(output).toMatch(/^Hồ sơ đã kết thúc\.$/m);
  expect(output).toMatch(/\{"ok":true,"commits":\d+,"headHash":"[0-9a-f]{64}"\}\s*$/);
});

it('has left no personal data in the log, and the server stops in order', async () => {
  const log = server.output();
  expect(log).toContain('"route":"/api/tasks/:taskId/complete"');
  for (const secret of ['Chủ hộ mẫu', 'Người nộp mẫu', '001090000001', 'Bình Minh', '?key=', 'H44.01.01-'])
    expect(log).not.toContain(secret);
  expect(await server.stop()).toBe(0);
});

async function journey(): Promise<readonly string[]> {
  const page = await readFile(PAGE, 'utf8');
  return [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
}

/** Runs a script as a strict shell would; what a reader's shell forgives is an error here. */
function bash(
  script: string,
): Promise<{ readonly code: number | null; readonly output: string; readonly errors: string }> {
  return new Promise((done, failed) => {
    const shell = spawn('bash', ['-eu', '-o', 'pipefail'], {
      env: { ...process.env, MOTCUA: server.url, TMPDIR: server.dataDir },
      cwd: join(PAGE, '..'),
      timeout: 280_000,
    });
    let output = '';
    let errors = '';
    shell.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    shell.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
    shell.once('error', failed);
    shell.once('close', (code) => done({ code, output, errors }));
    shell.stdin.end(script);
  });
}
