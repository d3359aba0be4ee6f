import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { refuse } from '../../errors.ts';
import { userOf } from '../../plugins/authentication.ts';
import { exactly, list } from '../../plugins/schemas.ts';
import type { Absence } from '../../store/absences.ts';
import type { User } from '../../store/accounts.ts';
import { Problem } from '../schemas/problem.ts';
import { Instant } from '../schemas/shared.ts';

const AbsenceView = Type.Object({
  absenceId: Type.String(),
  person: Type.String({ description: 'Account id' }),
  personName: Type.Optional(Type.String()),
  deputy: Type.Optional(Type.String({ description: 'Account id' })),
  deputyName: Type.Optional(Type.String()),
  from: Instant,
  until: Instant,
  recordedBy: Type.String(),
});

const Person = Type.String({ minLength: 1, maxLength: 100, description: 'Account id or user name' });

/**
 * Who is away, and who stands in. From then on steps that are given out by rule go to the deputy, who may also take what the
 * absent one holds or could take; the history of each case says on whose behalf.
 */
export function absenceRoutes(app: App): void {
  const config = { access: ['officer', 'operator'] } as const;

  app.get(
    '/api/absences',
    {
      config,
      schema: {
        tags: ['officer'],
        summary: 'Absences that have not passed: of the own unit, for operators of everybody',
        response: { 200: Type.Object({ items: list(AbsenceView) }) },
      },
    },
    async (request) => {
      const { accounts, shell } = app.services;
      const user = userOf(request);
      const everybody = user.roles.includes('operator');
      const found = await accounts.absences({
        at: shell.now(),
        ...(everybody ? {} : { unit: user.unit ?? '' }),
      });
      const names = await namesFor(app, found);
      return { items: found.map((absence) => viewOf(absence, names)) };
    },
  );

  app.post(
    '/api/absences',
    {
      config: { ...config, rememberAnswer: true },
      schema: {
        tags: ['officer'],
        summary: 'Record an own absence; operators record anybody’s',
        body: exactly({
          person: Type.Optional(Person),
          deputy: Type.Optional(Person),
          from: Instant,
          until: Instant,
        }),
        response: { 201: AbsenceView, 403: Problem, 404: Problem, 409: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { accounts, shell, signIn } = app.services;
      const by = userOf(request);
      const { person: named, deputy: deputyNamed, from, until } = request.body;
      const person = named === undefined ? by : await officerNamed(app, named);
      if (person.id !== by.id && !by.roles.includes('operator'))
        refuse('FORBIDDEN', 'Officers record their own absence; an operator records that of others.');
      const now = shell.now();
      const [fromAt, untilAt] = [from, until].map((instant) => new Date(instant).toISOString());
      if (fromAt === undefined || untilAt === undefined || fromAt >= untilAt || untilAt <= now)
        refuse('ABSENCE_INVALID', 'An absence begins before it ends, and ends after now.');
      const deputy = deputyNamed === undefined ? undefined : await officerNamed(app, deputyNamed);
      if (deputy !== undefined) await refuseUnfit(app, { by, person, deputy, fromAt, untilAt });
      const absence: Absence = {
        id: shell.newId(),
        userId: person.id,
        // What was done before it was recorded stays as it was: an absence is not backdated.
        fromAt: fromAt < now ? now : fromAt,
        untilAt,
        recordedBy: by.id,
        recordedAt: now,
        ...(deputy === undefined ? {} : { deputyId: deputy.id }),
      };
      if (!(await accounts.recordAbsence(absence)))
        refuse('ABSENCE_OVERLAPS', 'This person is away at some of this time already; end that absence first.');
      signIn.forget();
      const names = await namesFor(app, [absence]);
      return reply.code(201).send(viewOf(absence, names));
    },
  );

  app.post(
    '/api/absences/:absenceId/end',
    {
      config: { ...config, rememberAnswer: true },
      schema: {
        tags: ['officer'],
        summary: 'End an absence before its time; the record stays',
        params: exactly({ absenceId: Type.String({ pattern: '^[0-9A-Za-z-]{1,64}$' }) }),
        response: { 204: Type.Null(), 403: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { accounts, shell, signIn } = app.services;
      const by = userOf(request);
      const absence = await accounts.absence(request.params.absenceId);
      const mine = absence?.userId === by.id || by.roles.includes('operator');
      if (absence === undefined || !mine || !(await accounts.endAbsence(absence.id, by.id, shell.now())))
        refuse(
          'ABSENCE_NOT_FOUND',
          'This account has no such absence that could be ended; GET /api/absences lists them.',
        );
      signIn.forget();
      return reply.code(204).send(null);
    },
  );
}

async function officerNamed(app: App, named: string): Promise<User> {
  const { accounts } = app.services;
  const user = (await accounts.userById(named)) ?? (await accounts.userByName(named));
  if (!user || user.disabled || !user.roles.includes('officer'))
    refuse('USER_NOT_FOUND', `There is no active officer '${named}'; GET /api/colleagues lists them.`);
  return user;
}

/** A colleague who is there. Nobody hands on, by going away, a power to somebody who does not have it: that an operator
 *  records, on the decision of the head. */
async function refuseUnfit(
  app: App,
  absence: {
    readonly by: User;
    readonly person: User;
    readonly deputy: User;
    readonly fromAt: string;
    readonly untilAt: string;
  },
): Promise<void> {
  const { by, person, deputy, fromAt, untilAt } = absence;
  const { accounts, shell } = app.services;
  if (deputy.id === person.id || deputy.unit !== person.unit)
    refuse('DEPUTY_NOT_ELIGIBLE', 'A deputy is another officer of the same unit.');
  const missing = person.groups.filter((group) => !deputy.groups.includes(group));
  if (missing.length > 0 && !by.roles.includes('operator'))
    refuse(
      'DEPUTY_NOT_ELIGIBLE',
      `The deputy is not in ${missing.join(', ')}; an operator records such an absence, on the decision of the head.`,
      { missing },
    );
  const away = (await accounts.absences({ at: shell.now() })).some(
    ({ userId, ...other }) => userId === deputy.id && other.fromAt < untilAt && other.untilAt > fromAt,
  );
  if (away) refuse('DEPUTY_NOT_ELIGIBLE', 'The deputy is away at some of this time; choose another.');
}

function namesFor(app: App, absences: readonly Absence[]): Promise<ReadonlyMap<string, string>> {
  return app.services.accounts.namesOf(
    absences.flatMap(({ userId, deputyId }) => (deputyId === undefined ? [userId] : [userId, deputyId])),
  );
}

function viewOf({ id, userId, deputyId, fromAt, untilAt, recordedBy }: Absence, names: ReadonlyMap<string, string>) {
  const personName = names.get(userId);
  const deputyName = deputyId === undefined ? undefined : names.get(deputyId);
  return {
    absenceId: id,
    person: userId,
    from: fromAt,
    until: untilAt,
    recordedBy,
    ...(personName === undefined ? {} : { personName }),
    ...(deputyId === undefined ? {} : { deputy: deputyId }),
    ...(deputyName === undefined ? {} : { deputyName }),
  };
}
