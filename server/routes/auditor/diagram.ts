import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { refuse } from '../../errors.ts';
import { exactly, list } from '../../plugins/schemas.ts';
import { readableCase } from '../case-access.ts';
import { digestAt } from '../case-versions.ts';
import { Problem } from '../schemas/problem.ts';
import { CaseParams, LocalizedText } from '../schemas/shared.ts';

/** The drawing that governs a case: of the version that the case is pinned to, never a newer one. */
export function diagramRoutes(app: App): void {
  app.get(
    '/api/cases/:caseId/diagram',
    {
      config: { access: ['auditor', 'operator', 'officer'] },
      schema: {
        tags: ['auditor'],
        summary: 'BPMN of the version that governs the case',
        params: CaseParams,
        querystring: exactly({
          seq: Type.Optional(
            Type.Integer({ minimum: 0, description: 'The version that the case ran under at this event; absent: now' }),
          ),
        }),
        response: {
          200: Type.Object({
            code: Type.String(),
            version: Type.String(),
            digest: Type.String(),
            processes: list(Type.String({ description: 'Executable processes; the first is the one a case starts' })),
            /** Groups that work on its steps: the drawing has their ids only. */
            groups: list(Type.Object({ id: Type.String(), name: LocalizedText })),
            bpmn: Type.String(),
          }),
          404: Problem,
        },
      },
    },
    async (request, reply) => {
      const { shell } = app.services;
      const record = await readableCase(app, request, request.params.caseId);
      const { seq } = request.query;
      const procedureDigest =
        seq === undefined
          ? record.procedureDigest
          : digestAt(
              (await shell.store.loadCommits(record.caseId, { after: seq })).map(({ commit }) => commit),
              seq,
              record.procedureDigest,
            );
      const version = await shell.store.getProcedureByDigest(procedureDigest);
      if (!version) throw new Error(`The version ${procedureDigest} that a case is pinned to is not in the store.`);
      const file = version.manifest?.process ?? Object.keys(version.files).find((path) => path.endsWith('.bpmn'));
      const bpmn = file === undefined ? undefined : version.files[file];
      if (bpmn === undefined)
        refuse('VERSION_NOT_FOUND', `Version ${version.version} of ${version.code} has no diagram to show.`);
      const { mainProcessId, processes } = version.procedure;
      // The second shape of this answer: browsers hold on to what they were told of a version.
      reply.header('etag', `"${procedureDigest}-2"`);
      return {
        code: version.code,
        version: version.version,
        digest: procedureDigest,
        processes: [mainProcessId, ...Object.keys(processes).filter((id) => id !== mainProcessId)],
        groups: (version.manifest?.groups ?? []).map(({ id, name }) => ({ id, name })),
        bpmn,
      };
    },
  );
}
