import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const cache = join(root, 'node_modules/.cache/motcua-browser');

/**
 * Flags for a Chromium that runs as root in a container and talks to nobody: every background service that would look for
 * the internet is off.
 */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/**
 * Starts a real Chromium: the one named by `MOTCUA_TEST_CHROMIUM` (`npm` for the packaged one), else the machine's, else the one that comes from npm,
 * unpacked once into node_modules together with the system libraries that a bare Debian lacks.
 */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = findChromium();
  return chromium.launch({ executablePath, args: FLAGS, env: { ...definedEnvironment(), ...env } });
}

interface Chromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

function findChromium(): Chromium {
  const named = process.env['MOTCUA_TEST_CHROMIUM'];
  if (named === 'npm') return chromiumFromNpm();
  const installed = [named, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  for (const executablePath of installed) {
    if (executablePath && existsSync(executablePath)) return { executablePath, env: {} };
  }
  return chromiumFromNpm();
}

function chromiumFromNpm(): Chromium {
  mkdirSync(cache, { recursive: true });
  const executablePath = join(cache, 'chromium');
  if (!existsSync(executablePath)) {
    // The package unpacks into the temporary folder, and its libraries only where it believes to run in AWS Lambda.
    execFileSync(
      process.execPath,
      ['--input-type=module', '-e', "import chromium from '@sparticuz/chromium'; await chromium.executablePath();"],
      {
        cwd: root,
        env: { ...process.env, TMPDIR: cache, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
  }
  const env: Record<string, string> = { FONTCONFIG_FILE: fontConfiguration() };
  if (lacksLibraries(executablePath)) env['LD_LIBRARY_PATH'] = join(cache, 'al2023/lib');
  return { executablePath, env };
}

/** The package's own configuration names folders of AWS Lambda; without any font, pages come out blank. */
function fontConfiguration(): string {
  const file = join(cache, 'fonts.conf');
  const folders = ['/usr/share/fonts', join(cache, 'fonts')].map((folder) => `<dir>${folder}</dir>`).join('');
  writeFileSync(
    file,
    `<?xml version="1.0"?><fontconfig>${folders}<cachedir>${join(cache, 'fontconfig')}</cachedir></fontconfig>`,
  );
  return file;
}

/** Libraries of the package are used only where the machine has none: mixing both crashes on newer systems. */
function lacksLibraries(executablePath: string): boolean {
  const { stdout, error } = spawnSync('ldd', [executablePath], { encoding: 'utf8' });
  return error !== undefined || stdout.includes('not found');
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
