import { Type } from 'typebox';
import { historyFile } from '../../event-log/history-file.ts';
import { caseEvidence } from '../../event-log/log-proofs.ts';
import type { App } from '../../plugins/app-type.ts';
import { exactly, list } from '../../plugins/schemas.ts';
import { readableCase } from '../case-access.ts';
import { Checkpoint, HashText, PLAIN_TEXT } from '../schemas/event-log.ts';
import { Problem } from '../schemas/problem.ts';
import { CaseParams } from '../schemas/shared.ts';
import { loadHistory } from './commits.ts';

const Place = Type.Object({
  index: Type.Integer({ description: 'Place in the log, from 0' }),
  firstSeq: Type.Integer(),
  lastSeq: Type.Integer(),
  hash: Type.String({ description: 'Hash of the commit in the chain of the case' }),
  proof: Type.Immutable(Type.Array(HashText, { description: 'From the leaf to the root (RFC 9162 §2.1.3)' })),
});

const Evidence = Type.Object({
  caseId: Type.String(),
  checkpoint: Type.Optional(Checkpoint),
  items: list(Place),
  pending: Type.Integer({ description: 'Commits at the end of the history that are younger than the checkpoint' }),
});

const since = Type.Optional(
  Type.Integer({ minimum: 1, description: 'Size of a checkpoint that was kept: adds the proof that leads from it' }),
);

/** What shows that the history of a case stands in the signed log: for the page that checks it, and as a file to check it elsewhere. */
export function evidenceRoutes(app: App): void {
  app.get(
    '/api/cases/:caseId/evidence',
    {
      config: { access: ['auditor', 'operator', 'officer'] },
      schema: {
        tags: ['auditor'],
        summary: 'Where the commits of a case stand in the signed log, with the proofs to check it by',
        params: CaseParams,
        response: { 200: Evidence, 404: Problem },
      },
    },
    async (request) => {
      const { store } = app.services.shell;
      const record = await readableCase(app, request, request.params.caseId);
      const checkpoint = await store.latestCheckpoint();
      const history = await loadHistory(store, record.caseId, record.version);
      const inclusions =
        checkpoint === undefined ? [] : (await caseEvidence(store, record.caseId, checkpoint)).inclusions;
      const items = inclusions.flatMap(({ index, proof }, place) => {
        const sealed = history[place];
        if (sealed === undefined) return [];
        const { firstSeq, events } = sealed.commit;
        return [{ index, firstSeq, lastSeq: firstSeq + events.length - 1, hash: sealed.seal.hash, proof }];
      });
      return {
        caseId: record.caseId,
        ...(checkpoint === undefined ? {} : { checkpoint }),
        items,
        pending: history.length - items.length,
      };
    },
  );

  app.get(
    '/api/cases/:caseId/history-file',
    {
      config: { access: ['auditor'] },
      schema: {
        tags: ['auditor'],
        summary: 'The sealed history of a case with its evidence, to be verified elsewhere. Contains personal data.',
        params: CaseParams,
        querystring: exactly({ since }),
        response: { 200: PLAIN_TEXT, 404: Problem },
      },
    },
    async (request, reply) => {
      const { store } = app.services.shell;
      const record = await readableCase(app, request, request.params.caseId);
      const text = await historyFile(store, record.caseId, request.query.since);
      return reply
        .type('text/plain; charset=utf-8')
        .header('content-disposition', `attachment; filename="${record.caseId}.motcua-history"`)
        .send(text);
    },
  );
}
