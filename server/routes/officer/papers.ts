import { Type } from 'typebox';
import type { FastifyRequest } from 'fastify';
import type { App } from '../../plugins/app-type.ts';
import { refuse } from '../../errors.ts';
import { bookOfUnit } from '../../papers/book-of-unit.ts';
import { caseFile } from '../../papers/case-file.ts';
import { bookContent } from '../../papers/forms/form-07-book.ts';
import { CASE_PAPERS } from '../../papers/forms/index.ts';
import { PAPER_FORMS, type CaseFile, type CasePaperForm } from '../../papers/paper.ts';
import { renderPdf } from '../../papers/render-pdf.ts';
import { userOf } from '../../plugins/authentication.ts';
import { receiptKeys } from '../../plugins/receipt-keys.ts';
import { exactly, list, oneOf } from '../../plugins/schemas.ts';
import { readableCase, unitScope } from '../case-access.ts';
import { Problem } from '../schemas/problem.ts';
import { CaseParams, LocalizedText } from '../schemas/shared.ts';

const CASE_FORMS = PAPER_FORMS.filter((form): form is CasePaperForm => form !== '07');

const Paper = Type.Object({
  form: oneOf(CASE_FORMS),
  title: LocalizedText,
  issuable: Type.Boolean(),
  obstacle: Type.Optional(
    Type.Object({ code: Type.String({ description: 'Stable; why it may not be issued' }), message: LocalizedText }),
  ),
});

const Pdf = Type.Unsafe<Buffer>({
  description: 'The paper',
  content: { 'application/pdf': { schema: { type: 'string', contentMediaType: 'application/pdf' } } },
});

const Language = Type.Object({
  lang: Type.Unsafe<'vi' | 'en'>({
    type: 'string',
    enum: ['vi', 'en'],
    default: 'vi',
    description: 'Vietnamese is the paper; English is a reference translation',
  }),
});

/** The standard forms of a case, and the book of a unit. Personal data: for those who work on the case and who audit it. */
export function paperRoutes(app: App): void {
  app.get(
    '/api/cases/:caseId/papers',
    {
      config: { access: ['officer', 'auditor'] },
      schema: {
        tags: ['officer'],
        summary: 'Which of the standard forms may be issued for the case now, and why not the others',
        params: CaseParams,
        response: { 200: Type.Object({ items: list(Paper) }), 404: Problem },
      },
    },
    async (request) => {
      const file = await fileOf(app, request, request.params.caseId);
      return {
        items: CASE_FORMS.map((form) => {
          const { title, obstacle } = CASE_PAPERS[form];
          const found = obstacle(file);
          return { form, title, issuable: found === undefined, ...(found === undefined ? {} : { obstacle: found }) };
        }),
      };
    },
  );

  app.get(
    '/api/cases/:caseId/papers/:form.pdf',
    {
      config: { access: ['officer', 'auditor'], rateLimit: { max: 60, timeWindow: 60_000 } },
      schema: {
        tags: ['officer'],
        summary: 'A standard form of the case as PDF; refused while its conditions are not met',
        params: exactly({ ...CaseParams.properties, form: oneOf(CASE_FORMS) }),
        querystring: Language,
        response: { 200: Pdf, 404: Problem, 409: Problem, 429: Problem },
      },
    },
    async (request, reply) => {
      const { form, caseId } = request.params;
      const file = await fileOf(app, request, caseId);
      const paper = CASE_PAPERS[form];
      const obstacle = paper.obstacle(file);
      if (obstacle !== undefined) {
        const { code, message } = obstacle;
        refuse('PAPER_NOT_ISSUABLE', `Form ${form} cannot be issued: ${message.en}`, {
          form,
          obstacle: { code, message: { vi: message.vi, en: message.en } },
        });
      }
      const bytes = await renderPdf(paper.content(file), request.query.lang);
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="mau-${form}.pdf"`)
        .header('cache-control', 'private, no-store')
        .send(bytes);
    },
  );

  app.get(
    '/api/book/:year.pdf',
    {
      config: { access: ['officer', 'auditor'], rateLimit: { max: 10, timeWindow: 60_000 } },
      schema: {
        tags: ['officer'],
        summary: 'The book of dossiers of a unit (form 07) as PDF, in volumes of a thousand numbers',
        params: exactly({ year: Type.Integer({ minimum: 2000, maximum: 2999 }) }),
        querystring: Type.Object({
          ...Language.properties,
          unit: Type.Optional(
            Type.String({ maxLength: 64, description: 'For auditors; officers print their own unit’s' }),
          ),
          volume: Type.Integer({ minimum: 1, maximum: 10_000, default: 1 }),
        }),
        response: { 200: Pdf, 422: Problem, 429: Problem },
      },
    },
    async (request, reply) => {
      const { shell, accounts } = app.services;
      const { lang, volume, unit: asked } = request.query;
      const { year } = request.params;
      const scope = unitScope(userOf(request));
      const units = await accounts.units();
      const unit = scope ?? asked;
      if (unit === undefined || !units.some(({ id }) => id === unit))
        refuse('UNIT_NOT_FOUND', 'Name the unit whose book is wanted: ?unit=<id>, from GET /api/units.');
      if (asked !== undefined && asked !== unit) refuse('FORBIDDEN', 'Officers print the book of their own unit.');
      const book = await bookOfUnit(shell, units, unit, { year, volume });
      const bytes = await renderPdf(bookContent(book), lang);
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="so-theo-doi-${String(year)}-${String(volume)}.pdf"`)
        .header('cache-control', 'private, no-store')
        .send(bytes);
    },
  );
}

async function fileOf(app: App, request: FastifyRequest, caseId: string): Promise<CaseFile> {
  const { shell, accounts, publicUrl } = app.services;
  const record = await readableCase(app, request, caseId);
  const { keyOf } = await receiptKeys(accounts);
  return caseFile({ shell, accounts, keyOf, ...(publicUrl === undefined ? {} : { publicUrl }) }, record);
}
