import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { userOf } from '../../plugins/authentication.ts';
import { list, oneOf } from '../../plugins/schemas.ts';
import type { TaskListItem } from '../../store/records.ts';
import { taskSummary } from '../case-views.ts';
import { watchedUnit } from '../heads.ts';
import { actorOf } from '../requests.ts';
import { TaskSummary } from '../schemas/case.ts';
import { Problem } from '../schemas/problem.ts';
import { allowedOnTask } from './allowed.ts';
import { URGENCIES, urgencyNow } from './urgency.ts';

/** So many open steps are looked at: those with the nearest due dates. */
const MOST_STEPS = 1_000;
const PAGE = 200;

const Step = Type.Object({
  task: TaskSummary,
  urgency: oneOf(URGENCIES),
  mine: Type.Boolean({ description: 'Held by this account, or offered to it' }),
});

/** What is late or will be: every open step of a unit with the time that it has left and with whom it lies. */
export function boardRoutes(app: App): void {
  app.get(
    '/api/board',
    {
      config: { access: ['officer', 'auditor', 'operator'] },
      schema: {
        tags: ['officer'],
        summary: 'Open steps by the working time left, and with whom they lie; heads see their own unit',
        querystring: Type.Object({ unit: Type.Optional(Type.String({ maxLength: 64 })) }),
        response: {
          200: Type.Object({
            items: list(Step),
            complete: Type.Boolean({ description: 'False when there are more open steps than are looked at' }),
          }),
          403: Problem,
        },
      },
    },
    async (request) => {
      const { shell, accounts } = app.services;
      const unit = await watchedUnit(app, userOf(request), request.query.unit);
      const { tasks, complete } = await openTasks(app, unit);
      const names = await accounts.namesOf(
        tasks.flatMap(({ assignee, onBehalfOf }) => [assignee ?? [], onBehalfOf ?? []].flat()),
      );
      const urgencyOf = urgencyNow(shell);
      const actor = actorOf(request);
      const items = await Promise.all(
        tasks.map(async (task) => {
          const procedure = await shell.procedures.procedure(task.procedureDigest);
          const allowed = allowedOnTask(task, procedure, actor);
          const { urgency, leftMinutes } = urgencyOf(task);
          return {
            task: {
              ...taskSummary(task, procedure, names, allowed),
              ...(leftMinutes === undefined ? {} : { leftMinutes }),
            },
            urgency,
            mine: allowed.includes('complete') || allowed.includes('claim'),
          };
        }),
      );
      return { items, complete };
    },
  );
}

async function openTasks(app: App, unit: string | undefined) {
  const tasks: TaskListItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await app.services.shell.store.listTasks(unit === undefined ? {} : { unit }, {
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    tasks.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && tasks.length < MOST_STEPS);
  return { tasks, complete: cursor === undefined };
}
