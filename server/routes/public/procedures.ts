import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { localDateOf } from '../../commands/dossier-code.ts';
import { refuse } from '../../errors.ts';
import { exactly, list, oneOf } from '../../plugins/schemas.ts';
import type { ProcedureVersionSummary } from '../../store/records.ts';
import { VERSION_STATUSES } from '../schemas/procedure.ts';
import { Problem } from '../schemas/problem.ts';
import { Instant, LocalizedText } from '../schemas/shared.ts';
import { ProcedurePage, procedurePage } from './procedure-page.ts';

const Interval = Type.Object({
  from: Type.String({ description: 'YYYY-MM-DD, inclusive' }),
  to: Type.Optional(Type.String({ description: 'YYYY-MM-DD, exclusive; absent while open' })),
  openedBy: Type.String({ description: 'Legal act' }),
  closedBy: Type.Optional(Type.String()),
});
const Versions = list(
  Type.Object({
    version: Type.String(),
    status: oneOf(VERSION_STATUSES),
    publishedAt: Instant,
    inForce: Type.Boolean({ description: 'Governs what is received today' }),
    effective: list(Interval),
  }),
);
const config = { access: 'everyone', rateLimit: { max: 300, timeWindow: 60_000 } } as const;

/** For everybody: what can be applied for, and all that the published version says of it. Nothing here is written twice. */
export function publicProcedureRoutes(app: App): void {
  app.get(
    '/api/public/procedures',
    {
      config,
      schema: {
        tags: ['public'],
        summary: 'Procedures in force today',
        response: {
          200: Type.Object({
            items: list(
              Type.Object({
                code: Type.String(),
                version: Type.String(),
                name: LocalizedText,
                field: Type.Optional(LocalizedText),
                authority: Type.Optional(LocalizedText),
                limit: ProcedurePage.limit,
                sampleData: Type.Boolean(),
              }),
            ),
          }),
          429: Problem,
        },
      },
    },
    async () => {
      const { procedures, calendars, now } = app.services.shell;
      const versions = await procedures.allGoverning(localDateOf(now(), calendars.timeZone));
      const items = await Promise.all(
        versions.map(async ({ code, version, digest, manifest }) => {
          const { field, authority, limit, sampleData } = procedurePage(await procedures.procedure(digest));
          return {
            code,
            version,
            name: manifest?.name ?? { vi: code },
            sampleData,
            ...(field === undefined ? {} : { field }),
            ...(authority === undefined ? {} : { authority }),
            ...(limit === undefined ? {} : { limit }),
          };
        }),
      );
      return { items };
    },
  );

  app.get(
    '/api/public/procedures/:code',
    {
      config,
      schema: {
        tags: ['public'],
        summary: 'One procedure: steps, hours, papers, fees, forms, legal bases, and every published version',
        params: exactly({ code: Type.String({ minLength: 1, maxLength: 100 }) }),
        querystring: Type.Object({
          version: Type.Optional(Type.String({ maxLength: 100, description: 'Absent: the one in force today' })),
        }),
        response: {
          200: Type.Object({
            code: Type.String(),
            version: Type.String(),
            name: LocalizedText,
            versions: Versions,
            ...ProcedurePage,
          }),
          404: Problem,
          429: Problem,
        },
      },
    },
    async (request) => {
      const { procedures, calendars, now } = app.services.shell;
      const { code } = request.params;
      const versions = (await procedures.versions()).filter((version) => version.code === code);
      const inForce = (await procedures.allGoverning(localDateOf(now(), calendars.timeZone))).find(
        (version) => version.code === code,
      );
      const { version: asked } = request.query;
      const shown =
        asked === undefined ? (inForce ?? versions.at(-1)) : versions.find(({ version }) => version === asked);
      if (shown === undefined)
        refuse(
          asked === undefined ? 'PROCEDURE_NOT_FOUND' : 'VERSION_NOT_FOUND',
          'No such procedure has been published; GET /api/public/procedures lists what can be applied for.',
        );
      return {
        code,
        version: shown.version,
        name: shown.manifest?.name ?? { vi: code },
        versions: versions.map((version) => versionView(version, inForce)),
        ...procedurePage(await procedures.procedure(shown.digest)),
      };
    },
  );
}

function versionView(record: ProcedureVersionSummary, inForce: ProcedureVersionSummary | undefined) {
  const { version, status, publishedAt, effective } = record;
  return { version, status, publishedAt, effective, inForce: version === inForce?.version };
}
