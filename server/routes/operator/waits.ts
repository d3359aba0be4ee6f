import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { oneOf } from '../../plugins/schemas.ts';
import { given, idOf } from '../case-views.ts';
import { Instant, page, pageQuery } from '../schemas/shared.ts';
import { Place, placesOf } from './places.ts';

const Job = Type.Object({
  jobId: Type.String(),
  caseId: Type.String(),
  elementId: Type.String(),
  type: Type.String(),
  state: oneOf(['open', 'failed']),
  retries: Type.Integer(),
  createdAt: Instant,
  retryAt: Type.Optional(Instant),
  lockedBy: Type.Optional(Type.String()),
  lockedUntil: Type.Optional(Instant),
  ...Place,
});
const Timer = Type.Object({
  timerId: Type.String(),
  caseId: Type.String(),
  elementId: Type.String(),
  dueAt: Instant,
  ...Place,
});

/** What the cases are waiting for: workers and the clock. */
export function waitRoutes(app: App): void {
  const inCase = { caseId: Type.Optional(Type.String({ maxLength: 64 })) };

  app.get(
    '/api/jobs',
    {
      config: { access: ['operator'] },
      schema: {
        tags: ['operator'],
        summary: 'Jobs that workers have to do, and those they failed',
        querystring: Type.Object({
          ...pageQuery,
          ...inCase,
          type: Type.Optional(Type.String({ maxLength: 200 })),
          state: Type.Optional(oneOf(['open', 'failed'])),
        }),
        response: { 200: page(Job) },
      },
    },
    async (request) => {
      const { limit, cursor, caseId, type, state } = request.query;
      const found = await app.services.shell.store.listJobs(
        {
          ...(caseId === undefined ? {} : { caseId }),
          ...(type === undefined ? {} : { jobType: type }),
          ...(state === undefined ? {} : { status: state }),
        },
        { limit, ...(cursor === undefined ? {} : { cursor }) },
      );
      const placeOf = await placesOf(app, found.items);
      const items = found.items.map((job) => ({
        ...placeOf(job),
        jobId: idOf(job.caseId, job.jobKey),
        caseId: job.caseId,
        elementId: job.elementId,
        type: job.jobType,
        state: job.status,
        retries: job.retries,
        createdAt: job.createdAt,
        // The lock token stays with its worker.
        ...given(job, ['retryAt', 'lockedBy', 'lockedUntil']),
      }));
      return { items, ...(found.nextCursor === undefined ? {} : { nextCursor: found.nextCursor }) };
    },
  );

  app.get(
    '/api/timers',
    {
      config: { access: ['operator'] },
      schema: {
        tags: ['operator'],
        summary: 'Waiting timers, earliest first',
        querystring: Type.Object({ ...pageQuery, ...inCase }),
        response: { 200: page(Timer) },
      },
    },
    async (request) => {
      const { limit, cursor, caseId } = request.query;
      const found = await app.services.shell.store.listTimers(caseId === undefined ? {} : { caseId }, {
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const placeOf = await placesOf(app, found.items);
      const items = found.items.map((timer) => ({
        ...placeOf(timer),
        timerId: idOf(timer.caseId, timer.timerKey),
        caseId: timer.caseId,
        elementId: timer.elementId,
        dueAt: timer.dueAt,
      }));
      return { items, ...(found.nextCursor === undefined ? {} : { nextCursor: found.nextCursor }) };
    },
  );
}
