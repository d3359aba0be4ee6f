import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { activateJobs } from '../../commands/activate-jobs.ts';
import { completeJob } from '../../commands/complete-job.ts';
import { extendJobLock } from '../../commands/extend-job-lock.ts';
import { failJob } from '../../commands/fail-job.ts';
import { throwJobError } from '../../commands/throw-job-error.ts';
import { RefusedError } from '../../errors.ts';
import { exactly, list } from '../../plugins/schemas.ts';
import { waitingRequests } from '../../plugins/waiting-requests.ts';
import { idOf } from '../case-views.ts';
import { accepted, verbRequest } from '../requests.ts';
import { CaseAnswer } from '../schemas/case.ts';
import { Problem } from '../schemas/problem.ts';
import { AnyObject, Instant, thingOf, thingParams } from '../schemas/shared.ts';

const lockToken = Type.String({ minLength: 1, maxLength: 200, description: 'From the activation' });
const lockSeconds = Type.Integer({ minimum: 1, maximum: 86_400 });
const JobParams = thingParams('jobId');
const answers = { 200: CaseAnswer, 404: Problem, 409: Problem };

const ActivatedJob = Type.Object({
  jobId: Type.String(),
  type: Type.String(),
  caseId: Type.String(),
  elementId: Type.String(),
  headers: Type.Unsafe<Readonly<Record<string, string>>>({ type: 'object', additionalProperties: { type: 'string' } }),
  retries: Type.Integer(),
  variables: AnyObject,
  lockedUntil: Instant,
  lockToken: Type.String(),
});

/** Work for machines: taking jobs under a lock, and saying what became of them. */
export function jobRoutes(app: App): void {
  const config = { access: ['worker'] } as const;
  const untilGone = waitingRequests(app);

  app.post(
    '/api/jobs/activate',
    {
      // Nothing to repeat: each call takes what is open, and a lost answer's locks run out.
      config: { ...config, idempotencyKey: false },
      schema: {
        tags: ['worker'],
        summary: 'Take open jobs of one type, oldest first; waits for work when asked to',
        body: exactly({
          type: Type.String({ minLength: 1, maxLength: 200 }),
          worker: Type.String({ minLength: 1, maxLength: 200, description: 'Shown to operators' }),
          maxJobs: Type.Integer({ minimum: 1, maximum: 100 }),
          lockSeconds,
          waitSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 60 })),
          fetchVariables: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 })),
        }),
        response: { 200: Type.Object({ jobs: list(ActivatedJob) }) },
      },
    },
    async (request, reply) => {
      const { type, worker, maxJobs, lockSeconds: seconds, waitSeconds = 0, fetchVariables } = request.body;
      const jobs = await activateJobs(app.services.shell, {
        jobType: type,
        worker,
        maxJobs,
        lockSeconds: seconds,
        waitSeconds,
        signal: untilGone(reply),
        ...(fetchVariables === undefined ? {} : { fetchVariables }),
      });
      return {
        jobs: jobs.map((job) => ({
          jobId: idOf(job.caseId, job.jobKey),
          type: job.jobType,
          caseId: job.caseId,
          elementId: job.elementId,
          headers: job.headers,
          retries: job.retries,
          variables: job.variables,
          lockedUntil: job.lockedUntil,
          lockToken: job.lockToken,
        })),
      };
    },
  );

  app.post(
    '/api/jobs/:jobId/complete',
    {
      config,
      schema: {
        tags: ['worker'],
        summary: 'The job is done; its variables go into the case',
        params: JobParams,
        body: exactly({ lockToken, variables: Type.Optional(AnyObject) }),
        response: answers,
      },
    },
    async (request, reply) => {
      const { caseId, key } = thingOf(request.params.jobId);
      const { variables = {}, lockToken: token } = request.body;
      return accepted(
        await completeJob(app.services.shell, {
          caseId,
          jobKey: key,
          lockToken: token,
          variables,
          ...verbRequest(request),
        }),
        reply,
      );
    },
  );

  app.post(
    '/api/jobs/:jobId/fail',
    {
      config,
      schema: {
        tags: ['worker'],
        summary: 'The job could not be done; it is offered again later, or an operator has to look',
        params: JobParams,
        body: exactly({
          lockToken,
          message: Type.String({ minLength: 1, maxLength: 2000, description: 'For the operator; no personal data' }),
          retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
          backoffSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 604_800 })),
        }),
        response: answers,
      },
    },
    async (request, reply) => {
      const { caseId, key } = thingOf(request.params.jobId);
      return accepted(
        await failJob(app.services.shell, { caseId, jobKey: key, ...request.body, ...verbRequest(request) }),
        reply,
      );
    },
  );

  app.post(
    '/api/jobs/:jobId/error',
    {
      config,
      schema: {
        tags: ['worker'],
        summary: 'A business error that the model may catch (BPMN error)',
        params: JobParams,
        body: exactly({
          lockToken,
          errorCode: Type.String({ minLength: 1, maxLength: 200 }),
          message: Type.Optional(Type.String({ maxLength: 2000 })),
          variables: Type.Optional(AnyObject),
        }),
        response: answers,
      },
    },
    async (request, reply) => {
      const { caseId, key } = thingOf(request.params.jobId);
      return accepted(
        await throwJobError(app.services.shell, { caseId, jobKey: key, ...request.body, ...verbRequest(request) }),
        reply,
      );
    },
  );

  app.post(
    '/api/jobs/:jobId/extend',
    {
      config: { ...config, idempotencyKey: false },
      schema: {
        tags: ['worker'],
        summary: 'The job takes longer; the lock ends lockSeconds from now',
        params: JobParams,
        body: exactly({ lockToken, lockSeconds }),
        response: { 200: Type.Object({ lockedUntil: Instant }), 409: Problem },
      },
    },
    async (request) => {
      const { caseId, key } = thingOf(request.params.jobId);
      const outcome = await extendJobLock(app.services.shell, { caseId, jobKey: key, ...request.body });
      if ('refusal' in outcome) throw new RefusedError(outcome.refusal);
      return outcome;
    },
  );
}
