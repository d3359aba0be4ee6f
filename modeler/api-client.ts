import type { ProblemDocument } from './contract.ts';
import { currentLanguage } from './i18n/language.ts';

/** How often a request that never got an answer is sent again. Safe: a mutation keeps its idempotency key. */
const RESENDS = 2;
const RESEND_DELAY_MS = 400;

export interface RequestOptions {
  /** Query parameters; `undefined` is left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: object;
  /** Version that the change builds on (`If-Match`). */
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}

/** What the server answered, with the version of the resource where it names one. */
export interface Answer<T> {
  readonly body: T;
  readonly etag?: string;
}

/** A refusal of the server in its own words (RFC 9457), or the loss of the connection (`status` 0). */
export class ApiProblem extends Error {
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

/**
 * Asks the server: the only `fetch` of the workspace. Every mutation carries an idempotency key, so that a request whose
 * answer was lost can be sent again without being done twice.
 *
 * @throws ApiProblem when the server refuses or cannot be reached
 */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const response = await send(path + queryString(options.query), requestInit(method, options));
  if (!response.ok) throw new ApiProblem(await readProblem(response));
  const etag = response.headers.get('etag');
  const body = (response.status === 204 ? undefined : await response.json()) as T;
  return etag === null ? { body } : { body, etag };
}

export const get = async <T>(path: string, options?: RequestOptions): Promise<T> =>
  (await request<T>('GET', path, options)).body;
export const post = async <T>(path: string, body: object = {}, options?: RequestOptions): Promise<T> =>
  (await request<T>('POST', path, { ...options, body })).body;

function requestInit(method: string, options: RequestOptions): RequestInit {
  const headers = new Headers({ accept: 'application/json', 'accept-language': currentLanguage() });
  if (method !== 'GET') headers.set('idempotency-key', crypto.randomUUID());
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  if (options.ifMatch !== undefined) headers.set('if-match', options.ifMatch);
  return {
    method,
    headers,
    credentials: 'same-origin',
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
}

async function send(url: string, init: RequestInit): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (init.signal?.aborted === true) throw error;
      if (attempt >= RESENDS) throw new ApiProblem({ title: 'UNREACHABLE', status: 0, code: 'UNREACHABLE' });
      await new Promise((resolve) => setTimeout(resolve, RESEND_DELAY_MS * (attempt + 1)));
    }
  }
}

async function readProblem(response: Response): Promise<ProblemDocument> {
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  if (isJson) {
    const document = (await response.json()) as Partial<ProblemDocument>;
    return {
      ...document,
      title: document.title ?? response.statusText,
      status: response.status,
      code: document.code ?? 'UNKNOWN',
    };
  }
  return { title: response.statusText, status: response.status, code: 'UNKNOWN' };
}

function queryString(query: RequestOptions['query']): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}
