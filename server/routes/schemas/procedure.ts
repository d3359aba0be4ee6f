import { Type } from 'typebox';
import { component, list, oneOf } from '../../plugins/schemas.ts';
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

/** A published version, in a list. */
export const VersionSummary = component(
  'VersionSummary',
  Type.Object({
    version: Type.String(),
    digest: Type.String({ description: 'SHA-256 over all files of the bundle' }),
    status: oneOf(['published', 'suspended', 'withdrawn']),
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
