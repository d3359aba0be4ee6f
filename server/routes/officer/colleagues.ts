import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { userOf } from '../../plugins/authentication.ts';
import { list } from '../../plugins/schemas.ts';

/** To whom a task can be given. */
export function colleagueRoutes(app: App): void {
  app.get(
    '/api/colleagues',
    {
      config: { access: ['officer'] },
      schema: {
        tags: ['officer'],
        summary: 'Active officers of the own unit, with their groups',
        response: {
          200: Type.Object({
            items: list(Type.Object({ id: Type.String(), name: Type.String(), groups: list(Type.String()) })),
          }),
        },
      },
    },
    async (request) => {
      const { unit } = userOf(request);
      const officers = unit === undefined ? [] : await app.services.accounts.officersOf(unit);
      return { items: officers.map(({ id, name, groups }) => ({ id, name, groups })) };
    },
  );
}
