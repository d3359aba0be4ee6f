import { Type } from 'typebox';
import { newSecret } from '../../accounts/secret.ts';
import type { App } from '../../plugins/app-type.ts';
import { refuse } from '../../errors.ts';
import { exactly, list } from '../../plugins/schemas.ts';
import { Problem } from '../schemas/problem.ts';
import { Instant } from '../schemas/shared.ts';
import { userById, UserParams } from './users.ts';

const Token = Type.Object({
  id: Type.String(),
  name: Type.String(),
  createdAt: Instant,
  expiresAt: Type.Optional(Instant),
});

/** Tokens of machines: shown once when they are made, kept by hash. */
export function tokenRoutes(app: App): void {
  const access = ['operator'] as const;

  app.get(
    '/api/users/:id/tokens',
    {
      config: { access },
      schema: {
        tags: ['operator'],
        summary: 'Tokens of an account, without their values',
        params: UserParams,
        response: { 200: Type.Object({ items: list(Token) }), 404: Problem },
      },
    },
    async (request) => {
      const { id } = await userById(app, request.params.id);
      return { items: (await app.services.accounts.tokens(id)).map(({ userId: _userId, ...token }) => token) };
    },
  );

  app.post(
    '/api/users/:id/tokens',
    {
      // Its answer is a secret and is not remembered: repeating the request makes another token.
      config: { access },
      schema: {
        tags: ['operator'],
        summary: 'Make a token; its value is told this once',
        params: UserParams,
        body: exactly({
          name: Type.String({ minLength: 1, maxLength: 200 }),
          days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
        }),
        response: { 201: Type.Object({ ...Token.properties, token: Type.String() }), 404: Problem },
      },
    },
    async (request, reply) => {
      const { accounts, shell } = app.services;
      const { id: userId } = await userById(app, request.params.id);
      const { name, days } = request.body;
      const secret = newSecret('mct_');
      const createdAt = shell.now();
      const token = {
        id: shell.newId(),
        name,
        createdAt,
        ...(days === undefined ? {} : { expiresAt: new Date(Date.parse(createdAt) + days * 86_400_000).toISOString() }),
      };
      await accounts.addToken({ ...token, userId, hash: secret.hash });
      return reply.code(201).send({ ...token, token: secret.value });
    },
  );

  app.delete(
    '/api/users/:id/tokens/:tokenId',
    {
      config: { access },
      schema: {
        tags: ['operator'],
        summary: 'Take a token back',
        params: exactly({ id: Type.String({ maxLength: 64 }), tokenId: Type.String({ maxLength: 64 }) }),
        response: { 204: Type.Null(), 404: Problem },
      },
    },
    async (request, reply) => {
      const { accounts, signIn } = app.services;
      const { id, tokenId } = request.params;
      if (!(await accounts.removeToken(id, tokenId)))
        refuse('USER_NOT_FOUND', 'The account has no such token; it may have been taken back already.');
      signIn.forget();
      return reply.code(204).send(null);
    },
  );
}
