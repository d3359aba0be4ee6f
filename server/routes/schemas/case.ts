import { Type } from 'typebox';
import type { JsonObject } from '../../../engine/index.ts';
import { component, list, oneOf } from '../../plugins/schemas.ts';
import { AnyObject, ExplanationLine, Instant, LocalizedText } from './shared.ts';

export const CASE_STATES = ['active', 'completed', 'terminated', 'failed', 'cancelled', 'withdrawn'] as const;
export const TASK_STATES = ['offered', 'claimed', 'completed', 'cancelled'] as const;

/** A case in a list. */
export const CaseSummary = component(
  'CaseSummary',
  Type.Object({
    caseId: Type.String(),
    version: Type.Integer({ description: 'Sequence number of the last event; the ETag' }),
    state: oneOf(CASE_STATES),
    procedure: Type.Object({ code: Type.String(), version: Type.String(), name: LocalizedText }),
    dossierCode: Type.Optional(Type.String()),
    unit: Type.String(),
    channel: Type.Optional(oneOf(['counter', 'online', 'post'])),
    applicant: Type.Optional(Type.Object({ name: Type.String() })),
    startedAt: Instant,
    updatedAt: Instant,
    receivedAt: Type.Optional(Instant),
    endedAt: Type.Optional(Instant),
    dueAt: Type.Optional(Instant),
    publicStatus: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
    outcome: Type.Optional(Type.String()),
  }),
);

/** A task in a list. */
export const TaskSummary = component(
  'TaskSummary',
  Type.Object({
    taskId: Type.String(),
    caseId: Type.String(),
    dossierCode: Type.Optional(Type.String()),
    elementId: Type.String(),
    name: Type.String({ description: 'Name of the step in the model' }),
    procedure: Type.Object({ code: Type.String(), name: LocalizedText }),
    state: oneOf(TASK_STATES),
    assignee: Type.Optional(Type.String({ description: 'Account id' })),
    assigneeName: Type.Optional(Type.String()),
    onBehalfOf: Type.Optional(Type.String({ description: 'Account whose deputy the assignee is' })),
    onBehalfOfName: Type.Optional(Type.String()),
    /** The rule by which the step is given out. */
    assignment: Type.Optional(oneOf(['ROUND_ROBIN', 'LEAST_LOADED', 'DRAW'])),
    candidateGroups: list(Type.String()),
    /** The same, in their order, by the names that the version gives them. */
    candidateGroupNames: list(LocalizedText),
    priority: Type.Optional(Type.Number()),
    createdAt: Instant,
    endedAt: Type.Optional(Instant),
    dueAt: Type.Optional(Instant),
    caseDueAt: Type.Optional(Instant),
    leftMinutes: Type.Optional(
      Type.Integer({
        description: 'In lists: working minutes until the step (or else the case) is due; negative after',
      }),
    ),
    allowed: list(Type.String({ description: 'What this account may do with the task now' })),
  }),
);

/** Members of a stuck place. */
export const INCIDENT = {
  incidentId: Type.String(),
  caseId: Type.String(),
  dossierCode: Type.Optional(Type.String()),
  procedureCode: Type.String(),
  elementId: Type.String(),
  code: Type.String(),
  message: Type.String(),
  details: Type.Optional(AnyObject),
  raisedAt: Instant,
  resolvedAt: Type.Optional(Instant),
};
/** A stuck place. */
export const Incident = component('Incident', Type.Object(INCIDENT));

/** What a command on a case is answered with. Its type is JSON at large, since the answer is read back from where it was
 *  stored with the commit. */
export const CaseAnswer = Type.Unsafe<JsonObject>(
  component(
    'CaseAnswer',
    Type.Object({
      caseId: Type.String(),
      version: Type.Integer(),
      case: Type.Object({ state: oneOf(CASE_STATES), dueAt: Type.Optional(Instant) }),
      tasks: list(
        Type.Object({
          taskId: Type.String(),
          elementId: Type.String(),
          candidateGroups: list(Type.String()),
          assignee: Type.Optional(Type.String()),
          dueAt: Type.Optional(Instant),
        }),
      ),
    }),
  ),
);

/** Lines of the reckoning behind a due date, in order. */
export const Explanation = list(ExplanationLine);
