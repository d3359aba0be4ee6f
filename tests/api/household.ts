import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundleFiles, JsonObject } from '../../engine/index.ts';
import { VIETNAM } from '../calendar/vietnam.ts';
import {
  openTestServer,
  type Answer,
  type Client,
  type STORES,
  type TestServer,
  type TestUser,
} from './test-server.ts';

/** The published registration of a household business on a test server, with its office. */
const ROOT = fileURLToPath(new URL('../../procedures/1.001612-household-business/2025-07', import.meta.url));

/** The bundle as published, or a copy with `change` made to its files. */
export function household(change: (files: Record<string, string>) => void = () => undefined): BundleFiles {
  const names = readdirSync(ROOT, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map((entry) => join(entry.parentPath, entry.name));
  const files = Object.fromEntries(paths.map((path) => [path.slice(ROOT.length + 1), readFileSync(path, 'utf8')]));
  change(files);
  return files;
}

/** A lawful application. */
export function application(changes: JsonObject = {}): JsonObject {
  const text = readFileSync(join(ROOT, 'scenarios/applications/ca-nhan.json'), 'utf8');
  const start = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  return { ...(JSON.parse(text) as JsonObject), ngayBatDau: start, ...changes };
}

/** A server where this procedure is published and the working calendar of the country is kept. */
export async function openHouseholdServer(
  dialect: (typeof STORES)[number],
  settings: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const server = await openTestServer(dialect, settings);
  await keepCalendar(server);
  await server.publish(household());
  return server;
}

/** The working calendar of the country is in the store. */
export async function keepCalendar({ services: { shell } }: TestServer): Promise<void> {
  await shell.store.saveCalendarSource(VIETNAM);
  await shell.calendars.refresh();
}

/** An officer of unit-a who does the steps of the counter and of the specialists. */
export function clerk(username: string): TestUser {
  return { username, roles: ['officer'], unit: 'unit-a', groups: ['mot-cua', 'chuyen-vien'] };
}

export async function receive(client: Client, data: JsonObject = application()): Promise<string> {
  const body = { procedureCode: '1.001612', channel: 'counter', applicant: { name: 'Người nộp hồ sơ mẫu' }, data };
  const answer = await client.post('/api/cases', body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.text('caseId');
}

/** Id of the open task of a step, as the office's lists show it. */
export async function openTask(client: Client, caseId: string, elementId: string): Promise<string> {
  const { items } = await client.get('/api/tasks?limit=200');
  const task = items.find((item) => item['caseId'] === caseId && item['elementId'] === elementId);
  if (task === undefined) throw new Error(`'${elementId}' is not open in ${caseId}`);
  return String(task['taskId']);
}

/** Claims and completes a step. */
export async function complete(
  client: Client,
  caseId: string,
  elementId: string,
  submission: JsonObject,
): Promise<Answer> {
  const taskId = await openTask(client, caseId, elementId);
  await client.post(`/api/tasks/${taskId}/claim`);
  return client.post(`/api/tasks/${taskId}/complete`, { submission });
}

/** As `complete`, and it must be accepted. */
export async function done(client: Client, caseId: string, elementId: string, submission: JsonObject): Promise<Answer> {
  const answer = await complete(client, caseId, elementId, submission);
  if (answer.status !== 200) throw new Error(`${elementId}: ${JSON.stringify(answer.body)}`);
  return answer;
}

/** The registry answers that the name is free. */
export async function registryAnswers(worker: Client): Promise<void> {
  const work = await worker.post('/api/jobs/activate', {
    type: 'household-registry.lookup',
    worker: 'w',
    maxJobs: 10,
    lockSeconds: 60,
  });
  for (const job of (work.body as { jobs: { jobId: string; lockToken: string }[] }).jobs) {
    await worker.post(`/api/jobs/${job.jobId}/complete`, {
      lockToken: job.lockToken,
      variables: { tenTrung: false, daLaChuHo: false },
    });
  }
}

export const COMPLETE = { giayToHopLe: ['GIAY_DE_NGHI'], daThuLePhi: true, ketLuanTiepNhan: 'DAY_DU' };
export const LACKS = { giayToHopLe: ['GIAY_DE_NGHI'], daThuLePhi: true, ketLuanTiepNhan: 'BO_SUNG' };
export const NOTICE = {
  noiDungBoSung: ['NGANH_NGHE'],
  huongDanBoSung: 'Đề nghị ghi rõ mã ngành cấp bốn theo hướng dẫn.',
};
