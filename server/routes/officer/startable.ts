import { Type } from 'typebox';
import type { Procedure } from '../../../engine/index.ts';
import type { App } from '../../plugins/app-type.ts';
import { localDateOf } from '../../commands/dossier-code.ts';
import { list } from '../../plugins/schemas.ts';
import { formSchema, procedureName, startFormId } from '../case-views.ts';
import { AnyObject, EngineObject, LocalizedText } from '../schemas/shared.ts';

const Startable = Type.Object({
  code: Type.String(),
  version: Type.String(),
  name: LocalizedText,
  startForm: Type.Optional(AnyObject),
  papers: list(EngineObject),
  fees: list(EngineObject),
  limit: Type.Optional(EngineObject),
  channels: list(Type.String()),
  sampleData: Type.Boolean({ description: 'The legal content has not been checked against the Gazette' }),
});

/** What can be applied for today: the version in force of every procedure, with what its counter needs. */
export function startableRoutes(app: App): void {
  app.get(
    '/api/startable',
    {
      config: { access: ['officer'] },
      schema: {
        tags: ['officer'],
        summary: 'Procedures in force today, with start form, papers and fees',
        response: { 200: Type.Object({ items: list(Startable) }) },
      },
    },
    async () => {
      const { procedures, calendars, now } = app.services.shell;
      const versions = await procedures.allGoverning(localDateOf(now(), calendars.timeZone));
      const items = await Promise.all(
        versions.map(async ({ code, version, digest }) => startable(code, version, await procedures.procedure(digest))),
      );
      return { items };
    },
  );
}

function startable(code: string, version: string, procedure: Procedure) {
  const { manifest } = procedure;
  const startForm = formSchema(procedure, startFormId(procedure));
  return {
    code,
    version,
    name: procedureName(procedure, code),
    ...(startForm === undefined ? {} : { startForm }),
    papers: manifest?.papers ?? [],
    fees: manifest?.fees ?? [],
    ...(manifest === undefined ? {} : { limit: manifest.clock.limit }),
    channels: (manifest?.manner ?? []).map(({ channel }) => channel),
    sampleData: manifest?.sampleData ?? false,
  };
}
