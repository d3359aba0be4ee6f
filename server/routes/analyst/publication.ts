import { Type } from 'typebox';
import { verify, type BundleFiles as Bundle } from '../../../engine/index.ts';
import type { App } from '../../plugins/app-type.ts';
import { publishProcedure } from '../../commands/publish-procedure.ts';
import { refuse, RefusedError } from '../../errors.ts';
import { userOf } from '../../plugins/authentication.ts';
import { exactly, list } from '../../plugins/schemas.ts';
import { Diagnostic, Soundness } from '../schemas/diagnostic.ts';
import { Problem } from '../schemas/problem.ts';
import { draftById, DraftParams } from './drafts.ts';

const Verdict = Type.Object({ ok: Type.Boolean(), diagnostics: list(Diagnostic), soundness: list(Soundness) });
const Published = Type.Object({
  code: Type.String(),
  version: Type.String(),
  digest: Type.String(),
  diagnostics: list(Diagnostic),
  soundness: list(Soundness),
});

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
    '/api/drafts/:id/publish',
    {
      config: { access: ['analyst'], rememberAnswer: true, optionalBody: true },
      schema: {
        tags: ['analyst'],
        summary: 'Publish the draft as it is saved; it becomes an immutable version',
        params: DraftParams,
        body: exactly({
          version: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 100,
              description: 'Label of the version, instead of the one in procedure.json',
            }),
          ),
        }),
        response: { 201: Published, 404: Problem, 409: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const draft = await draftById(app, request.params.id);
      const { version } = request.body;
      const outcome = await publishProcedure(app.services.shell, {
        files: version === undefined ? draft.files : withVersion(draft.files, version),
        publishedBy: userOf(request).id,
        ...(version === undefined ? {} : { version }),
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

/** The label stands in the manifest and thereby under the digest; a bundle without one is labelled by the publication. */
function withVersion(files: Bundle, version: string): Bundle {
  const text = files['procedure.json'];
  if (text === undefined) return files;
  const manifest = parseObject(text);
  if (!manifest) refuse('MODEL_REFUSED', 'procedure.json is not a JSON object; mend it before publishing.');
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
