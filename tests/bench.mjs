// `npm run bench`: prepares the checkout, then measures. Prints numbers with machine, commit and durability mode.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from '../server/boot/prepare.mjs';

prepare({ web: false });

const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', join(root, 'tests/bench/main.ts'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
