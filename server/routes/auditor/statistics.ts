import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import type { LocalizedText as LocalizedTextOf } from '../../../engine/index.ts';
import { readStatistics, REMARKS, type StatisticsReport } from '../../commands/read-statistics.ts';
import { refuse } from '../../errors.ts';
import { userOf } from '../../plugins/authentication.ts';
import { list, oneOf } from '../../plugins/schemas.ts';
import { given, nodeOf } from '../case-views.ts';
import { watchedUnit } from '../heads.ts';
import { Problem } from '../schemas/problem.ts';
import { Instant, LocalizedText } from '../schemas/shared.ts';

const count = Type.Integer({ minimum: 0 });
const Counts = Type.Object({ EARLY: count, ON_TIME: count, LATE: count, OPEN_IN_TIME: count, OPEN_OVERDUE: count });
const Figures = {
  cases: count,
  national: Type.Object({
    onTime: count,
    total: count,
    percent: Type.Optional(Type.Number({ description: 'Two decimals; absent without cases: N/A, not 0' })),
  }),
  punctuality: Counts,
  steps: list(
    Type.Object({
      elementId: Type.String(),
      name: Type.Optional(Type.String({ description: 'In the version published last' })),
      counts: Counts,
    }),
  ),
  differences: list(
    Type.Object({
      code: oneOf(['SECOND_SUPPLEMENT', 'SUPPLEMENT_SUBTRACTED', 'UNANSWERED', 'LATE_STEPS', 'TIME_BETWEEN_STEPS']),
      text: LocalizedText,
      cases: count,
    }),
  ),
  supplemented: count,
  supplementedTwice: count,
  overrides: Type.Object({ MOVE_TOKEN: count, REOPEN: count, SECOND_SUPPLEMENT: count, REASSIGN: count }),
  casesWithOverride: count,
  silences: Type.Object(
    { CONSENT: count, CONFIRMATION: count, VOID: count, NOT_MET: count, UNNAMED: count },
    { description: 'How often silence had its legal effect, by what the law makes of it' },
  ),
};
const LocalDate = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' });

/** How punctual the offices were. */
export function statisticsRoutes(app: App): void {
  app.get(
    '/api/statistics',
    {
      config: { access: ['auditor', 'operator', 'officer'] },
      schema: {
        tags: ['auditor'],
        summary:
          'Cases received in a period by the national formula and by step, why the two differ, and the cases to look at; heads see their own unit',
        querystring: Type.Object({
          from: LocalDate,
          to: LocalDate,
          unit: Type.Optional(Type.String({ maxLength: 64 })),
          procedure: Type.Optional(Type.String({ maxLength: 100 })),
        }),
        response: {
          200: Type.Object({
            asOf: Instant,
            total: Type.Object(Figures),
            procedures: list(Type.Object({ code: Type.String(), name: LocalizedText, ...Figures })),
            units: list(Type.Object({ unit: Type.String(), name: LocalizedText, ...Figures })),
            months: list(Type.Object({ month: Type.String({ description: 'Of receipt, YYYY-MM' }), ...Figures })),
            remarkable: list(
              Type.Object({
                caseId: Type.String(),
                dossierCode: Type.Optional(Type.String()),
                procedure: Type.Object({ code: Type.String(), name: LocalizedText }),
                unitName: LocalizedText,
                receivedAt: Type.Optional(Instant),
                dueAt: Type.Optional(Instant),
                remarks: list(oneOf(REMARKS)),
              }),
            ),
            remarkableInAll: count,
          }),
          400: Problem,
          403: Problem,
          422: Problem,
        },
      },
    },
    async (request) => {
      const { from, to, unit, procedure } = request.query;
      if (to < from) refuse('REQUEST_INVALID', 'The period ends before it begins; exchange from and to.');
      const watched = await watchedUnit(app, userOf(request), unit);
      const report = await readStatistics(app.services.shell, {
        from,
        to,
        ...(watched === undefined ? {} : { unit: watched }),
        ...(procedure === undefined ? {} : { procedureCode: procedure }),
      });
      return named(app, report);
    },
  );
}

/** How many of the cases to look at one answer lists; the newest. */
const MOST_LISTED = 500;

/** The figures under names instead of codes. */
async function named(app: App, { asOf, total, procedures, units, months, remarkable }: StatisticsReport) {
  const { accounts, shell } = app.services;
  const unitNames = new Map((await accounts.units()).map(({ id, nameVi, nameEn }) => [id, text(nameVi, nameEn)]));
  const unitName = (unit: string): LocalizedTextOf => unitNames.get(unit) ?? { vi: unit };
  const published = await shell.procedures.versions();
  const last = new Map(published.map((version) => [version.code, version]));
  const name = (code: string): LocalizedTextOf => last.get(code)?.manifest?.name ?? { vi: code };
  return {
    asOf,
    total,
    procedures: await Promise.all(
      procedures.map(async (figures) => {
        const version = last.get(figures.code);
        const procedure = version === undefined ? undefined : await shell.procedures.procedure(version.digest);
        const steps = figures.steps.map((step) => {
          const stepName = procedure === undefined ? undefined : nodeOf(procedure, step.elementId)?.name;
          return { ...step, ...(stepName === undefined ? {} : { name: stepName }) };
        });
        return { ...figures, steps, name: name(figures.code) };
      }),
    ),
    units: units.map((figures) => ({ ...figures, name: unitName(figures.unit) })),
    months,
    remarkable: remarkable.slice(0, MOST_LISTED).map(({ record, remarks }) => ({
      caseId: record.caseId,
      procedure: { code: record.procedureCode, name: name(record.procedureCode) },
      unitName: unitName(record.unit),
      remarks,
      ...given(record, ['dossierCode', 'receivedAt', 'dueAt']),
    })),
    remarkableInAll: remarkable.length,
  };
}

function text(vi: string, en: string | undefined): LocalizedTextOf {
  return { vi, ...(en === undefined ? {} : { en }) };
}
