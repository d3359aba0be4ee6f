import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { userOf } from '../../plugins/authentication.ts';
import { oneOf } from '../../plugins/schemas.ts';
import type { TaskFilter } from '../../store/store-queries.ts';
import type { User } from '../../store/accounts.ts';
import { unitScope } from '../case-access.ts';
import { taskSummary } from '../case-views.ts';
import { actorOf } from '../requests.ts';
import { TaskSummary } from '../schemas/case.ts';
import { page, pageQuery } from '../schemas/shared.ts';
import { allowedOnTask } from './allowed.ts';
import { urgencyNow } from './urgency.ts';

const FILTERS = ['mine', 'offered', 'all'] as const;

/** The officer's inbox. */
export function taskListRoutes(app: App): void {
  app.get(
    '/api/tasks',
    {
      config: { access: ['officer'] },
      schema: {
        tags: ['officer'],
        summary: 'Open tasks, earliest due date first: held by me, offered to me, or both',
        querystring: Type.Object({
          ...pageQuery,
          filter: Type.Optional(oneOf(FILTERS)),
          q: Type.Optional(Type.String({ maxLength: 100, description: 'Part of a dossier code' })),
          procedure: Type.Optional(Type.String({ maxLength: 100 })),
        }),
        response: { 200: page(TaskSummary) },
      },
    },
    async (request) => {
      const { shell, accounts } = app.services;
      const { filter = 'all', q, procedure, limit, cursor } = request.query;
      const user = userOf(request);
      const unit = unitScope(user);
      const found = await shell.store.listTasks(
        {
          ...scopeOf(filter, user),
          ...(unit === undefined ? {} : { unit }),
          ...(procedure === undefined ? {} : { procedureCode: procedure }),
          ...(q === undefined || q === '' ? {} : { text: q }),
        },
        { limit, ...(cursor === undefined ? {} : { cursor }) },
      );
      const names = await accounts.namesOf(
        found.items.flatMap(({ assignee, onBehalfOf }) => [assignee ?? [], onBehalfOf ?? []].flat()),
      );
      const actor = actorOf(request);
      const urgencyOf = urgencyNow(shell);
      const items = await Promise.all(
        found.items.map(async (task) => {
          const of = await shell.procedures.procedure(task.procedureDigest);
          const { leftMinutes } = urgencyOf(task);
          const summary = taskSummary(task, of, names, allowedOnTask(task, of, actor));
          return { ...summary, ...(leftMinutes === undefined ? {} : { leftMinutes }) };
        }),
      );
      return { items, ...(found.nextCursor === undefined ? {} : { nextCursor: found.nextCursor }) };
    },
  );
}

function scopeOf(filter: (typeof FILTERS)[number], { id, groups: own, standsInFor = [] }: User): TaskFilter {
  const groups = [...new Set([...own, ...standsInFor.flatMap((absent) => absent.groups)])];
  switch (filter) {
    case 'mine':
      return { assignee: id };
    case 'offered':
      return { offeredTo: { groups, user: id } };
    case 'all':
      return { visibleTo: { groups, user: id, standsInFor: standsInFor.map((absent) => absent.id) } };
    default:
      return filter satisfies never;
  }
}
