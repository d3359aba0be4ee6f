import { Type } from 'typebox';
import type { Deviation, JsonObject } from '../../../engine/index.ts';
import type { App } from '../../plugins/app-type.ts';
import { declareConflict } from '../../commands/declare-conflict.ts';
import { confirmOverride, rejectOverride, requestOverride } from '../../commands/override.ts';
import { refuse } from '../../errors.ts';
import { component, exactly, list } from '../../plugins/schemas.ts';
import { readableCase } from '../case-access.ts';
import { idOf } from '../case-views.ts';
import { accepted, actorOf, expectedVersion, verbRequest } from '../requests.ts';
import { CaseAnswer } from '../schemas/case.ts';
import { Problem } from '../schemas/problem.ts';
import { CaseParams, EngineObject, LocalizedText, thingOf, thingParams } from '../schemas/shared.ts';

const words = Type.String({ minLength: 1, maxLength: 2000 });
const elementId = Type.String({ minLength: 1, maxLength: 200 });
const key = Type.Integer({ minimum: 1 });
const kind = <const Kind extends Deviation['kind']>(name: Kind) => Type.Literal(name);

const DeviationBody = component(
  'Deviation',
  Type.Union([
    exactly({ kind: kind('MOVE_TOKEN'), elementKey: key, targetId: elementId }),
    exactly({ kind: kind('REOPEN'), targetId: elementId }),
    exactly({ kind: kind('SECOND_SUPPLEMENT') }),
    exactly({
      kind: kind('REASSIGN'),
      taskKey: key,
      assignee: Type.String({ minLength: 1, maxLength: 100, description: 'Account id or user name' }),
    }),
  ]),
);
const Answer = Type.Unsafe<JsonObject>(
  Type.Object({
    ...{ caseId: Type.String(), version: Type.Integer(), case: EngineObject, tasks: list(EngineObject) },
    overrideId: Type.String({ description: 'Under this id the request is confirmed or rejected' }),
  }),
);
const OverrideView = Type.Object({
  overrideId: Type.String(),
  deviation: EngineObject,
  ground: Type.String(),
  basis: Type.String(),
  requestedBy: Type.String(),
  requestedByName: Type.String(),
  allowed: list(Type.String({ description: 'confirm, reject' })),
});
const response = { 200: CaseAnswer, 403: Problem, 404: Problem, 409: Problem, 422: Problem };

/** The lawful exit: departures from the rules, asked for by one and allowed by another; conflicts of interest. */
export function overrideRoutes(app: App): void {
  app.get(
    '/api/cases/:caseId/overrides',
    {
      config: { access: ['officer', 'operator', 'auditor'] },
      schema: {
        tags: ['officer'],
        summary: 'Departures from the rules that wait for a decision, and the grounds on which one can be asked for',
        params: CaseParams,
        response: {
          200: Type.Object({
            items: list(OverrideView),
            grounds: list(Type.Object({ code: Type.String(), text: LocalizedText, basis: Type.String() })),
            confirmedBy: list(Type.String({ description: 'Groups whose members decide' })),
            deciders: list(
              Type.Object({ id: Type.String(), name: LocalizedText }, { description: 'The same, by name' }),
            ),
          }),
          404: Problem,
        },
      },
    },
    async (request) => {
      const { shell, accounts } = app.services;
      const { caseId, procedureDigest } = await readableCase(app, request, request.params.caseId);
      const { manifest } = await shell.procedures.procedure(procedureDigest);
      const open = (await shell.handler.currentState(caseId))?.overrides ?? [];
      const names = await accounts.namesOf(open.map(({ requestedBy }) => requestedBy));
      const actor = actorOf(request);
      const decides = actor.groups.some((group) => manifest?.overrides?.confirmedBy.includes(group) === true);
      return {
        items: open.map(({ key: overrideKey, deviation, ground, basis, requestedBy }) => {
          const isOwn = requestedBy === actor.id;
          return {
            overrideId: idOf(caseId, overrideKey),
            deviation,
            ground,
            basis,
            requestedBy,
            requestedByName: names.get(requestedBy) ?? requestedBy,
            allowed: [...(decides && !isOwn ? ['confirm'] : []), ...(decides || isOwn ? ['reject'] : [])],
          };
        }),
        grounds: manifest?.overrides?.grounds ?? [],
        confirmedBy: manifest?.overrides?.confirmedBy ?? [],
        deciders: (manifest?.overrides?.confirmedBy ?? []).map((id) => ({
          id,
          name: manifest?.groups.find((group) => group.id === id)?.name ?? { vi: id },
        })),
      };
    },
  );

  app.post(
    '/api/cases/:caseId/overrides',
    {
      config: { access: ['officer', 'operator'] },
      schema: {
        tags: ['officer'],
        summary: 'Ask for a departure from the rules; it happens when a second person confirms it',
        params: CaseParams,
        body: exactly({ deviation: DeviationBody, ground: elementId, reason: words }),
        response: { ...response, 200: Answer },
      },
    },
    async (request, reply) => {
      const { deviation, ground, reason } = request.body;
      return accepted(
        await requestOverride(app.services.shell, {
          caseId: request.params.caseId,
          deviation: deviation.kind === 'REASSIGN' ? await withAccount(app, deviation) : deviation,
          ground,
          reason,
          ...expectedVersion(request),
          ...verbRequest(request),
        }),
        reply,
      );
    },
  );

  app.post(
    '/api/overrides/:overrideId/confirm',
    {
      config: { access: ['officer'], optionalBody: true },
      schema: {
        tags: ['officer'],
        summary: 'Let a departure from the rules happen: by a head, and not by the one who asked',
        params: thingParams('overrideId'),
        body: exactly({ note: Type.Optional(words) }),
        response,
      },
    },
    async (request, reply) => {
      const { caseId, key: overrideKey } = thingOf(request.params.overrideId);
      return accepted(
        await confirmOverride(app.services.shell, {
          caseId,
          overrideKey,
          ...request.body,
          ...expectedVersion(request),
          ...verbRequest(request),
        }),
        reply,
      );
    },
  );

  app.post(
    '/api/overrides/:overrideId/reject',
    {
      config: { access: ['officer', 'operator'] },
      schema: {
        tags: ['officer'],
        summary: 'Turn a departure from the rules down, or take back what one asked for',
        params: thingParams('overrideId'),
        body: exactly({ reason: words }),
        response,
      },
    },
    async (request, reply) => {
      const { caseId, key: overrideKey } = thingOf(request.params.overrideId);
      const { reason } = request.body;
      return accepted(
        await rejectOverride(app.services.shell, {
          caseId,
          overrideKey,
          reason,
          ...expectedVersion(request),
          ...verbRequest(request),
        }),
        reply,
      );
    },
  );

  app.post(
    '/api/cases/:caseId/conflict',
    {
      config: { access: ['officer'] },
      schema: {
        tags: ['officer'],
        summary:
          'Declare a conflict of interest: what one holds is given back, and nothing of the case can be taken again',
        params: CaseParams,
        body: exactly({ reason: words }),
        response,
      },
    },
    async (request, reply) =>
      accepted(
        await declareConflict(app.services.shell, {
          caseId: request.params.caseId,
          reason: request.body.reason,
          ...verbRequest(request),
        }),
        reply,
      ),
  );
}

/** The assignee as an account: an active officer, by id or user name. */
async function withAccount(app: App, deviation: Extract<Deviation, { kind: 'REASSIGN' }>): Promise<Deviation> {
  const { accounts } = app.services;
  const named = (await accounts.userById(deviation.assignee)) ?? (await accounts.userByName(deviation.assignee));
  if (!named || named.disabled || !named.roles.includes('officer'))
    refuse('USER_NOT_FOUND', 'The assignee is no active officer; GET /api/colleagues lists those of the own unit.');
  return { ...deviation, assignee: named.id };
}
