import createClient from 'openapi-fetch';
import type { paths } from './api-types.d.ts';
import type { ProblemDocument } from './contract.ts';
import { currentLanguage } from './i18n/language.ts';

/** How often a request that never got an answer is sent again. Safe: a change keeps its idempotency key. */
const RESENDS = 2;
const RESEND_DELAY_MS = 400;

/**
 * The server, typed by its own OpenAPI document: the only `fetch` of the workspace. Ask through {@link contentOf} or
 * {@link answerOf}, which turn refusals into {@link ApiProblem}.
 */
export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin', fetch: send });

api.use({
  onRequest: ({ request }) => {
    request.headers.set('accept-language', currentLanguage());
    return request;
  },
});

/** What the server answered, with the version of the resource where it names one. */
export interface Answer<T> {
  readonly content: T;
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

interface Reply<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** @throws ApiProblem when the server refuses or cannot be reached */
export async function answerOf<T>(call: Promise<Reply<T>>): Promise<Answer<T>> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ApiProblem(problemFrom(error, response));
  const etag = response.headers.get('etag');
  return etag === null ? { content: data as T } : { content: data as T, etag };
}

/** @throws ApiProblem when the server refuses or cannot be reached */
export const contentOf = async <T>(call: Promise<Reply<T>>): Promise<T> => (await answerOf(call)).content;

/** Headers of one intended change: the same key for every repetition of it, a new one for the next. */
export const intent = (): { readonly 'idempotency-key': string } => ({ 'idempotency-key': crypto.randomUUID() });

/** Query parameters that say something: blank ones stay away. */
export function filled<T extends Readonly<Record<string, string>>>(parameters: T): { readonly [K in keyof T]?: T[K] } {
  const said: { [K in keyof T]?: T[K] } = {};
  for (const key in parameters) if (parameters[key] !== '') said[key] = parameters[key];
  return said;
}

async function send(request: Request): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await fetch(request.clone());
    } catch (error) {
      if (request.signal.aborted) throw error;
      if (attempt >= RESENDS) throw new ApiProblem({ title: 'UNREACHABLE', status: 0, code: 'UNREACHABLE' });
      await new Promise((resolve) => setTimeout(resolve, RESEND_DELAY_MS * (attempt + 1)));
    }
  }
}

function problemFrom(error: unknown, { status, statusText }: Response): ProblemDocument {
  const stated = typeof error === 'object' && error !== null ? (error as Partial<ProblemDocument>) : {};
  return { ...stated, title: stated.title ?? statusText, status, code: stated.code ?? 'UNKNOWN' };
}
