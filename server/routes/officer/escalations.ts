import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { userOf } from '../../plugins/authentication.ts';
import { list, oneOf } from '../../plugins/schemas.ts';
import { unitScope } from '../case-access.ts';
import { given, idOf, nodeOf, procedureName } from '../case-views.ts';
import { Instant, LocalizedText, page, pageQuery } from '../schemas/shared.ts';

const EscalationView = Type.Object({
  caseId: Type.String(),
  dossierCode: Type.Optional(Type.String()),
  procedure: Type.Object({ code: Type.String(), name: LocalizedText }),
  unit: Type.String(),
  level: oneOf(['HALF', 'THREE_QUARTERS', 'DUE', 'OVERDUE']),
  dueAt: Instant,
  raisedAt: Instant,
  to: list(Type.String({ description: 'Group of the heads' })),
  taskId: Type.Optional(Type.String({ description: 'Absent: the deadline of the case itself' })),
  step: Type.Optional(Type.String({ description: 'The step as it is drawn' })),
  assignee: Type.Optional(Type.String({ description: 'Account that held the task then' })),
  assigneeName: Type.Optional(Type.String()),
});

/** What heads are told of deadlines. A row stays until the work is done, and nobody can take it away before. */
export function escalationRoutes(app: App): void {
  app.get(
    '/api/escalations',
    {
      config: { access: ['officer', 'auditor', 'operator'] },
      schema: {
        tags: ['officer'],
        summary:
          'Open deadlines of which half, three quarters or all is used, earliest due date first; officers see what their groups are told in their unit',
        querystring: Type.Object(pageQuery),
        response: { 200: page(EscalationView) },
      },
    },
    async (request) => {
      const { shell, accounts } = app.services;
      const { limit, cursor } = request.query;
      const user = userOf(request);
      const unit = unitScope(user);
      const groups = [...new Set([...user.groups, ...(user.standsInFor ?? []).flatMap((absent) => absent.groups)])];
      const found = await shell.store.listEscalations(unit === undefined ? {} : { unit, groups }, {
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const names = await accounts.namesOf(found.items.flatMap(({ assignee }) => assignee ?? []));
      const items = await Promise.all(
        found.items.map(async (escalation) => {
          const { caseId, taskKey, elementId, assignee, procedureCode: code } = escalation;
          const procedure = await shell.procedures.procedure(escalation.procedureDigest);
          const name = assignee === undefined ? undefined : names.get(assignee);
          return {
            caseId,
            procedure: { code, name: procedureName(procedure, code) },
            ...given(escalation, ['dossierCode', 'assignee']),
            unit: escalation.unit,
            level: escalation.level,
            dueAt: escalation.dueAt,
            raisedAt: escalation.raisedAt,
            to: escalation.to,
            ...(taskKey === 0 ? {} : { taskId: idOf(caseId, taskKey) }),
            ...(elementId === undefined ? {} : { step: nodeOf(procedure, elementId)?.name ?? elementId }),
            ...(name === undefined ? {} : { assigneeName: name }),
          };
        }),
      );
      return { items, ...(found.nextCursor === undefined ? {} : { nextCursor: found.nextCursor }) };
    },
  );
}
