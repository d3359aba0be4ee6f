import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startConnectors, type ConnectorRunner } from '../../server/connectors/connector-runner.ts';
import type { Connector } from '../../server/connectors/connector.ts';
import { SIMULATORS } from '../../server/connectors/simulators.ts';
import { findBundles, readBundle } from '../../server/seed/read-bundle.ts';
import { PERMIT } from './models.ts';
import { openTestServer, STORES, type Client, type TestServer } from './test-server.ts';

const procedures = resolve(import.meta.dirname, '../../procedures');

it('every job of the published samples has a simulator, and no simulator is idle', async () => {
  const asked = new Set<string>();
  for (const bundle of await findBundles(procedures)) {
    const files = await readBundle(bundle);
    for (const [, type] of (files['process.bpmn'] ?? '').matchAll(/<zeebe:taskDefinition type="([^"]+)"/g))
      if (type !== undefined) asked.add(type);
  }
  expect(SIMULATORS.map(({ jobType }) => jobType).sort()).toEqual([...asked].sort());
});

describe.each(STORES)('a connector (%s)', (dialect) => {
  let server: TestServer;
  let officer: Client;
  let operator: Client;
  let runner: ConnectorRunner | undefined;
  beforeAll(async () => {
    server = await openTestServer(dialect);
    await server.publish(PERMIT);
    await server.addUser({ username: 'officer', roles: ['officer'], unit: 'unit-a', groups: ['specialist'] });
    await server.addUser({ username: 'operator', roles: ['operator'] });
    officer = await server.as('officer');
    operator = await server.as('operator');
  });
  afterAll(async () => {
    await runner?.stop();
    await server.close();
  });

  it('takes the jobs of its type, is told no more than it reads, and signs the history', async () => {
    const told: unknown[] = [];
    const registry: Connector = {
      jobType: 'registry.write',
      reads: ['subject'],
      answer(variables) {
        told.push(variables);
        return variables['subject'] === 'Không nối được'
          ? { kind: 'failed', message: 'no connection' }
          : { kind: 'done', variables: { number: 'GP-1' } };
      },
    };
    const log = { warn: () => undefined, error: () => undefined };
    runner = startConnectors({ shell: server.services.shell, connectors: [registry], log });

    const caseId = await granted('Sửa nhà');
    await happened(caseId, 'JobCompleted');
    expect(told).toEqual([{ subject: 'Sửa nhà' }]);
    const page = await operator.get(`/api/cases/${caseId}`);
    expect(page.body).toMatchObject({
      tasks: expect.arrayContaining([expect.objectContaining({ elementId: 'handOver' })]),
    });
    const history = await server.services.shell.store.loadCommits(caseId, { after: 0, limit: 100 });
    expect(history.map(({ commit }) => commit.by)).toContainEqual({ kind: 'worker', id: 'simulator:registry.write' });

    const stuck = await granted('Không nối được');
    await happened(stuck, 'JobFailed');
    expect((await operator.get('/api/jobs')).items).toMatchObject([{ caseId: stuck, retries: 1 }]);
  });

  async function granted(subject: string): Promise<string> {
    const application = { procedureCode: 'permit', channel: 'counter', applicant: { name: 'A' }, data: { subject } };
    const caseId = (await officer.post('/api/cases', application)).text('caseId');
    const task = (await officer.get('/api/tasks')).items.find((item) => item['caseId'] === caseId);
    await officer.post(`/api/tasks/${String(task?.['taskId'])}/claim`);
    await officer.post(`/api/tasks/${String(task?.['taskId'])}/complete`, { submission: { decision: 'GRANT' } });
    return caseId;
  }

  /** Resolves when the case has an event of this type, past or to come. */
  async function happened(caseId: string, eventType: string): Promise<void> {
    const { handler, store } = server.services.shell;
    await new Promise<void>((resolve, reject) => {
      const unsubscribe = handler.onCommit((commits) => {
        for (const commit of commits)
          if (commit.caseId === caseId && commit.events.some(({ type }) => type === eventType)) done();
      });
      function done(): void {
        unsubscribe();
        resolve();
      }
      store.loadCommits(caseId, { after: 0, limit: 100 }).then((past) => {
        if (past.some(({ commit }) => commit.events.some(({ type }) => type === eventType))) done();
      }, reject);
    });
  }
});
