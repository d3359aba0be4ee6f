import { Type } from 'typebox';
import { explainHistory, type Commit } from '../../../engine/index.ts';
import type { App } from '../../plugins/app-type.ts';
import { list, oneOf } from '../../plugins/schemas.ts';
import { readableCase } from '../case-access.ts';
import { digestsOf } from '../case-versions.ts';
import { Problem } from '../schemas/problem.ts';
import { CaseParams, Instant, LocalizedText } from '../schemas/shared.ts';
import { loadHistory } from './commits.ts';

const Sentence = Type.Object({
  seq: Type.Integer(),
  at: Instant,
  type: Type.String({ description: 'Type of the event' }),
  level: oneOf(['story', 'detail']),
  deviates: Type.Optional(Type.Boolean({ description: 'Departs from the rules of the version: shown in red' })),
  elementId: Type.Optional(Type.String()),
  flowId: Type.Optional(Type.String()),
  text: LocalizedText,
});

/** A case told in sentences: who did what at which step, what was decided and why. */
export function storyRoutes(app: App): void {
  app.get(
    '/api/cases/:caseId/story',
    {
      config: { access: ['auditor', 'operator', 'officer'] },
      schema: {
        tags: ['auditor'],
        summary: 'The history of a case in Vietnamese and English sentences, event by event',
        params: CaseParams,
        response: { 200: Type.Object({ items: list(Sentence) }), 404: Problem },
      },
    },
    async (request) => {
      const { shell, accounts } = app.services;
      const record = await readableCase(app, request, request.params.caseId);
      const commits = (await loadHistory(shell.store, record.caseId, record.version)).map(({ commit }) => commit);
      const procedure = await shell.procedures.procedure(record.procedureDigest);
      const names = await accounts.namesOf(commits.flatMap(actorsIn));
      // Each event in the words of the version that it happened under.
      const versions = new Map(
        await Promise.all(
          digestsOf(commits, record.procedureDigest).map(
            async (digest) => [digest, await shell.procedures.procedure(digest)] as const,
          ),
        ),
      );
      return {
        items: explainHistory(commits, {
          procedure,
          procedureOf: (digest) => versions.get(digest),
          nameOf: (id) => names.get(id) ?? id,
        }),
      };
    },
  );
}

/** Accounts that a commit speaks of: who asked, and to whom a task was given. */
function actorsIn({ by, events }: Commit): readonly string[] {
  const assignees = events.flatMap((event) =>
    'assignee' in event && event.assignee !== undefined ? [event.assignee] : [],
  );
  const deviations = events.flatMap((event) =>
    'deviation' in event && event.deviation.kind === 'REASSIGN' ? [event.deviation.assignee] : [],
  );
  const mentioned = [...assignees, ...deviations];
  return by.kind === 'system' ? mentioned : [by.id, ...mentioned];
}
