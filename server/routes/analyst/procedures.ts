import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { refuse } from '../../errors.ts';
import { exactly, list, oneOf } from '../../plugins/schemas.ts';
import type { DraftRecord, ProcedureVersionSummary } from '../../store/records.ts';
import { Person, personsOf } from '../persons.ts';
import { Diagnostic, Soundness } from '../schemas/diagnostic.ts';
import { Problem } from '../schemas/problem.ts';
import { BundleFiles, EffectivePeriod, ProcedureSummary, VersionAct, VERSION_STATUSES } from '../schemas/procedure.ts';
import { EngineObject, Instant } from '../schemas/shared.ts';

const Version = Type.Object({
  code: Type.String(),
  version: Type.String(),
  digest: Type.String(),
  status: oneOf(VERSION_STATUSES),
  publishedAt: Instant,
  publishedBy: Person,
  proposedBy: Type.Optional(Person),
  authors: list(Person),
  effective: list(EffectivePeriod),
  acts: list(VersionAct),
  manifest: Type.Optional(EngineObject),
  files: BundleFiles,
  diagnostics: list(Diagnostic),
  soundness: list(Soundness),
});

/** What is published: procedures, their versions, and everything in one version. */
export function procedureRoutes(app: App): void {
  app.get(
    '/api/procedures',
    {
      config: { access: ['analyst', 'officer', 'auditor', 'operator'] },
      schema: {
        tags: ['analyst'],
        summary: 'Procedures with their versions; analysts see drafts that continue one as well',
        response: { 200: Type.Object({ items: list(ProcedureSummary) }) },
      },
    },
    async (request) => {
      const { shell } = app.services;
      const isAnalyst = request.principal?.user.roles.includes('analyst') === true;
      const drafts = isAnalyst ? await shell.store.listDrafts() : [];
      return { items: byProcedure(await shell.procedures.versions(), drafts) };
    },
  );

  app.get(
    '/api/procedures/:code/versions/:version',
    {
      config: { access: ['analyst', 'auditor'] },
      schema: {
        tags: ['analyst'],
        summary: 'One published version with its files and its verification',
        params: exactly({ code: Type.String({ maxLength: 100 }), version: Type.String({ maxLength: 100 }) }),
        response: { 200: Version, 404: Problem },
      },
    },
    async (request, reply) => {
      const { code, version } = request.params;
      const record = await app.services.shell.store.getProcedureVersion(code, version);
      if (!record)
        refuse(
          'VERSION_NOT_FOUND',
          `Procedure ${code} has no published version ${version}; GET /api/procedures lists them.`,
        );
      // Immutable but for what acts did to it.
      reply.header('etag', `"${record.digest}-${String(record.acts.length)}"`);
      const { publishedBy, proposedBy, authors = [], acts } = record;
      const nameOf = await personsOf(app, [
        publishedBy,
        ...(proposedBy === undefined ? [] : [proposedBy]),
        ...authors,
        ...acts.map(({ recordedBy }) => recordedBy),
      ]);
      return {
        code: record.code,
        version: record.version,
        digest: record.digest,
        status: record.status,
        publishedAt: record.publishedAt,
        publishedBy: nameOf(publishedBy),
        ...(proposedBy === undefined ? {} : { proposedBy: nameOf(proposedBy) }),
        authors: authors.map(nameOf),
        effective: record.effective,
        acts: acts.map((act) => ({ ...act, recordedBy: nameOf(act.recordedBy) })),
        ...(record.manifest === undefined ? {} : { manifest: record.manifest }),
        files: record.files,
        diagnostics: record.verification.diagnostics,
        soundness: record.verification.soundness,
      };
    },
  );
}

type DraftSummary = Omit<DraftRecord, 'files'>;

/** Versions by procedure, in the order of first publication; the name is the one of the version published last. */
function byProcedure(versions: readonly ProcedureVersionSummary[], drafts: readonly DraftSummary[]) {
  const codes = [...new Set(versions.map((version) => version.code))];
  return codes.map((code) => {
    const own = versions.filter((version) => version.code === code);
    const manifest = own.at(-1)?.manifest;
    return {
      code,
      name: manifest?.name ?? { vi: code },
      ...(manifest === undefined ? {} : { field: manifest.field }),
      versions: own.map(({ version, digest, status, publishedAt, effective }) => ({
        version,
        digest,
        status,
        publishedAt,
        effective,
      })),
      drafts: drafts
        .filter((draft) => draft.basedOn?.code === code)
        .map(({ id, name, revision, updatedAt }) => ({ id, name, revision, updatedAt })),
    };
  });
}
