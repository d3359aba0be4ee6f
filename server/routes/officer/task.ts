import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { contextAt, type ExplanationLine, type Procedure } from '../../../engine/index.ts';
import type { App } from '../../plugins/app-type.ts';
import { refuse } from '../../errors.ts';
import { userOf } from '../../plugins/authentication.ts';
import { list } from '../../plugins/schemas.ts';
import type { TaskListItem } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { mayReadTask } from '../case-access.ts';
import { citationOf, formSchema, nodeOf, taskSummary } from '../case-views.ts';
import { actorOf } from '../requests.ts';
import { Explanation, TaskSummary } from '../schemas/case.ts';
import { Problem } from '../schemas/problem.ts';
import { AnyObject, Citation, Instant, thingOf, thingParams } from '../schemas/shared.ts';
import { allowedOnTask } from './allowed.ts';

export const TaskParams = thingParams('taskId');

const TaskPage = Type.Object({
  task: TaskSummary,
  form: Type.Optional(AnyObject),
  data: AnyObject,
  draft: Type.Optional(Type.Object({ data: AnyObject, savedAt: Instant })),
  explanation: Explanation,
  legalBasis: list(Citation),
  allowed: list(Type.String()),
  version: Type.Integer({ description: 'Version of the case; the ETag' }),
});

/** Everything that an officer needs to do one task. */
export function taskRoutes(app: App): void {
  app.get(
    '/api/tasks/:taskId',
    {
      config: { access: ['officer', 'auditor', 'operator'] },
      schema: {
        tags: ['officer'],
        summary:
          'One task: its form, the data that the form shows, the draft, the time limit and its reckoning, the law',
        params: TaskParams,
        response: { 200: TaskPage, 404: Problem },
      },
    },
    async (request, reply) => {
      const { shell, accounts } = app.services;
      const task = await readableTask(app, request, request.params.taskId);
      const procedure = await shell.procedures.procedure(task.procedureDigest);
      const [state, draft, names, explanation] = await Promise.all([
        shell.handler.currentState(task.caseId),
        shell.store.getTaskDraft(task.caseId, task.taskKey),
        accounts.namesOf([task.assignee ?? [], task.onBehalfOf ?? []].flat()),
        explanationOf(shell.store, task),
      ]);
      const form = formSchema(procedure, task.formId);
      const allowed = allowedOnTask(task, procedure, actorOf(request));
      reply.header('etag', `"${String(task.caseVersion)}"`);
      return {
        task: taskSummary(task, procedure, names, allowed),
        ...(form === undefined ? {} : { form }),
        data: state === undefined ? {} : contextAt(state, task.taskKey),
        ...(draft === undefined ? {} : { draft: { data: draft.data, savedAt: draft.savedAt } }),
        explanation,
        legalBasis: legalBasisOf(procedure, task.elementId),
        allowed,
        version: task.caseVersion,
      };
    },
  );
}

/** The task, if it is there for this account. */
export async function readableTask(app: App, request: FastifyRequest, taskId: string): Promise<TaskListItem> {
  const { caseId, key } = thingOf(taskId);
  const task = await app.services.shell.store.getTask(caseId, key);
  if (!task || !mayReadTask(userOf(request), task)) {
    refuse('TASK_NOT_FOUND', `There is no task ${taskId} that this account can see.`);
  }
  return task;
}

/** The reckoning stands in the event that created the task, in the commit that activated its element. */
async function explanationOf(store: Store, { caseId, taskKey }: TaskListItem): Promise<readonly ExplanationLine[]> {
  const sealed = await store.loadCommitAt(caseId, taskKey);
  for (const event of sealed?.commit.events ?? []) {
    if (event.type === 'UserTaskCreated' && event.key === taskKey) return event.explanation ?? [];
  }
  return [];
}

/** Articles on which the step rests, with the act's title where the bundle names it. */
function legalBasisOf(procedure: Procedure, elementId: string) {
  const node = nodeOf(procedure, elementId);
  const refs = node && 'statute' in node ? (node.statute?.legalBasis ?? []) : [];
  return refs.map((ref) => citationOf(procedure, ref));
}
