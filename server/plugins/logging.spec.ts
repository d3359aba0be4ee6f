import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLogger } from './logging.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString('utf8');
      done();
    },
  });
  write(createLogger('info', stream));
  return text;
}

describe('an error in the log', () => {
  it.each([
    ['SQLite, thrown by native code', 'SQLITE_ERROR', "Error: insert into `cases` values ('Nguyễn')"],
    ['SQLite, thrown under our frames', 'SQLITE_CONSTRAINT', "Error: insert 'Nguyễn'\n    at save (store.ts:1:1)"],
    ['PostgreSQL, unique violation', '23505', 'error: Key (name)=(Nguyễn) already exists.\n    at Parser (pg.js:1:1)'],
    ['PostgreSQL, internal error', 'XX000', 'error: Nguyễn'],
  ])('from %s has its code and frames, not the values that the database quotes', (_what, code, stack) => {
    const line = logged((log) => log.error({ err: Object.assign(new Error('… Nguyễn …'), { code, stack }) }, 'failed'));
    expect(line).not.toContain('Nguyễn');
    const { err } = JSON.parse(line);
    expect(err).toMatchObject({ code, message: 'database error' });
    expect(String(err.stack).includes('    at ')).toBe(stack.includes('    at '));
  });

  it('of our own is told as it is', () => {
    const error = Object.assign(new Error('The pipe is closed.'), { code: 'EPIPE' });
    expect(logged((log) => log.error({ err: error }, 'failed'))).toContain('The pipe is closed.');
  });
});

it('what carries personal data is left out even where somebody logs it', () => {
  const line = logged((log) =>
    log.info({ user: { id: 'u1', name: 'Nguyễn', password: 'x' }, command: { applicant: { name: 'Nguyễn' } } }, 'said'),
  );
  expect(JSON.parse(line)).toMatchObject({ user: { id: 'u1' }, command: {} });
  expect(line).not.toMatch(/Nguyễn|password/);
});
