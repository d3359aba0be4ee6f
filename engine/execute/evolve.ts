import { alertsAfter } from '../calendar/deadline-alerts.ts';
import { activityLifecycle } from '../lifecycle/activity.ts';
import { caseLifecycle } from '../lifecycle/case.ts';
import { jobLifecycle } from '../lifecycle/job.ts';
import { follow } from '../lifecycle/transition.ts';
import { userTaskLifecycle } from '../lifecycle/user-task.ts';
import { addElement, draftOf, mergeVariables, writable, writableElement, type Draft, type Mutable } from './draft.ts';
import type { CaseEvent, ElementActivated } from './event.ts';
import type { CaseState, ElementInstance } from './state.ts';
import { append } from './pages.ts';
import { relocate, rewriteTask } from './relocate.ts';
import { find, put, remove } from './table.ts';

/**
 * The next state of a case: the only place where state changes. Refuses nothing, reckons no time, evaluates no expression;
 * what was decided stands in the event. An event that speaks of something that is not there is a bug, and throws.
 *
 * Begin with `emptyCase(caseId)`.
 */
export function evolve(state: CaseState, event: CaseEvent): CaseState {
  return evolveAll(state, [event]);
}

/** As `evolve` over a list, with one copy of the tables for all of it. */
export function evolveAll(state: CaseState, events: readonly CaseEvent[]): CaseState {
  const draft = draftOf(state);
  for (const event of events) apply(draft, event);
  return draft.state;
}

/** Folds one event into a draft. `decide` folds its own events through this very function while it moves tokens. */
export function apply(draft: Draft, event: CaseEvent): void {
  const { state } = draft;
  state.version = event.seq;
  switch (event.type) {
    // the case
    case 'CaseStarted':
      state.processId = event.processId;
      state.procedureDigest = event.procedureDigest;
      if (event.receipt !== undefined) state.receipt = event.receipt;
      return;
    case 'CaseCompleted':
      state.status = follow(caseLifecycle, state.status, 'COMPLETE');
      return;
    case 'CaseTerminated':
      state.status = follow(caseLifecycle, state.status, 'TERMINATE');
      return;
    case 'CaseFailed':
      state.status = follow(caseLifecycle, state.status, 'FAIL');
      state.error =
        event.message === undefined ? { code: event.errorCode } : { code: event.errorCode, message: event.message };
      return;
    case 'CaseCancelled':
      state.status = follow(caseLifecycle, state.status, 'CANCEL');
      return;
    case 'CaseWithdrawn':
      state.status = follow(caseLifecycle, state.status, 'WITHDRAW');
      return;
    case 'CaseReopened':
      state.status = follow(caseLifecycle, state.status, 'REOPEN');
      delete state.outcome;
      delete state.error;
      return;
    case 'CaseMigrated':
      relocate(draft, event);
      return;
    case 'PublicStatusChanged':
      state.publicStatus = event.status;
      return;
    case 'OutcomeDecided':
      state.outcome = event.outcome;
      return;
    case 'StatutoryClockChanged':
      if (event.clock !== undefined) state.clock = event.clock;
      if (event.alerts === undefined) delete state.alerts;
      else state.alerts = event.alerts;
      return;
    case 'DeadlineReached': {
      if (event.key === undefined) {
        state.alerts = alertsAfter(state.alerts, event.level);
        return;
      }
      const task = taskOf(state, event.key);
      put(writable(draft, 'tasks'), { ...task, alerts: alertsAfter(task.alerts, event.level) });
      return;
    }

    // process instances and flow nodes
    case 'ProcessInstanceStarted':
      startProcessInstance(draft, event.seq, event.processId, event.callerKey);
      return;
    case 'ProcessInstanceCompleted':
      endElement(draft, event.key, 'completed');
      return;
    case 'ProcessInstanceTerminated':
      endElement(draft, event.key, 'terminated');
      return;
    case 'ProcessInstanceFailed':
      endElement(draft, event.key, 'failed');
      return;
    case 'ElementActivated':
      activateElement(draft, event.seq, event);
      return;
    case 'ElementCompleted': {
      const ended = endElement(draft, event.key, 'completed');
      if (ended.loopCounter !== undefined) countInner(draft, ended, 'completed', event.output);
      return;
    }
    case 'ElementTerminated':
    case 'ElementFailed': {
      const ended = endElement(draft, event.key, event.type === 'ElementFailed' ? 'failed' : 'terminated');
      if (ended.loopCounter !== undefined) countInner(draft, ended, 'terminated');
      return;
    }
    case 'LoopStarted': {
      const body = writableElement(draft, event.key);
      body.loop = {
        numberOfInstances: event.numberOfInstances,
        ...(event.items === undefined ? {} : { items: event.items }),
        started: 0,
        completed: 0,
        terminated: 0,
        outputs: [],
      };
      return;
    }
    case 'ScopeInterrupted':
      dropTokens(draft, event.key);
      writableElement(draft, event.key).interrupted = true;
      return;
    case 'GatewayReset': {
      const gateway = writableElement(draft, event.elementKey);
      consumeTokens(draft, gateway.scopeKey, event.consumed);
      gateway.consumed = [...(gateway.consumed ?? []), ...event.consumed];
      return;
    }
    case 'SequenceFlowTaken':
      put(writable(draft, 'tokens'), { key: event.seq, flowId: event.flowId, scopeKey: event.scopeKey });
      writableElement(draft, event.scopeKey).active += 1;
      return;

    case 'EventPartOccurred': {
      const waiting = writableElement(draft, event.elementKey);
      waiting.brought = { ...waiting.brought, [event.elementId]: event.variables };
      return;
    }

    // data
    case 'VariablesSet':
      mergeVariables(draft, event.scopeKey, event.variables);
      return;

    // user tasks
    case 'UserTaskCreated':
      put(writable(draft, 'tasks'), {
        key: event.key,
        elementId: event.elementId,
        status: event.assignee === undefined ? 'offered' : follow(userTaskLifecycle, 'offered', 'ASSIGN'),
        ...(event.assignee === undefined ? {} : { assignee: event.assignee }),
        ...(event.onBehalfOf === undefined ? {} : { onBehalfOf: event.onBehalfOf }),
        ...(event.assignment === undefined ? {} : { byRule: true }),
        candidateGroups: event.candidateGroups,
        candidateUsers: event.candidateUsers,
        ...(event.formId === undefined ? {} : { formId: event.formId }),
        ...(event.dueAt === undefined ? {} : { dueAt: event.dueAt }),
        ...(event.timeLimit === undefined ? {} : { timeLimit: event.timeLimit }),
        ...(event.countedFrom === undefined ? {} : { countedFrom: event.countedFrom }),
        ...(event.alerts === undefined ? {} : { alerts: event.alerts }),
      });
      return;
    case 'TaskDueDateChanged': {
      const { alerts: _, ...task } = taskOf(state, event.key);
      const { dueAt, alerts } = event;
      put(writable(draft, 'tasks'), { ...task, dueAt, ...(alerts === undefined ? {} : { alerts }) });
      return;
    }
    case 'UserTaskMigrated':
      put(writable(draft, 'tasks'), rewriteTask(taskOf(state, event.key), event));
      return;
    case 'UserTaskClaimed':
    case 'UserTaskAssigned': {
      const { onBehalfOf: _, ...task } = taskOf(state, event.key);
      const status = follow(userTaskLifecycle, task.status, event.type === 'UserTaskClaimed' ? 'CLAIM' : 'ASSIGN');
      const { assignee, onBehalfOf } = event;
      put(writable(draft, 'tasks'), { ...task, status, assignee, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) });
      return;
    }
    case 'UserTaskReleased': {
      const { assignee: _, onBehalfOf: __, ...task } = taskOf(state, event.key);
      put(writable(draft, 'tasks'), { ...task, status: follow(userTaskLifecycle, task.status, 'RELEASE') });
      return;
    }
    case 'UserTaskCompleted': {
      const { elementId } = taskOf(state, event.key);
      const by = event.onBehalfOf === undefined ? [event.by] : [event.by, event.onBehalfOf];
      state.completions = append(state.completions, { elementId, by });
      remove(writable(draft, 'tasks'), event.key);
      return;
    }
    case 'UserTaskCancelled':
      remove(writable(draft, 'tasks'), event.key);
      return;

    // jobs
    case 'JobCreated':
      put(writable(draft, 'jobs'), {
        key: event.key,
        jobType: event.jobType,
        status: 'created',
        retries: event.retries,
      });
      return;
    case 'JobFailed': {
      const job = jobOf(state, event.key);
      const status = follow(jobLifecycle, job.status, event.retries > 0 ? 'RETRY' : 'EXHAUST');
      put(writable(draft, 'jobs'), { ...job, status, retries: event.retries });
      return;
    }
    case 'JobErrorThrown': {
      const job = jobOf(state, event.key);
      put(writable(draft, 'jobs'), { ...job, status: follow(jobLifecycle, job.status, 'THROW') });
      return;
    }
    case 'JobRetried': {
      const job = jobOf(state, event.key);
      put(writable(draft, 'jobs'), {
        ...job,
        status: follow(jobLifecycle, job.status, 'RETRY'),
        retries: event.retries,
      });
      return;
    }
    case 'JobCompleted':
    case 'JobCancelled':
      remove(writable(draft, 'jobs'), event.key);
      return;

    // waits
    case 'TimerScheduled':
      put(writable(draft, 'timers'), {
        key: event.seq,
        elementId: event.elementId,
        elementKey: event.elementKey,
        interrupting: event.interrupting,
        dueAt: event.dueAt,
        ...(event.repetitions === undefined ? {} : { repetitions: event.repetitions }),
        ...(event.interval === undefined ? {} : { interval: event.interval }),
        ...(event.countedFrom === undefined ? {} : { countedFrom: event.countedFrom }),
        ...(event.definition === undefined ? {} : { definition: event.definition }),
      });
      return;
    case 'TimerFired':
    case 'TimerCancelled':
      remove(writable(draft, 'timers'), event.key);
      return;
    case 'SubscriptionOpened':
      put(writable(draft, 'subscriptions'), {
        key: event.seq,
        kind: event.kind,
        elementId: event.elementId,
        elementKey: event.elementKey,
        interrupting: event.interrupting,
        ...(event.name === undefined ? {} : { name: event.name }),
        ...(event.correlationKey === undefined ? {} : { correlationKey: event.correlationKey }),
        ...(event.definition === undefined ? {} : { definition: event.definition }),
        ...(event.met === undefined ? {} : { met: event.met }),
      });
      return;
    case 'SubscriptionClosed':
      remove(writable(draft, 'subscriptions'), event.key);
      return;
    case 'ConditionMet': {
      const wait = find(state.subscriptions, event.key);
      if (wait !== undefined) put(writable(draft, 'subscriptions'), { ...wait, met: true });
      return;
    }
    case 'ConditionCeased': {
      const wait = find(state.subscriptions, event.key);
      if (wait === undefined) return;
      const { met: _, ...unmet } = wait;
      put(writable(draft, 'subscriptions'), unmet);
      return;
    }

    // compensation
    case 'CompensationEnabled':
      put(writable(draft, 'compensations'), {
        key: event.key,
        activityId: event.activityId,
        scopeKey: event.scopeKey,
        ...(event.handlerId === undefined ? {} : { handlerId: event.handlerId }),
        ...(event.variables === undefined ? {} : { variables: event.variables }),
      });
      return;
    case 'CompensationThrown': {
      const thrower = writableElement(draft, event.elementKey);
      thrower.compensating = event.targets;
      if (event.cancels === true) thrower.cancelling = true;
      return;
    }
    case 'ElementCompensated': {
      const thrower = writableElement(draft, event.by);
      thrower.compensating = (thrower.compensating ?? []).filter((key) => key !== event.key);
      remove(writable(draft, 'compensations'), event.key);
      return;
    }
    case 'CompensationDropped':
      remove(writable(draft, 'compensations'), event.key);
      return;
    case 'AdHocOffered':
      writableElement(draft, event.key).offered = event.elementIds;
      return;

    // incidents
    case 'IncidentRaised':
      put(writable(draft, 'incidents'), {
        key: event.seq,
        elementKey: event.elementKey,
        elementId: event.elementId,
        code: event.code,
        message: event.message,
        phase: event.phase,
        ...(event.details === undefined ? {} : { details: event.details }),
      });
      return;
    case 'IncidentResolved':
      remove(writable(draft, 'incidents'), event.key);
      return;

    // the lawful exit
    case 'OverrideRequested': {
      const { deviation, ground, basis, by: requestedBy } = event;
      state.overrides = [...(state.overrides ?? []), { key: event.seq, deviation, ground, basis, requestedBy }];
      return;
    }
    case 'OverrideConfirmed':
    case 'OverrideRejected':
      state.overrides = (state.overrides ?? []).filter(({ key }) => key !== event.key);
      if (event.type === 'OverrideConfirmed' && event.deviation.kind === 'SECOND_SUPPLEMENT') {
        state.extraSupplements = (state.extraSupplements ?? 0) + 1;
      }
      return;
    case 'ConflictDeclared':
      state.conflicts = [...(state.conflicts ?? []), event.person];
      return;

    // told to history and to the world; nothing here follows from them
    case 'GroundsChosen':
    case 'SilenceDeemed':
    case 'GatewayDecided':
    case 'DecisionEvaluated':
    case 'MessageCorrelated':
    case 'SignalCaught':
    case 'WaitTriggered':
    case 'MessagePublished':
    case 'SignalThrown':
    case 'ErrorThrown':
    case 'EscalationThrown':
      return;
    default:
      event satisfies never;
  }
}

function startProcessInstance(draft: Draft, key: number, processId: string, callerKey: number | undefined): void {
  if (callerKey === undefined) draft.state.rootKey = key;
  else writableElement(draft, callerKey).active += 1;
  addElement(draft, {
    key,
    elementId: processId,
    type: 'process',
    processId,
    scopeKey: callerKey ?? 0,
    status: follow(activityLifecycle, 'ready', 'ACTIVATE'),
    active: 0,
  });
}

function activateElement(draft: Draft, key: number, event: ElementActivated): void {
  const scope = writableElement(draft, event.scopeKey);
  scope.active += 1;
  if (event.consumed !== undefined) consumeTokens(draft, event.scopeKey, event.consumed);
  if (event.loopCounter !== undefined && scope.loop !== undefined) {
    scope.loop = { ...scope.loop, started: scope.loop.started + 1 };
  }
  const instance: Mutable<ElementInstance> = {
    key,
    elementId: event.elementId,
    type: event.elementType,
    processId: scope.processId,
    scopeKey: event.scopeKey,
    status: follow(activityLifecycle, 'ready', 'ACTIVATE'),
    active: 0,
  };
  if (event.role !== undefined) instance.role = event.role;
  if (event.loopCounter !== undefined) instance.loopCounter = event.loopCounter;
  if (event.attachedToKey !== undefined) instance.attachedToKey = event.attachedToKey;
  if (event.correlationKey !== undefined) instance.correlationKey = event.correlationKey;
  if (event.compensates !== undefined) instance.compensates = event.compensates;
  if (event.elementType === 'complexGateway') instance.consumed = event.consumed ?? [];
  if (scope.offered !== undefined && event.consumed === undefined) {
    scope.offered = scope.offered.filter((id) => id !== event.elementId);
  }
  addElement(draft, instance);
}

/** Takes the oldest token from each of these flows of a scope. */
function consumeTokens(draft: Draft, scopeKey: number, flowIds: readonly string[]): void {
  const tokens = writable(draft, 'tokens');
  for (const flowId of flowIds) {
    const index = tokens.findIndex((token) => token.flowId === flowId && token.scopeKey === scopeKey);
    if (index < 0) throw new Error(`case '${draft.state.caseId}' has no token on flow '${flowId}'`);
    tokens.splice(index, 1);
  }
  writableElement(draft, scopeKey).active -= flowIds.length;
}

/** Takes an ended instance out of the state, with the tokens that were left in it. */
function endElement(draft: Draft, key: number, how: 'completed' | 'failed' | 'terminated'): ElementInstance {
  const instance = find(draft.state.elements, key);
  if (instance === undefined) throw new Error(`case '${draft.state.caseId}' has no active element instance ${key}`);
  if (how === 'completed') follow(activityLifecycle, follow(activityLifecycle, instance.status, 'COMPLETE'), 'FINISH');
  else follow(activityLifecycle, instance.status, how === 'failed' ? 'FAIL' : 'TERMINATE');
  if (instance.active > 0) dropTokens(draft, key);
  remove(writable(draft, 'elements'), key);
  if (instance.scopeKey !== 0) writableElement(draft, instance.scopeKey).active -= 1;
  return instance;
}

/** Withdraws the tokens that rest on flows of a scope. */
function dropTokens(draft: Draft, scopeKey: number): void {
  const left = draft.state.tokens.filter((token) => token.scopeKey !== scopeKey);
  const dropped = draft.state.tokens.length - left.length;
  if (dropped === 0) return;
  draft.owned.add(left);
  draft.state.tokens = left;
  writableElement(draft, scopeKey).active -= dropped;
}

function countInner(
  draft: Draft,
  inner: ElementInstance,
  how: 'completed' | 'terminated',
  output?: CaseState['variables'][string],
): void {
  const body = writableElement(draft, inner.scopeKey);
  if (body.loop === undefined || inner.loopCounter === undefined) return;
  const loop = { ...body.loop, [how]: body.loop[how] + 1 };
  if (output !== undefined) {
    const outputs = [...loop.outputs];
    while (outputs.length < inner.loopCounter - 1) outputs.push(null);
    outputs[inner.loopCounter - 1] = output;
    loop.outputs = outputs;
  }
  body.loop = loop;
}

function taskOf(state: CaseState, key: number): CaseState['tasks'][number] {
  const task = find(state.tasks, key);
  if (task === undefined) throw new Error(`case '${state.caseId}' has no open user task ${key}`);
  return task;
}

function jobOf(state: CaseState, key: number): CaseState['jobs'][number] {
  const job = find(state.jobs, key);
  if (job === undefined) throw new Error(`case '${state.caseId}' has no open job ${key}`);
  return job;
}
