import { Type } from 'typebox';
import type { CalendarDecision } from '../../../engine/index.ts';
import { addCalendarDecision } from '../../commands/add-calendar-decision.ts';
import { RefusedError } from '../../errors.ts';
import { userOf } from '../../plugins/authentication.ts';
import type { App } from '../../plugins/app-type.ts';
import { exactly, list, oneOf } from '../../plugins/schemas.ts';
import { Problem } from '../schemas/problem.ts';
import { EngineObject, Instant } from '../schemas/shared.ts';

const date = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' });
const words = Type.String({ minLength: 1, maxLength: 500 });
const text = exactly({ vi: words, en: Type.Optional(words) });
const session = exactly({
  from: Type.String({ pattern: '^\\d{2}:\\d{2}$' }),
  to: Type.String({ pattern: '^\\d{2}:\\d{2}$' }),
});
const Decision = exactly({
  id,
  act: words,
  title: text,
  decidedAt: date,
  status: oneOf(['official', 'provisional']),
  scope: Type.Union([
    exactly({ kind: Type.Literal('nation') }),
    exactly({ kind: Type.Literal('province'), id: words }),
    exactly({ kind: Type.Literal('agency'), id: words }),
  ]),
  days: Type.Array(
    Type.Union([
      exactly({ date, kind: Type.Literal('holiday'), name: text }),
      exactly({ date, kind: Type.Literal('make-up'), replaces: date, name: text }),
      exactly({
        date,
        kind: Type.Literal('changed-hours'),
        sessions: Type.Array(session, { maxItems: 4 }),
        name: text,
      }),
      exactly({ date, kind: Type.Literal('ordinary') }),
    ]),
    { minItems: 1, maxItems: 400 },
  ),
  note: Type.Optional(words),
});

/** Working time: what has been decided about it, and how far each decision has come to the open cases. */
export function calendarRoutes(app: App): void {
  app.get(
    '/api/calendars',
    {
      config: { access: ['operator', 'auditor'] },
      schema: {
        tags: ['operator'],
        summary: 'Working calendars with every decision, and the sweeps that brought new ones to the open cases',
        response: {
          200: Type.Object({
            items: list(EngineObject),
            sweeps: list(
              Type.Object({
                decisionId: Type.String(),
                calendarId: Type.String(),
                addedBy: Type.String(),
                addedAt: Instant,
                seen: Type.Integer({ description: 'Open cases that were looked at' }),
                moved: Type.Integer({ description: 'Cases in which a date moved' }),
                finishedAt: Type.Optional(Instant),
              }),
            ),
          }),
        },
      },
    },
    async () => {
      const { store } = app.services.shell;
      const [items, sweeps] = await Promise.all([store.listCalendarSources(), store.listCalendarSweeps()]);
      return {
        items,
        sweeps: sweeps.map(({ decision, cursor: _cursor, ...sweep }) => ({ decisionId: decision.id, ...sweep })),
      };
    },
  );

  app.post(
    '/api/calendars/decisions',
    {
      config: { access: ['operator'], rememberAnswer: true },
      schema: {
        tags: ['operator'],
        summary:
          'Enter a decision about working days; every open due date is then reckoned again, with both dates in history',
        body: exactly({ calendarId: id, decision: Decision }),
        response: {
          202: Type.Object({ decisionId: Type.String() }),
          404: Problem,
          409: Problem,
          422: Problem,
        },
      },
    },
    async (request, reply) => {
      const { calendarId } = request.body;
      const decision: CalendarDecision = request.body.decision;
      const refusal = await addCalendarDecision(app.services.shell, calendarId, decision, userOf(request).id);
      if (refusal !== undefined) throw new RefusedError(refusal);
      return reply.code(202).send({ decisionId: decision.id });
    },
  );
}
