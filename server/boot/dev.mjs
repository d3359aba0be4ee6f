// `npm run dev`: the server restarts and the pages reload when their sources change. SQLite, sample procedures, no container.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare({ web: false });

const bin = (path) => join(root, 'node_modules', path);
const children = [
  spawn(process.execPath, [bin('tsx/dist/cli.mjs'), 'watch', '--clear-screen=false', 'server/main.ts'], {
    cwd: root,
    stdio: 'inherit',
  }),
  spawn(process.execPath, [bin('vite/bin/vite.js'), '--config', 'modeler/vite.config.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { MOTCUA_API: `http://127.0.0.1:${process.env.PORT ?? 8080}`, ...process.env },
  }),
];

const stop = (signal) => children.forEach((child) => child.kill(signal));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(signal));
for (const child of children) {
  child.on('exit', (code) => {
    stop('SIGTERM');
    process.exitCode ||= code ?? 0;
  });
}
