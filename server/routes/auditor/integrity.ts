import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { verifyChain } from '../../../engine/index.ts';
import type { App } from '../../plugins/app-type.ts';
import { readableCase } from '../case-access.ts';
import { Problem } from '../schemas/problem.ts';
import { CaseParams } from '../schemas/shared.ts';
import { loadHistory } from './commits.ts';

const Integrity = Type.Object({
  ok: Type.Boolean(),
  commits: Type.Integer({ description: 'Commits that were verified' }),
  headHash: Type.String({ description: 'Last hash of the chain as the case records it' }),
  brokenAt: Type.Optional(Type.Integer({ description: 'First event of the first commit that does not fit' })),
  reason: Type.Optional(Type.String()),
  message: Type.Optional(Type.String()),
});

/** Whether anybody has rewritten the history of a case: every hash computed anew. */
export function integrityRoutes(app: App): void {
  app.get(
    '/api/cases/:caseId/integrity',
    {
      config: { access: ['auditor', 'operator', 'officer'] },
      schema: {
        tags: ['auditor'],
        summary: 'Verify the hash chain of a case',
        params: CaseParams,
        response: { 200: Integrity, 404: Problem },
      },
    },
    async (request) => {
      const record = await readableCase(app, request, request.params.caseId);
      const history = await loadHistory(app.services.shell.store, record.caseId, record.version);
      const verdict = verifyChain(history, { sha256: (bytes) => createHash('sha256').update(bytes).digest() });
      const headHash = record.headHash;
      if (!verdict.ok) {
        const before = history.findIndex(({ commit }) => commit.firstSeq === verdict.brokenAt);
        return {
          ok: false,
          commits: Math.max(0, before),
          headHash,
          brokenAt: verdict.brokenAt,
          reason: verdict.reason,
          message: verdict.message,
        };
      }
      // A chain that was cut at its end is whole in itself; the case's own row remembers how long it was.
      if (verdict.head !== headHash || verdict.lastSeq !== record.version) {
        return {
          ok: false,
          commits: verdict.commits,
          headHash,
          brokenAt: verdict.lastSeq + 1,
          reason: 'CUT_OFF',
          message: `The case has ${String(record.version)} events; its history ends at ${String(verdict.lastSeq)}.`,
        };
      }
      return { ok: true, commits: verdict.commits, headHash };
    },
  );
}
