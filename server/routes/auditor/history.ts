import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { list, oneOf } from '../../plugins/schemas.ts';
import { readableCase } from '../case-access.ts';
import { Problem } from '../schemas/problem.ts';
import { CaseParams, EngineObject, Instant } from '../schemas/shared.ts';

const CommitView = Type.Object({
  firstSeq: Type.Integer(),
  lastSeq: Type.Integer(),
  at: Instant,
  by: Type.Object({
    kind: oneOf(['user', 'worker', 'system']),
    id: Type.String(),
    name: Type.Optional(Type.String()),
  }),
  commandType: Type.String(),
  events: list(EngineObject),
  hash: Type.String(),
  previousHash: Type.String(),
});

/** What happened to a case, command by command. */
export function historyRoutes(app: App): void {
  app.get(
    '/api/cases/:caseId/history',
    {
      config: { access: ['auditor', 'operator', 'officer'] },
      schema: {
        tags: ['auditor'],
        summary: 'Commits in order, each with its events and its seal in the hash chain',
        params: CaseParams,
        querystring: Type.Object({
          after: Type.Integer({
            minimum: 0,
            default: 0,
            description: 'Only commits with a later event than this sequence number',
          }),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
        }),
        response: {
          200: Type.Object({
            items: list(CommitView),
            nextCursor: Type.Optional(Type.String({ description: 'Next value of `after`' })),
          }),
          404: Problem,
        },
      },
    },
    async (request) => {
      const { shell, accounts } = app.services;
      const { caseId } = await readableCase(app, request, request.params.caseId);
      const { after, limit } = request.query;
      // One more than asked tells whether there is a next page.
      const commits = await shell.store.loadCommits(caseId, { after, limit: limit + 1 });
      const shown = commits.slice(0, limit);
      const names = await accounts.namesOf(
        shown.flatMap(({ commit }) => (commit.by.kind === 'system' ? [] : commit.by.id)),
      );
      const items = shown.map(({ commit, seal: { hash, previousHash } }) => {
        const name = names.get(commit.by.id);
        return {
          firstSeq: commit.firstSeq,
          lastSeq: commit.firstSeq + commit.events.length - 1,
          at: commit.at,
          by: { kind: commit.by.kind, id: commit.by.id, ...(name === undefined ? {} : { name }) },
          commandType: commit.commandType,
          events: commit.events,
          hash,
          previousHash,
        };
      });
      const last = items.at(-1);
      return { items, ...(commits.length > limit && last ? { nextCursor: String(last.lastSeq) } : {}) };
    },
  );
}
