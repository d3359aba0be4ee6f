import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Documents lead a newcomer: a link to nowhere, or a script that is not there, costs more trust than it saves time. */
const ROOT = join(import.meta.dirname, '..');
const ROOMS = ['engine', 'server', 'modeler', 'procedures', 'tests'];
const documents = [...readdirSync(ROOT), ...ROOMS.flatMap((room) => filesOf(room))]
  .filter((file) => file.endsWith('.md'))
  .map((file): [string, string] => [file, readFileSync(join(ROOT, file), 'utf8')]);

function filesOf(room: string): readonly string[] {
  return readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file));
}

describe('documents', () => {
  it('are there, one for each room', () => {
    const rooms = ROOMS.map((room) => `${room}/README.md`);
    expect(documents.map(([file]) => file)).toEqual(expect.arrayContaining(['README.md', 'CHANGELOG.md', ...rooms]));
  });

  it.each(documents)('%s links to files that exist', (file, text) => {
    const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
      ([, target = '']) => target,
    );
    const missing = links.filter((target) => !existsSync(join(ROOT, dirname(file), target)));
    expect(missing).toEqual([]);
  });

  it.each(documents)('%s names npm scripts that exist', (_, text) => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const named = [...text.matchAll(/npm run (?:-s |--silent )?([a-z:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
