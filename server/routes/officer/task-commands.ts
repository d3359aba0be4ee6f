import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { assignTask } from '../../commands/assign-task.ts';
import { claimTask } from '../../commands/claim-task.ts';
import { completeTask } from '../../commands/complete-task.ts';
import { releaseTask } from '../../commands/release-task.ts';
import { saveTaskDraft } from '../../commands/save-task-draft.ts';
import { refuse, RefusedError } from '../../errors.ts';
import { exactly } from '../../plugins/schemas.ts';
import { accepted, actorOf, expectedVersion, verbRequest } from '../requests.ts';
import { CaseAnswer } from '../schemas/case.ts';
import { Problem } from '../schemas/problem.ts';
import { AnyObject, thingOf } from '../schemas/shared.ts';
import { TaskParams } from './task.ts';

const answers = { 200: CaseAnswer, 404: Problem, 409: Problem };

/** Taking a task, giving it back, giving it to somebody, completing it, keeping what has been typed. */
export function taskCommandRoutes(app: App): void {
  const config = { access: ['officer'] } as const;

  app.post(
    '/api/tasks/:taskId/claim',
    {
      config,
      schema: { tags: ['officer'], summary: 'Take a task that is offered', params: TaskParams, response: answers },
    },
    async (request, reply) => {
      const { caseId, key } = thingOf(request.params.taskId);
      const { shell } = app.services;
      return accepted(
        await claimTask(shell, { caseId, taskKey: key, ...expectedVersion(request), ...verbRequest(request) }),
        reply,
      );
    },
  );

  app.post(
    '/api/tasks/:taskId/release',
    {
      config,
      schema: {
        tags: ['officer'],
        summary: 'Give a task back to its candidates',
        params: TaskParams,
        response: answers,
      },
    },
    async (request, reply) => {
      const { caseId, key } = thingOf(request.params.taskId);
      const { shell } = app.services;
      return accepted(
        await releaseTask(shell, { caseId, taskKey: key, ...expectedVersion(request), ...verbRequest(request) }),
        reply,
      );
    },
  );

  app.post(
    '/api/tasks/:taskId/assign',
    {
      config,
      schema: {
        tags: ['officer'],
        summary: 'Give a task to an officer whom the model allows',
        params: TaskParams,
        body: exactly({
          assignee: Type.String({ minLength: 1, maxLength: 100, description: 'Account id or user name' }),
        }),
        response: { ...answers, 422: Problem },
      },
    },
    async (request, reply) => {
      const { accounts, shell } = app.services;
      const { caseId, key } = thingOf(request.params.taskId);
      const { assignee: named } = request.body;
      const assignee = (await accounts.userById(named)) ?? (await accounts.userByName(named));
      const actor = actorOf(request);
      if (!assignee || assignee.disabled || assignee.unit !== actor.unit || !assignee.roles.includes('officer')) {
        refuse('USER_NOT_FOUND', 'The assignee is no active officer of this unit; GET /api/colleagues lists them.');
      }
      return accepted(
        await assignTask(shell, {
          caseId,
          taskKey: key,
          assignee: assignee.id,
          assigneeGroups: assignee.groups,
          ...expectedVersion(request),
          ...verbRequest(request),
        }),
        reply,
      );
    },
  );

  app.post(
    '/api/tasks/:taskId/complete',
    {
      config,
      schema: {
        tags: ['officer'],
        summary: 'Complete a task with its form; the form is enforced by the server',
        params: TaskParams,
        body: exactly({ submission: AnyObject }),
        response: { ...answers, 403: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { caseId, key } = thingOf(request.params.taskId);
      const { submission } = request.body;
      const { shell } = app.services;
      return accepted(
        await completeTask(shell, {
          caseId,
          taskKey: key,
          submission,
          ...expectedVersion(request),
          ...verbRequest(request),
        }),
        reply,
      );
    },
  );

  app.put(
    '/api/tasks/:taskId/draft',
    {
      config,
      schema: {
        tags: ['officer'],
        summary: 'Keep what has been typed so far, unchecked; it survives release and hand-over',
        params: TaskParams,
        body: exactly({ data: AnyObject }),
        response: { 204: Type.Null(), 404: Problem, 409: Problem },
      },
    },
    async (request, reply) => {
      const { caseId, key } = thingOf(request.params.taskId);
      const refusal = await saveTaskDraft(app.services.shell, {
        caseId,
        taskKey: key,
        data: request.body.data,
        by: actorOf(request),
      });
      if (refusal) throw new RefusedError(refusal);
      return reply.code(204).send(null);
    },
  );
}
