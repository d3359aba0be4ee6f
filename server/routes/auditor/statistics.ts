import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { readStatistics } from '../../commands/read-statistics.ts';
import { refuse } from '../../errors.ts';
import { list, oneOf } from '../../plugins/schemas.ts';
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
  steps: list(Type.Object({ elementId: Type.String(), counts: Counts })),
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
      config: { access: ['auditor', 'operator'] },
      schema: {
        tags: ['auditor'],
        summary:
          'Cases received in a period by the national formula and by step, why the two differ, and every override',
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
            procedures: list(Type.Object({ code: Type.String(), ...Figures })),
          }),
          400: Problem,
          422: Problem,
        },
      },
    },
    async (request) => {
      const { from, to, unit, procedure } = request.query;
      if (to < from) refuse('REQUEST_INVALID', 'The period ends before it begins; exchange from and to.');
      return readStatistics(app.services.shell, {
        from,
        to,
        ...(unit === undefined ? {} : { unit }),
        ...(procedure === undefined ? {} : { procedureCode: procedure }),
      });
    },
  );
}
