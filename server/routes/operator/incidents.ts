import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { resolveIncident } from '../../commands/resolve-incident.ts';
import { exactly } from '../../plugins/schemas.ts';
import { incidentView } from '../case-views.ts';
import { accepted, verbRequest } from '../requests.ts';
import { CaseAnswer, INCIDENT } from '../schemas/case.ts';
import { Problem } from '../schemas/problem.ts';
import { page, pageQuery, thingOf, thingParams } from '../schemas/shared.ts';
import { Place, placesOf } from './places.ts';

const IncidentInPlace = Type.Object({ ...INCIDENT, ...Place });

/** Cases that are stuck, and letting them try again. */
export function incidentRoutes(app: App): void {
  app.get(
    '/api/incidents',
    {
      config: { access: ['operator'] },
      schema: {
        tags: ['operator'],
        summary: 'Incidents, newest first',
        querystring: Type.Object({
          ...pageQuery,
          procedure: Type.Optional(Type.String({ maxLength: 100 })),
          resolved: Type.Boolean({ default: false, description: 'Resolved ones too' }),
        }),
        response: { 200: page(IncidentInPlace) },
      },
    },
    async (request) => {
      const { limit, cursor, procedure, resolved } = request.query;
      const found = await app.services.shell.store.listIncidents(
        { includeResolved: resolved, ...(procedure === undefined ? {} : { procedureCode: procedure }) },
        { limit, ...(cursor === undefined ? {} : { cursor }) },
      );
      const placeOf = await placesOf(app, found.items);
      return {
        items: found.items.map((incident) => ({ ...incidentView(incident), ...placeOf(incident) })),
        ...(found.nextCursor === undefined ? {} : { nextCursor: found.nextCursor }),
      };
    },
  );

  app.post(
    '/api/incidents/:incidentId/resolve',
    {
      config: { access: ['operator'], optionalBody: true },
      schema: {
        tags: ['operator'],
        summary: 'Try again where the case is stuck; a job gets new attempts',
        params: thingParams('incidentId'),
        body: exactly({
          retries: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
          reason: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
        }),
        response: { 200: CaseAnswer, 404: Problem, 409: Problem },
      },
    },
    async (request, reply) => {
      const { caseId, key } = thingOf(request.params.incidentId);
      const { shell } = app.services;
      return accepted(
        await resolveIncident(shell, { caseId, incidentKey: key, ...request.body, ...verbRequest(request) }),
        reply,
      );
    },
  );
}
