import type { DocumentRule, ProcedureRule, ProcessRule } from '../rule.ts';
import { adHocSubProcess } from './ad-hoc-sub-process.ts';
import { assignmentRule } from './assignment-rule.ts';
import { boundaryEvent } from './boundary-event.ts';
import { calledDecision } from './called-decision.ts';
import { calledProcess } from './called-process.ts';
import { clockActions } from './clock-actions.ts';
import { compensation } from './compensation.ts';
import { conditionNeverTrue } from './condition-never-true.ts';
import { conditionalFlow } from './conditional-flow.ts';
import { defaultFlow } from './default-flow.ts';
import { deemedEffect } from './deemed-effect.ts';
import { duplicateFlow } from './duplicate-flow.ts';
import { effectiveIntervals } from './effective-intervals.ts';
import { endEventFlow } from './end-event-flow.ts';
import { endReachable } from './end-reachable.ts';
import { escalation } from './escalation.ts';
import { eventBasedGateway } from './event-based-gateway.ts';
import { eventPosition } from './event-position.ts';
import { eventSubProcess } from './event-sub-process.ts';
import { formReference } from './form-reference.ts';
import { gatewayTotal } from './gateway-total.ts';
import { groundList } from './ground-list.ts';
import { groupReference } from './group-reference.ts';
import { instantiatingReceive } from './instantiating-receive.ts';
import { legalActReference } from './legal-act-reference.ts';
import { legalComponents } from './legal-components.ts';
import { letterReference } from './letter-reference.ts';
import { linkEvent } from './link-event.ts';
import { messageFlow } from './message-flow.ts';
import { outcome } from './outcome.ts';
import { paperList } from './paper-list.ts';
import { separationOfDuties } from './separation-of-duties.ts';
import { startEventFlow } from './start-event-flow.ts';
import { startForm } from './start-form.ts';
import { stepHours } from './step-hours.ts';
import { stepStatute } from './step-statute.ts';
import { subProcessStart } from './sub-process-start.ts';
import { timerDefinition } from './timer-definition.ts';
import { tokenQuantity } from './token-quantity.ts';
import { transitionClause } from './transition-clause.ts';
import { uncaughtError } from './uncaught-error.ts';
import { unreachableNode } from './unreachable-node.ts';
import { variableWritten } from './variable-written.ts';

/** Rules about a BPMN file as drawn. A new rule adds its file, its page, its fixtures and one line here. */
export const DOCUMENT_RULES: readonly DocumentRule[] = [messageFlow];

/** Rules about one process: the structure that the standard demands, and what the law demands of each step. A new rule adds its file, its page, its fixtures and one line here. */
export const PROCESS_RULES: readonly ProcessRule[] = [
  adHocSubProcess,
  assignmentRule,
  boundaryEvent,
  calledDecision,
  calledProcess,
  compensation,
  conditionNeverTrue,
  conditionalFlow,
  defaultFlow,
  duplicateFlow,
  endEventFlow,
  endReachable,
  eventBasedGateway,
  eventPosition,
  eventSubProcess,
  formReference,
  gatewayTotal,
  groupReference,
  instantiatingReceive,
  linkEvent,
  separationOfDuties,
  startEventFlow,
  stepStatute,
  subProcessStart,
  timerDefinition,
  tokenQuantity,
  uncaughtError,
  unreachableNode,
  variableWritten,
];

/** Rules about a bundle with manifest. A new rule adds its file, its page, its fixtures and one line here. */
export const PROCEDURE_RULES: readonly ProcedureRule[] = [
  clockActions,
  deemedEffect,
  effectiveIntervals,
  escalation,
  groundList,
  legalActReference,
  legalComponents,
  letterReference,
  outcome,
  paperList,
  startForm,
  stepHours,
  transitionClause,
];
