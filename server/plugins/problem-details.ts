import type { FastifyError, FastifyReply, FastifyRequest, FastifySchemaValidationError } from 'fastify';
import type { App } from './app-type.ts';
import { RefusedError, type Refusal, type RefusalCode } from '../errors.ts';
import { HandlerClosedError } from '../commands/command-request.ts';
import { InvalidCursorError } from '../store/store-queries.ts';
import { preferredLanguage, type Language } from './language.ts';
import { PROBLEM_TITLES } from './problem-titles.ts';

/**
 * The one place where a refusal gets an HTTP status. Exhaustive by type: a new code does not compile until it has one.
 *
 * 409 is for what another actor or an earlier request has made impossible (the caller should read again), 422 for content
 * that is understood and refused, 403 for who asks, 404 for what is not there (or not there for this actor).
 *
 * @source RFC 9110 §15.5; RFC 9457
 */
export const STATUS_OF_CODE = {
  // engine
  CASE_NOT_FOUND: 404,
  CASE_ALREADY_EXISTS: 409,
  CASE_ENDED: 409,
  STALE_VERSION: 409,
  PROCESS_NOT_FOUND: 404,
  START_EVENT_NOT_FOUND: 404,
  TASK_NOT_FOUND: 404,
  TASK_NOT_CLAIMED: 409,
  TASK_CLAIMED_BY_ANOTHER: 409,
  TRANSITION_NOT_ALLOWED: 409,
  NOT_A_CANDIDATE: 403,
  SEPARATION_OF_DUTIES: 403,
  FORM_INVALID: 422,
  JOB_NOT_FOUND: 404,
  TIMER_NOT_FOUND: 404,
  TIMER_NOT_DUE: 409,
  SUBSCRIPTION_NOT_FOUND: 404,
  INCIDENT_NOT_FOUND: 404,
  SCOPE_NOT_FOUND: 404,
  CALENDAR_MISSING: 422,
  NOTHING_WAITS_HERE: 409,
  VARIABLES_INVALID: 422,
  SUPPLEMENT_LIMIT_REACHED: 409,
  EXTENSION_LIMIT_REACHED: 409,
  EXTENSION_TOO_LATE: 409,
  EXTENSION_INVALID: 422,
  GROUND_REQUIRED: 422,
  GROUND_NOT_LISTED: 422,
  PAPER_NOT_LISTED: 422,
  CITATION_REQUIRED: 422,
  OVERRIDE_NOT_PROVIDED: 409,
  OVERRIDE_NOT_FOUND: 404,
  OVERRIDE_SECOND_PERSON: 403,
  OVERRIDE_NOT_CONFIRMER: 403,
  OVERRIDE_IMPOSSIBLE: 409,
  OVERRIDE_PENDING: 409,
  MIGRATION_REFUSED: 409,
  MIGRATION_ACT_REQUIRED: 422,
  MIGRATION_ACT_NOT_LISTED: 422,
  MIGRATION_SECOND_PERSON: 403,
  REASON_REQUIRED: 422,
  ASSIGNED_BY_RULE: 403,
  STAFF_MISSING: 422,
  NOBODY_AVAILABLE: 409,
  CONFLICT_OF_INTEREST: 403,
  // server
  REQUEST_INVALID: 400,
  BODY_NOT_JSON: 400,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_UNSUPPORTED: 415,
  ROUTE_NOT_FOUND: 404,
  IDEMPOTENCY_KEY_MISSING: 400,
  IDEMPOTENCY_KEY_REUSED: 422,
  PRECONDITION_FAILED: 412,
  CURSOR_INVALID: 400,
  NOT_SIGNED_IN: 401,
  INVALID_CREDENTIALS: 401,
  FORBIDDEN: 403,
  CROSS_SITE_REQUEST: 403,
  TOO_MANY_REQUESTS: 429,
  USER_NOT_FOUND: 404,
  USERNAME_TAKEN: 409,
  PASSWORD_TOO_WEAK: 422,
  UNIT_NOT_FOUND: 422,
  ABSENCE_NOT_FOUND: 404,
  ABSENCE_INVALID: 422,
  ABSENCE_OVERLAPS: 409,
  DEPUTY_NOT_ELIGIBLE: 422,
  PROCEDURE_NOT_FOUND: 404,
  VERSION_NOT_FOUND: 404,
  MIGRATION_NOT_FOUND: 404,
  MIGRATION_NOT_PROPOSED: 409,
  VERSION_EXISTS: 409,
  VERSION_NOT_EFFECTIVE: 422,
  MODEL_REFUSED: 422,
  VERSION_OVERLAPS: 409,
  VERSION_ACT_IMPOSSIBLE: 409,
  PUBLICATION_NOT_PROPOSED: 409,
  PUBLICATION_SECOND_PERSON: 403,
  DRAFT_PROPOSED: 409,
  DRAFT_NOT_FOUND: 404,
  STALE_REVISION: 412,
  ATTACHMENT_NOT_FOUND: 404,
  ATTACHMENT_REFUSED: 422,
  NOTIFICATION_NOT_FOUND: 404,
  NOTIFICATION_NOT_FAILED: 409,
  PAPER_NOT_ISSUABLE: 409,
  CHECKPOINT_NOT_FOUND: 404,
  CALENDAR_NOT_FOUND: 404,
  CALENDAR_DECISION_EXISTS: 409,
  CALENDAR_DECISION_INVALID: 422,
  JOB_LOCK_LOST: 409,
  MESSAGE_EXISTS: 409,
  OVERLOADED: 503,
  INTERNAL_ERROR: 500,
} as const satisfies Readonly<Record<RefusalCode, number>>;

/** The document that every refused request is answered with. @source RFC 9457 §3 */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: RefusalCode;
  /** Request id: the line to look for in the log. */
  readonly instance: string;
  readonly [extension: string]: unknown;
}

/** Answers every failure under this app as `application/problem+json`; what is not a refusal is a bug: logged, and hidden. */
export function answerProblems(app: App): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOf(error);
    if (refusal.code === 'INTERNAL_ERROR') {
      // The stack stays here. Neither message nor stack of our own errors holds case data; see the redaction in app.ts.
      request.log.error({ err: error }, 'request failed');
    }
    sendProblem(request, reply, refusal);
  });
}

/** The refusal for an address that no route answers. The address is the caller's own and is told back without its query. */
export function notFound(request: FastifyRequest): Refusal {
  const path = request.url.split('?', 1)[0] ?? '/';
  return {
    code: 'ROUTE_NOT_FOUND',
    message: `Nothing answers ${request.method} ${path}. The addresses are listed at /api/docs.`,
  };
}

/** Sends a refusal as a problem document with the status of its code. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): void {
  const document = problemOf(refusal, request.id, preferredLanguage(request.headers['accept-language']));
  if (document.status === 401) {
    // RFC 9110 §11.6.1 asks for a challenge. Bearer is the scheme that a machine can use here.
    reply.header('www-authenticate', 'Bearer realm="motcua"');
  }
  reply.code(document.status).type('application/problem+json').serializer(JSON.stringify).send(document);
}

/** The document for a refusal. Pure. Details become extension members; a form's findings are told in one language. */
export function problemOf(refusal: Refusal, requestId: string, language: Language): ProblemDocument {
  const { findings, ...details } = refusal.details ?? {};
  return {
    ...details,
    ...(findings === undefined ? {} : { findings: inLanguage(findings, language) }),
    type: `urn:motcua:problem:${refusal.code}`,
    title: PROBLEM_TITLES[refusal.code][language],
    status: STATUS_OF_CODE[refusal.code],
    detail: refusal.message,
    code: refusal.code,
    instance: `urn:motcua:request:${requestId}`,
  };
}

/** Findings carry their message in every language of the product; the caller asked for one. */
function inLanguage(findings: unknown, language: Language): unknown {
  if (!Array.isArray(findings)) return findings;
  return findings.map((finding: unknown) => {
    if (!isRecord(finding) || !isRecord(finding['message'])) return finding;
    return { ...finding, message: finding['message'][language] ?? finding['message']['vi'] };
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusalOf(error: FastifyError): Refusal {
  if (error instanceof RefusedError) return error.refusal;
  if (error instanceof HandlerClosedError) return { code: 'OVERLOADED', message: error.message };
  if (error instanceof InvalidCursorError) return { code: 'CURSOR_INVALID', message: error.message };
  if (error.validation) return invalidRequest(error.validation, error.validationContext ?? 'request');
  const known = REFUSAL_OF_FASTIFY_ERROR[error.code];
  if (known) return known;
  // Fastify marks what the client did wrong with a 4xx; anything else is ours.
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return { code: 'REQUEST_INVALID', message: error.message };
  }
  return {
    code: 'INTERNAL_ERROR',
    message:
      'The server could not finish the request; nothing was changed unless an earlier answer said so. Try again with the same Idempotency-Key; if it fails again, give the instance of this answer to the operator.',
  };
}

const REFUSAL_OF_FASTIFY_ERROR: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'MEDIA_TYPE_UNSUPPORTED',
    message: 'Send the body with Content-Type: application/json.',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'BODY_TOO_LARGE', message: 'The body is larger than this address accepts.' },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    code: 'BODY_NOT_JSON',
    message: 'Content-Type says application/json, but the body is empty; send a JSON object or leave the header out.',
  },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'BODY_NOT_JSON', message: 'The body is not valid JSON.' },
};

/** Where in the request, and what is expected there; the value itself is not repeated, since it may be somebody's data. */
function invalidRequest(errors: readonly FastifySchemaValidationError[], part: string): Refusal {
  const findings = errors.map((error) => ({
    path: `/${part}${error.instancePath}`,
    code: error.keyword,
    message: describe(error),
  }));
  const first = findings[0];
  return {
    code: 'REQUEST_INVALID',
    message: first
      ? `${first.path} ${first.message}. See /api/docs.`
      : 'The request does not have the documented shape. See /api/docs.',
    details: { errors: findings },
  };
}

function describe(error: FastifySchemaValidationError): string {
  const { params } = error;
  if (error.keyword === 'additionalProperties')
    return `must not have the property "${String(params['additionalProperty'])}"`;
  if (error.keyword === 'enum' || error.keyword === 'const') {
    return `must be one of ${JSON.stringify(params['allowedValues'] ?? [params['allowedValue']])}`;
  }
  return error.message ?? 'is not valid';
}
