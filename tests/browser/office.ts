import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, vi } from 'vitest';
import { DEMO_PASSWORD } from '../../server/seed/demo-accounts.ts';
import { localDate } from './workspace.ts';

/** What a browser test needs to find done before it opens a page, done by the API. */

const BUNDLE = 'procedures/1.001612-household-business/2025-07';
type Fields = Readonly<Record<string, unknown>>;

interface Step {
  readonly who?: string;
  readonly does?: string;
  readonly with: Fields;
}
interface Task {
  readonly taskId: string;
  readonly elementId: string;
  readonly dossierCode?: string;
}

/** An application that was received. */
export interface Received {
  readonly caseId: string;
  readonly dossierCode: string;
  readonly publicKey: string;
}

/** A signed-in account that speaks to the API. */
export interface Caller {
  readonly get: <T>(path: string) => Promise<T>;
  readonly post: <T>(path: string, body?: object) => Promise<T>;
  readonly put: <T>(path: string, body: object) => Promise<T>;
}

const callers = new Map<string, Promise<Caller>>();

/** Signs a demonstration account in, once for each server: sign-ins are counted against guessing. */
export function callerAs(url: string, username: string): Promise<Caller> {
  const key = `${url} ${username}`;
  const caller = callers.get(key) ?? signedIn(url, username);
  callers.set(key, caller);
  return caller;
}

async function signedIn(url: string, username: string): Promise<Caller> {
  const body = JSON.stringify({ username, password: DEMO_PASSWORD });
  const json = { 'content-type': 'application/json' };
  const session = await fetch(`${url}/api/session`, { method: 'POST', headers: json, body });
  const cookie = session.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const answer = async <T>(path: string, init: RequestInit): Promise<T> => {
    const response = await fetch(`${url}${path}`, init);
    const text = await response.text();
    expect(response.ok, `${path}: ${text}`).toBe(true);
    return JSON.parse(text) as T;
  };
  const send = <T>(method: string, path: string, sent: object): Promise<T> =>
    answer(path, {
      method,
      headers: { ...json, cookie, 'idempotency-key': randomUUID() },
      body: JSON.stringify(sent),
    });
  return {
    get: (path) => answer(path, { headers: { cookie } }),
    post: (path, sent = {}) => send('POST', path, sent),
    put: (path, sent) => send('PUT', path, sent),
  };
}

/** Receives an application for 1.001612 at the counter. `changes`: what it says other than the scenario's application. */
export async function receive(url: string, changes: Fields = {}): Promise<Received> {
  const counter = await callerAs(url, 'mot-cua');
  const application = readJson<Fields>(`${BUNDLE}/scenarios/applications/ca-nhan.json`);
  return counter.post<Received>('/api/cases', {
    procedureCode: '1.001612',
    channel: 'counter',
    applicant: { name: 'Chủ hộ mẫu' },
    data: { ...application, ngayBatDau: localDate(30), ...changes },
  });
}

/** Waits until the group of `username` is offered this step of the case. @returns the task's id. */
export async function offered(url: string, username: string, dossierCode: string, step: string): Promise<string> {
  const officer = await callerAs(url, username);
  const path = `/api/tasks?filter=offered&q=${encodeURIComponent(dossierCode)}`;
  return vi.waitFor(
    async () => {
      const { items } = await officer.get<{ readonly items: readonly Task[] }>(path);
      const task = items.find(({ elementId }) => elementId === step);
      if (task === undefined) throw new Error(`${step} of ${dossierCode} is not offered to ${username}.`);
      return task.taskId;
    },
    { timeout: 60_000, interval: 250 },
  );
}

/** Does a step as the scenario "a valid application is granted in time" does it. */
export async function doStep(url: string, dossierCode: string, step: string): Promise<void> {
  const { when } = readJson<{ readonly when: readonly Step[] }>(`${BUNDLE}/scenarios/01-chap-nhan.json`);
  const done = when.find(({ does }) => does === step);
  const who = done?.who ?? '';
  const taskId = await offered(url, who, dossierCode, step);
  const officer = await callerAs(url, who);
  await officer.post(`/api/tasks/${taskId}/claim`);
  await officer.post(`/api/tasks/${taskId}/complete`, { submission: done?.with });
}

/**
 * Publishes a later version of 1.001612 that differs in its drawing and governs nothing yet: proposed by one analyst, published
 * by the other.
 */
export async function publishLater(url: string, version: string, change: (bpmn: string) => string): Promise<void> {
  const author = await callerAs(url, 'analyst');
  const from = { code: '1.001612', version: '2025-07' };
  const { id, files } = await author.post<{ readonly id: string; readonly files: Readonly<Record<string, string>> }>(
    '/api/drafts',
    { from },
  );
  const manifest = JSON.parse(files['procedure.json'] ?? '{}') as Fields;
  const effective = [{ from: '2099-01-01', openedBy: '168/2025/NĐ-CP' }];
  await author.put(`/api/drafts/${id}`, {
    files: {
      ...files,
      'procedure.json': JSON.stringify({ ...manifest, version, effective }),
      'process.bpmn': change(files['process.bpmn'] ?? ''),
    },
  });
  await author.post(`/api/drafts/${id}/propose`, { version });
  await (await callerAs(url, 'analyst-2')).post(`/api/drafts/${id}/publish`);
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
