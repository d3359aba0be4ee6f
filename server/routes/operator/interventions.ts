import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { cancelCase } from '../../commands/cancel-case.ts';
import { setVariables } from '../../commands/set-variables.ts';
import { exactly } from '../../plugins/schemas.ts';
import { accepted, expectedVersion, verbRequest } from '../requests.ts';
import { CaseAnswer } from '../schemas/case.ts';
import { Problem } from '../schemas/problem.ts';
import { AnyObject, CaseParams } from '../schemas/shared.ts';

/** What an operator may do to a case from outside its procedure. Each leaves its record in history. */
export function interventionRoutes(app: App): void {
  const config = { access: ['operator'] } as const;
  const response = { 200: CaseAnswer, 404: Problem, 409: Problem, 422: Problem };

  app.post(
    '/api/cases/:caseId/cancel',
    {
      config,
      schema: {
        tags: ['operator'],
        summary: 'End a case; everything in it is withdrawn and leaves its record',
        params: CaseParams,
        body: exactly({ reason: Type.String({ minLength: 1, maxLength: 2000 }) }),
        response,
      },
    },
    async (request, reply) =>
      accepted(
        await cancelCase(app.services.shell, {
          caseId: request.params.caseId,
          reason: request.body.reason,
          ...expectedVersion(request),
          ...verbRequest(request),
        }),
        reply,
      ),
  );

  app.post(
    '/api/cases/:caseId/variables',
    {
      config,
      schema: {
        tags: ['operator'],
        summary: 'Mend the data of a case',
        params: CaseParams,
        body: exactly({ variables: AnyObject, scopeKey: Type.Optional(Type.Integer({ minimum: 1 })) }),
        response,
      },
    },
    async (request, reply) =>
      accepted(
        await setVariables(app.services.shell, {
          caseId: request.params.caseId,
          ...request.body,
          ...expectedVersion(request),
          ...verbRequest(request),
        }),
        reply,
      ),
  );
}
