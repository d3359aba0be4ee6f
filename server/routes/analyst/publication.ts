import { Type } from 'typebox';
import { verify, type BundleFiles as Bundle } from '../../../engine/index.ts';
import type { App } from '../../plugins/app-type.ts';
import { proposeDraft, publishDraft, returnDraft, type DraftOutcome } from '../../commands/propose-draft.ts';
import { refuse, RefusedError } from '../../errors.ts';
import { userOf } from '../../plugins/authentication.ts';
import { exactly, list } from '../../plugins/schemas.ts';
import type { Services } from '../../services.ts';
import { Diagnostic, Soundness } from '../schemas/diagnostic.ts';
import { Problem } from '../schemas/problem.ts';
import { draftById, DraftParams, DraftSummary, namesOf, summaryOf } from './drafts.ts';

const Verdict = Type.Object({ ok: Type.Boolean(), diagnostics: list(Diagnostic), soundness: list(Soundness) });
const Published = Type.Object({
  code: Type.String(),
  version: Type.String(),
  digest: Type.String(),
  diagnostics: list(Diagnostic),
  soundness: list(Soundness),
});

const Label = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'Label of the version, instead of the one in procedure.json',
  }),
);

/** From draft to immutable version: asking what stands in the way, and publishing. */
export function publicationRoutes(app: App): void {
  app.post(
    '/api/drafts/:id/verify',
    {
      // Verification changes nothing.
      config: { access: ['analyst'], idempotencyKey: false },
      schema: {
        tags: ['analyst'],
        summary: 'Whether the draft could be published, and why not',
        params: DraftParams,
        response: { 200: Verdict, 404: Problem },
      },
    },
    async (request) => {
      const { ok, diagnostics, soundness } = await verify((await draftById(app, request.params.id)).files);
      return { ok, diagnostics, soundness };
    },
  );

  app.post(
    '/api/drafts/:id/propose',
    {
      config: { access: ['analyst'], rememberAnswer: true, optionalBody: true },
      schema: {
        tags: ['analyst'],
        summary: 'Put the draft before another analyst, who publishes or returns it; it does not change until then',
        params: DraftParams,
        body: exactly({ version: Label, note: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })) }),
        response: { 200: DraftSummary, 404: Problem, 409: Problem, 412: Problem, 422: Problem },
      },
    },
    async (request) => {
      const draft = await draftById(app, request.params.id);
      const { version, note } = request.body;
      const outcome = await proposeDraft(app.services.shell, draft, {
        by: userOf(request).id,
        ...(note === undefined ? {} : { note }),
        ...(version === undefined ? {} : { files: withVersion(draft.files, version) }),
      });
      return draftAnswer(app, outcome);
    },
  );

  app.post(
    '/api/drafts/:id/return',
    {
      config: { access: ['analyst'], rememberAnswer: true },
      schema: {
        tags: ['analyst'],
        summary: 'Take a proposal back, or turn it down with a reason',
        params: DraftParams,
        body: exactly({ reason: Type.String({ minLength: 1, maxLength: 2000 }) }),
        response: { 200: DraftSummary, 404: Problem, 409: Problem, 412: Problem },
      },
    },
    async (request) => {
      const draft = await draftById(app, request.params.id);
      const { reason } = request.body;
      return draftAnswer(app, await returnDraft(app.services.shell, draft, { by: userOf(request).id, reason }));
    },
  );

  app.post(
    '/api/drafts/:id/publish',
    {
      config: { access: ['analyst'], rememberAnswer: true, optionalBody: true },
      schema: {
        tags: ['analyst'],
        summary: 'Publish the draft as it is saved; it becomes an immutable version',
        params: DraftParams,
        body: exactly({ version: Label }),
        response: { 201: Published, 403: Problem, 404: Problem, 409: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const draft = await draftById(app, request.params.id);
      const { version } = request.body;
      const outcome = await publishDraft(app.services.shell, draft, {
        by: userOf(request).id,
        rule: { required: await needsSecondPerson(app.services) },
        ...(version === undefined ? {} : { version, files: withVersion(draft.files, version) }),
      });
      if (!outcome.ok) throw new RefusedError(outcome.rejection);
      const { code, digest, diagnostics, soundness } = outcome;
      reply.header(
        'location',
        `/api/procedures/${encodeURIComponent(code)}/versions/${encodeURIComponent(outcome.version)}`,
      );
      return reply.code(201).send({ code, version: outcome.version, digest, diagnostics, soundness });
    },
  );
}

async function draftAnswer(app: App, outcome: DraftOutcome) {
  if (!outcome.ok) throw new RefusedError(outcome.rejection);
  return summaryOf(outcome.draft, await namesOf(app, [outcome.draft]));
}

/** Whether the installation asks for two persons now: see adr/0002. */
export async function needsSecondPerson({ fourEyes, accounts }: Services): Promise<boolean> {
  if (fourEyes !== 'when-possible') return fourEyes === 'always';
  return (await accounts.countActive('analyst')) > 1;
}

/** The label stands in the manifest and thereby under the digest; a bundle without one is labelled by the publication. */
function withVersion(files: Bundle, version: string): Bundle {
  const text = files['procedure.json'];
  if (text === undefined) return files;
  const manifest = parseObject(text);
  if (!manifest) refuse('MODEL_REFUSED', 'procedure.json is not a JSON object; mend it before publishing.');
  if ('version' in manifest && manifest.version === version) return files;
  return { ...files, 'procedure.json': `${JSON.stringify({ ...manifest, version }, null, 2)}\n` };
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
