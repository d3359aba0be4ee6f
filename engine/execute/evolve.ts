import { alertsAfter } from '../calendar/deadline-alerts.ts';
import { caseLifecycle } from '../lifecycle/case.ts';
import { jobLifecycle } from '../lifecycle/job.ts';
import { follow } from '../lifecycle/transition.ts';
import { userTaskLifecycle } from '../lifecycle/user-task.ts';
import { draftOf, mergeVariables, writable, writableElement, type Draft } from './draft.ts';
import type { CaseEvent } from './event.ts';
import {
  activateElement,
  consumeTokens,
  countInner,
  dropTokens,
  endElement,
  startProcessInstance,
} from './evolve-elements.ts';
import type { CaseState } from './state.ts';
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
