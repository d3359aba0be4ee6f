import { Type } from 'typebox';
import { component, list, oneOf } from '../../plugins/schemas.ts';
import { Person } from '../persons.ts';
import { Instant, LocalizedText } from './shared.ts';

/** When a version governs new cases: local dates, `from` inclusive, `to` exclusive. */
export const EffectivePeriod = component(
  'EffectivePeriod',
  Type.Object({
    from: Type.String({ description: 'YYYY-MM-DD, inclusive' }),
    to: Type.Optional(Type.String({ description: 'YYYY-MM-DD, exclusive; absent while open' })),
    openedBy: Type.String({ description: 'Legal act' }),
    closedBy: Type.Optional(Type.String()),
  }),
);

/** What the last legal act made of a published version. */
export const VERSION_STATUSES = ['published', 'suspended', 'repealed'] as const;

/** An act that opened or closed an interval of effect after publication. */
export const VersionAct = component(
  'VersionAct',
  Type.Object({
    kind: oneOf(['SUSPEND', 'REINSTATE', 'REPEAL', 'SUCCEED']),
    from: Type.String({ description: 'YYYY-MM-DD: first day of what the act does' }),
    act: Type.String({ description: 'Legal act' }),
    by: Type.Optional(Type.String({ description: 'With SUCCEED: the version that took over' })),
    note: Type.Optional(Type.String()),
    recordedBy: Person,
    recordedAt: Instant,
  }),
);

/** A published version, in a list. */
export const VersionSummary = component(
  'VersionSummary',
  Type.Object({
    version: Type.String(),
    digest: Type.String({ description: 'SHA-256 over all files of the bundle' }),
    status: oneOf(VERSION_STATUSES),
    publishedAt: Instant,
    effective: list(EffectivePeriod),
  }),
);

/** A procedure with its versions, oldest publication first. */
export const ProcedureSummary = component(
  'ProcedureSummary',
  Type.Object({
    code: Type.String(),
    name: LocalizedText,
    field: Type.Optional(LocalizedText),
    versions: list(VersionSummary),
    drafts: list(Type.Object({ id: Type.String(), name: Type.String(), revision: Type.Integer(), updatedAt: Instant })),
  }),
);

/** Files of a bundle: path inside the bundle → text. */
export const BundleFiles = Type.Unsafe<Readonly<Record<string, string>>>({
  type: 'object',
  propertyNames: {
    pattern: '^[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*(/[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*)*$',
    maxLength: 200,
  },
  additionalProperties: { type: 'string' },
  maxProperties: 200,
  description: 'Path inside the bundle → text',
});
