import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { evaluateConditionalStarts } from '../../commands/evaluate-conditional-starts.ts';
import { publishMessage } from '../../commands/publish-message.ts';
import { publishSignal } from '../../commands/publish-signal.ts';
import { userOf } from '../../plugins/authentication.ts';
import { idempotencyOf } from '../../plugins/idempotency-key.ts';
import { exactly, list, oneOf } from '../../plugins/schemas.ts';
import { AnyObject } from '../schemas/shared.ts';

const name = Type.String({ minLength: 1, maxLength: 200 });

/** The world tells the cases something: from operators by hand, from other systems by token. */
export function eventRoutes(app: App): void {
  const config = { access: ['operator', 'worker'], rememberAnswer: true } as const;

  app.post(
    '/api/messages',
    {
      config,
      schema: {
        tags: ['operator'],
        summary:
          'Publish a message: exactly one waiting case receives it, else a new case starts, else it is kept for a while',
        body: exactly({
          name,
          correlationKey: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
          variables: Type.Optional(AnyObject),
          messageId: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 200,
              description: 'The sender’s id; delivered once however often it is published',
            }),
          ),
          timeToLiveSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 31_536_000 })),
        }),
        response: {
          200: Type.Object({
            messageId: Type.String(),
            outcome: oneOf(['correlated', 'started', 'buffered', 'known']),
            caseId: Type.Optional(Type.String()),
          }),
        },
      },
    },
    async (request) => {
      const { variables = {}, messageId, ...message } = request.body;
      return publishMessage(app.services.shell, {
        ...message,
        variables,
        messageId: messageId ?? ownId(userOf(request).id, idempotencyOf(request).key),
      });
    },
  );

  app.post(
    '/api/signals',
    {
      config,
      schema: {
        tags: ['operator'],
        summary: 'Broadcast a signal to every case that waits for it',
        body: exactly({ name, variables: Type.Optional(AnyObject) }),
        response: {
          200: Type.Object({
            signalId: Type.String(),
            caught: Type.Integer({ description: 'Cases that heard it' }),
            started: Type.Integer({ description: 'Cases that it started' }),
          }),
        },
      },
    },
    async (request) => {
      const { name: signal, variables = {} } = request.body;
      return publishSignal(app.services.shell, {
        name: signal,
        variables,
        signalId: ownId(userOf(request).id, idempotencyOf(request).key),
      });
    },
  );

  app.post(
    '/api/conditional-starts',
    {
      config,
      schema: {
        tags: ['operator'],
        summary:
          'Tell a state of the world: a case opens, with it as its data, at every conditional start event whose condition holds',
        body: exactly({
          world: AnyObject,
          procedureCode: Type.Optional(name),
        }),
        response: { 200: Type.Object({ asked: list(Asked) }) },
      },
    },
    async (request) => ({
      asked: await evaluateConditionalStarts(app.services.shell, {
        ...request.body,
        evaluationId: ownId(userOf(request).id, idempotencyOf(request).key),
      }),
    }),
  );
}

const Asked = Type.Object({
  procedureCode: Type.String(),
  processId: Type.String(),
  startEventId: Type.String(),
  holds: Type.Boolean(),
  reason: Type.Optional(Type.String({ description: 'Why a condition that gave neither true nor false does not hold' })),
  caseId: Type.Optional(Type.String({ description: 'The case that opened' })),
  refused: Type.Optional(Type.String({ description: 'The condition holds, and why no case opened' })),
});

/** A repeated request publishes under the same id, so that nobody receives it twice even when the answer was lost. */
function ownId(actorId: string, key: string): string {
  return `${actorId}/${key}`;
}
