import { Type } from 'typebox';
import { AREAS, compareVersions, compileProcedure, type BundleFiles, type Procedure } from '../../../engine/index.ts';
import type { App } from '../../plugins/app-type.ts';
import { refuse } from '../../errors.ts';
import { userOf } from '../../plugins/authentication.ts';
import { exactly, list, oneOf } from '../../plugins/schemas.ts';
import { Problem } from '../schemas/problem.ts';
import { LocalizedText } from '../schemas/shared.ts';
import { draftById } from './drafts.ts';

const Difference = Type.Object({
  area: oneOf(AREAS),
  kind: oneOf(['added', 'removed', 'changed', 'moved']),
  subject: Type.String({ description: 'Id of the step, flow, paper, fee, ground, `<form>.<field>`, decision' }),
  elementId: Type.Optional(Type.String({ description: 'Where a diagram shows it: the older one when removed' })),
  oldElementId: Type.Optional(Type.String({ description: 'Where the older diagram shows it, when both do' })),
  property: Type.Optional(Type.String()),
  old: Type.Optional(LocalizedText),
  new: Type.Optional(LocalizedText),
  basis: Type.Optional(Type.String({ description: '217/2026/NĐ-CP#54.1.b' })),
  text: LocalizedText,
});

const Side = Type.Object({
  version: Type.Optional(Type.String()),
  draft: Type.Optional(Type.String()),
  bpmn: Type.Optional(Type.String({ description: 'The drawing, to mark what has changed' })),
});

const Comparison = Type.Object({
  from: Side,
  to: Side,
  layoutOnly: Type.Boolean({ description: 'Only the drawing is otherwise; nothing that decides a case' }),
  differences: list(Difference),
});

const Reference = Type.String({
  maxLength: 120,
  description: 'Label of a published version, or `draft:<id>` (analysts only)',
});

/** What is otherwise between two versions of a procedure, in words. */
export function comparisonRoutes(app: App): void {
  app.get(
    '/api/procedures/:code/compare',
    {
      config: { access: ['analyst', 'auditor'] },
      schema: {
        tags: ['analyst'],
        summary: 'What differs between two versions, or a version and a draft, in words',
        params: exactly({ code: Type.String({ maxLength: 100 }) }),
        querystring: exactly({ from: Reference, to: Reference }),
        response: { 200: Comparison, 403: Problem, 404: Problem, 422: Problem },
      },
    },
    async (request) => {
      const { code } = request.params;
      const { from, to } = request.query;
      const drafts = [from, to].some((reference) => reference.startsWith(DRAFT));
      if (drafts && !userOf(request).roles.includes('analyst'))
        refuse('FORBIDDEN', 'Drafts are the analysts’; compare published versions.');
      const [before, after] = [await sideOf(app, code, from), await sideOf(app, code, to)];
      const { differences, layoutOnly } = compareVersions(before, after);
      return { from: before.side, to: after.side, layoutOnly, differences };
    },
  );
}

const DRAFT = 'draft:';

async function sideOf(app: App, code: string, reference: string) {
  const { store } = app.services.shell;
  if (reference.startsWith(DRAFT)) {
    const { id, files } = await draftById(app, reference.slice(DRAFT.length));
    const compilation = await compileProcedure(files);
    if (!compilation.ok)
      refuse('MODEL_REFUSED', 'The draft cannot be compared while it has errors; verify it and mend what is found.');
    return { procedure: compilation.procedure, files, side: { draft: id, ...drawing(compilation.procedure, files) } };
  }
  const record = await store.getProcedureVersion(code, reference);
  if (record === undefined)
    refuse(
      'VERSION_NOT_FOUND',
      `Procedure ${code} has no published version ${reference}; GET /api/procedures lists them.`,
    );
  const { procedure, files, version } = record;
  return { procedure, files, side: { version, ...drawing(procedure, files) } };
}

function drawing({ manifest }: Procedure, files: BundleFiles): { readonly bpmn?: string } {
  const path = manifest?.process ?? Object.keys(files).find((name) => name.endsWith('.bpmn'));
  const bpmn = path === undefined ? undefined : files[path];
  return bpmn === undefined ? {} : { bpmn };
}
