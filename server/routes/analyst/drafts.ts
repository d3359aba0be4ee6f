import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { authorsOf, refuseDraftEvent, withAuthor } from '../../commands/propose-draft.ts';
import { refuse, RefusedError } from '../../errors.ts';
import { userOf } from '../../plugins/authentication.ts';
import { exactly, list, oneOf } from '../../plugins/schemas.ts';
import type { DraftRecord } from '../../store/records.ts';
import { Person, personsOf } from '../persons.ts';
import { expectedVersion } from '../requests.ts';
import { Problem } from '../schemas/problem.ts';
import { BundleFiles } from '../schemas/procedure.ts';
import { Instant } from '../schemas/shared.ts';
import { emptyBundle } from './empty-bundle.ts';

/** Bundles hold diagrams, forms and tables of a whole procedure. */
export const BUNDLE_LIMIT = 8 * 1024 * 1024;

const Proposal = Type.Object({ by: Person, at: Instant, note: Type.Optional(Type.String()) });
const Returned = Type.Object({ by: Person, at: Instant, reason: Type.String() });
const summary = {
  id: Type.String(),
  name: Type.String(),
  revision: Type.Integer({ description: 'The ETag: grows by one with every save' }),
  basedOn: Type.Optional(Type.Object({ code: Type.String(), version: Type.String() })),
  createdAt: Instant,
  updatedAt: Instant,
  status: oneOf(['draft', 'proposed']),
  authors: list(Person),
  proposal: Type.Optional(Proposal),
  returned: Type.Optional(Returned),
};
export const DraftSummary = Type.Object(summary);
const Draft = Type.Object({ ...summary, files: BundleFiles });
export const DraftParams = exactly({ id: Type.String({ maxLength: 64 }) });

/** Bundles under construction. Any analyst may work on any draft; the revision keeps two from overwriting each other. */
export function draftRoutes(app: App): void {
  const access = ['analyst'] as const;

  app.get(
    '/api/drafts',
    {
      config: { access },
      schema: {
        tags: ['analyst'],
        summary: 'Drafts, newest change first',
        response: { 200: Type.Object({ items: list(DraftSummary) }) },
      },
    },
    async () => {
      const drafts = await app.services.shell.store.listDrafts();
      const nameOf = await namesOf(app, drafts);
      return { items: drafts.map((draft) => summaryOf(draft, nameOf)) };
    },
  );

  app.post(
    '/api/drafts',
    {
      config: { access, rememberAnswer: true },
      bodyLimit: BUNDLE_LIMIT,
      schema: {
        tags: ['analyst'],
        summary: 'Begin a draft: from a published version, from files, or empty',
        body: exactly({
          name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
          from: Type.Optional(exactly({ code: Type.String(), version: Type.String() })),
          files: Type.Optional(BundleFiles),
        }),
        response: { 201: Draft, 404: Problem },
      },
    },
    async (request, reply) => {
      const { shell } = app.services;
      const { name, from, files } = request.body;
      const published = from && (await shell.store.getProcedureVersion(from.code, from.version));
      if (from && !published)
        refuse('VERSION_NOT_FOUND', `Procedure ${from.code} has no published version ${from.version} to begin from.`);
      const now = shell.now();
      const by = userOf(request).id;
      const draft: DraftRecord = {
        id: shell.newId(),
        name: name ?? published?.manifest?.name.vi ?? from?.code ?? 'Thủ tục mới',
        revision: 1,
        files: files ?? published?.files ?? emptyBundle(),
        ...(from === undefined ? {} : { basedOn: from }),
        createdBy: by,
        createdAt: now,
        updatedBy: by,
        updatedAt: now,
        authors: [by],
      };
      await shell.store.insertDraft(draft);
      reply.header('location', `/api/drafts/${draft.id}`).header('etag', '"1"');
      return reply.code(201).send(await draftOf(app, draft));
    },
  );

  app.get(
    '/api/drafts/:id',
    {
      config: { access },
      schema: {
        tags: ['analyst'],
        summary: 'One draft with its files',
        params: DraftParams,
        response: { 200: Draft, 404: Problem },
      },
    },
    async (request, reply) => {
      const draft = await draftById(app, request.params.id);
      reply.header('etag', `"${String(draft.revision)}"`);
      return draftOf(app, draft);
    },
  );

  app.put(
    '/api/drafts/:id',
    {
      config: { access, rememberAnswer: true },
      bodyLimit: BUNDLE_LIMIT,
      schema: {
        tags: ['analyst'],
        summary: 'Save all files of a draft; If-Match with the revision that was read keeps a colleague’s work',
        params: DraftParams,
        body: exactly({ files: BundleFiles, name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) }),
        response: { 200: DraftSummary, 404: Problem, 409: Problem, 412: Problem },
      },
    },
    async (request, reply) => {
      const { shell } = app.services;
      const draft = await draftById(app, request.params.id);
      const { expectedVersion: expected = draft.revision } = expectedVersion(request);
      const proposed = refuseDraftEvent(draft, 'SAVE');
      if (proposed !== undefined) throw new RefusedError(proposed);
      const next: DraftRecord = {
        ...draft,
        files: request.body.files,
        name: request.body.name ?? draft.name,
        revision: expected + 1,
        updatedBy: userOf(request).id,
        updatedAt: shell.now(),
        authors: withAuthor(draft, userOf(request).id),
      };
      if (!(await shell.store.updateDraft(next))) {
        refuse(
          'STALE_REVISION',
          `The draft has been saved since it was read (revision ${String(expected)}); read it again and put your changes on top.`,
        );
      }
      reply.header('etag', `"${String(next.revision)}"`);
      return summaryOf(next, await namesOf(app, [next]));
    },
  );

  app.delete(
    '/api/drafts/:id',
    {
      config: { access },
      schema: {
        tags: ['analyst'],
        summary: 'Throw a draft away',
        params: DraftParams,
        response: { 204: Type.Null(), 404: Problem, 409: Problem },
      },
    },
    async (request, reply) => {
      const proposed = refuseDraftEvent(await draftById(app, request.params.id), 'SAVE');
      if (proposed !== undefined) throw new RefusedError(proposed);
      if (!(await app.services.shell.store.deleteDraft(request.params.id))) refuseDraft(request.params.id);
      return reply.code(204).send(null);
    },
  );
}

/** The draft, or the refusal that names it. */
export async function draftById(app: App, id: string): Promise<DraftRecord> {
  return (await app.services.shell.store.getDraft(id)) ?? refuseDraft(id);
}

function refuseDraft(id: string): never {
  refuse(
    'DRAFT_NOT_FOUND',
    `There is no draft ${id}; it may have been thrown away. GET /api/drafts lists what is there.`,
  );
}

type NameOf = (id: string) => { readonly id: string; readonly name: string };

/** Names of those who had a hand in these drafts. */
export async function namesOf(app: App, drafts: readonly Omit<DraftRecord, 'files'>[]): Promise<NameOf> {
  return personsOf(
    app,
    drafts.flatMap((draft) => [
      ...authorsOf(draft),
      ...[draft.proposal, draft.returned].flatMap((hand) => (hand === undefined ? [] : [hand.by])),
    ]),
  );
}

/** A draft without its files, as the API shows it. */
export function summaryOf(draft: Omit<DraftRecord, 'files'>, nameOf: NameOf) {
  const { id, name, revision, basedOn, createdAt, updatedAt, proposal, returned } = draft;
  return {
    id,
    name,
    revision,
    ...(basedOn === undefined ? {} : { basedOn }),
    createdAt,
    updatedAt,
    status: proposal === undefined ? ('draft' as const) : ('proposed' as const),
    authors: authorsOf(draft).map(nameOf),
    ...(proposal === undefined ? {} : { proposal: { ...proposal, by: nameOf(proposal.by) } }),
    ...(returned === undefined ? {} : { returned: { ...returned, by: nameOf(returned.by) } }),
  };
}

async function draftOf(app: App, draft: DraftRecord) {
  return { ...summaryOf(draft, await namesOf(app, [draft])), files: draft.files };
}
