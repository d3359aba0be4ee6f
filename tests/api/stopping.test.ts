import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../server/seed/demo-accounts.ts';
import { startServer } from '../support/server-process.ts';

it(
  'a stopping server answers who waits, finishes what is under way, and ends with 0',
  { timeout: 300_000 },
  async () => {
    const server = await startServer();
    try {
      const signedIn = await post('/api/session', { username: 'worker', password: DEMO_PASSWORD });
      const cookie = String(signedIn.headers.get('set-cookie')).split(';')[0] ?? '';
      // Longer than the server would wait before it stops by force, with exit code 1.
      const order = { type: 'nothing.to-do', worker: 'patient', maxJobs: 1, lockSeconds: 5, waitSeconds: 60 };
      const polls = Array.from({ length: 12 }, () => post('/api/jobs/activate', order, cookie));
      // The polls are there when a later request on the same server has been answered.
      expect((await post('/api/jobs/activate', { ...order, waitSeconds: 0 }, cookie)).status).toBe(200);

      const stopped = server.stop();
      const answers = await Promise.all(polls);
      expect(await Promise.all(answers.map(async (answer) => [answer.status, await answer.json()]))).toEqual(
        polls.map(() => [200, { jobs: [] }]),
      );
      expect(await stopped).toBe(0);
      expect(server.output()).not.toMatch(/still under way|MaxListenersExceeded|"level":"(warn|error)"/);
    } finally {
      await server.kill();
      await server.remove();
    }

    function post(path: string, body: object, cookie = ''): Promise<Response> {
      return fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), cookie },
        body: JSON.stringify(body),
      });
    }
  },
);
