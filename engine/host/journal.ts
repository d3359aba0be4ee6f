import type { CaseEvent } from '../execute/event.ts';
import type { JsonObject } from '../model/json.ts';
import type { FlowNodeType } from '../model/process-graph.ts';
import type { FlowRow, HistoryRow, InstanceView } from './views.ts';

/** The events of one command on one case: what the journal keeps, in the order of the whole host. */
export interface JournalEntry {
  readonly caseId: string;
  readonly at: string;
  readonly events: readonly CaseEvent[];
}

/**
 * Read models over everything that happened, kept up event by event. All of it can be folded anew from the entries, and
 * is when a host is restored.
 */
export interface Journal {
  readonly entries: JournalEntry[];
  readonly rows: HistoryRow[];
  readonly flows: FlowRow[];
  /** Process instances by id, in order of start. */
  readonly instances: Map<string, InstanceRecord>;
  /** Open element instances by `<caseId>:<key>`: where their rows belong. */
  readonly open: Map<string, OpenElement>;
  /** Open timers and subscriptions by `<caseId>:<key>`, in order of opening over all cases. */
  readonly timers: Map<string, OpenTimer>;
  readonly subscriptions: Map<string, OpenSubscription>;
  seq: number;
}

export interface InstanceRecord {
  readonly id: string;
  readonly caseId: string;
  readonly key: number;
  readonly processId: string;
  readonly calledBy?: string;
  state: InstanceView['state'];
  variables: JsonObject;
  error?: { readonly code: string; readonly message?: string };
}

interface OpenElement {
  readonly elementId: string;
  readonly elementType: FlowNodeType | 'process';
  readonly instance: InstanceRecord;
  readonly isBody: boolean;
}

export interface OpenTimer {
  readonly caseId: string;
  readonly key: number;
  readonly dueAt: number;
}

export interface OpenSubscription {
  readonly caseId: string;
  readonly key: number;
  readonly kind: 'message' | 'signal';
  readonly name: string;
  readonly correlationKey?: string;
  /** The process instance that waits. */
  readonly instanceId: string;
}

export function newJournal(): Journal {
  return {
    entries: [],
    rows: [],
    flows: [],
    instances: new Map(),
    open: new Map(),
    timers: new Map(),
    subscriptions: new Map(),
    seq: 0,
  };
}

export function record(journal: Journal, entry: JournalEntry): void {
  journal.entries.push(entry);
  for (const event of entry.events) {
    journal.seq += 1;
    fold(journal, entry.caseId, entry.at, event);
  }
}

function fold(journal: Journal, caseId: string, at: string, event: CaseEvent): void {
  switch (event.type) {
    case 'ProcessInstanceStarted': {
      const caller = event.callerKey === undefined ? undefined : journal.open.get(idOf(caseId, event.callerKey));
      const id = caller === undefined ? caseId : idOf(caseId, event.seq);
      const instance: InstanceRecord = {
        id,
        caseId,
        key: event.seq,
        processId: event.processId,
        state: 'active',
        variables: {},
        ...(caller === undefined ? {} : { calledBy: caller.instance.id }),
      };
      journal.instances.set(id, instance);
      const open: OpenElement = { elementId: event.processId, elementType: 'process', instance, isBody: false };
      journal.open.set(idOf(caseId, event.seq), open);
      return;
    }
    case 'ProcessInstanceCompleted':
      return endInstance(journal, caseId, event.key, 'completed');
    case 'ProcessInstanceTerminated':
      return endInstance(journal, caseId, event.key, 'terminated');
    case 'ProcessInstanceFailed':
      return endInstance(journal, caseId, event.key, 'failed', { code: event.errorCode });
    case 'CaseFailed': {
      const root = journal.instances.get(caseId);
      const said = event.message === undefined ? {} : { message: event.message };
      if (root !== undefined) root.error = { code: event.errorCode, ...said };
      return;
    }
    case 'ElementActivated': {
      const scope = journal.open.get(idOf(caseId, event.scopeKey));
      if (scope === undefined) return;
      const open: OpenElement = {
        elementId: event.elementId,
        elementType: event.elementType,
        instance: scope.instance,
        isBody: event.role === 'body',
      };
      journal.open.set(idOf(caseId, event.seq), open);
      addRow(journal, idOf(caseId, event.seq), open, 'activated', at);
      return;
    }
    case 'ElementCompleted':
      return endElement(journal, caseId, event.key, 'completed', at);
    case 'ElementTerminated':
      return endElement(journal, caseId, event.key, 'cancelled', at);
    case 'ElementFailed':
      return endElement(journal, caseId, event.key, 'failed', at);
    case 'SequenceFlowTaken': {
      const instance = journal.open.get(idOf(caseId, event.scopeKey))?.instance;
      if (instance !== undefined) {
        journal.flows.push({ instanceId: instance.id, flowId: event.flowId, seq: journal.seq });
      }
      return;
    }
    case 'VariablesSet': {
      const scope = journal.open.get(idOf(caseId, event.scopeKey));
      if (scope?.elementType === 'process') {
        scope.instance.variables = { ...scope.instance.variables, ...event.variables };
      }
      return;
    }
    case 'TimerScheduled':
      journal.timers.set(idOf(caseId, event.seq), { caseId, key: event.seq, dueAt: Date.parse(event.dueAt) });
      return;
    case 'TimerFired':
    case 'TimerCancelled':
      journal.timers.delete(idOf(caseId, event.key));
      return;
    case 'SubscriptionOpened': {
      const instance = journal.open.get(idOf(caseId, event.elementKey))?.instance;
      if (event.kind === 'conditional' || event.name === undefined || instance === undefined) return;
      journal.subscriptions.set(idOf(caseId, event.seq), {
        caseId,
        key: event.seq,
        kind: event.kind,
        name: event.name,
        instanceId: instance.id,
        ...(event.correlationKey === undefined ? {} : { correlationKey: event.correlationKey }),
      });
      return;
    }
    case 'SubscriptionClosed':
      journal.subscriptions.delete(idOf(caseId, event.key));
      return;
    default:
      return;
  }
}

/** Outside its case a thing is called by both. */
export function idOf(caseId: string, key: number): string {
  return `${caseId}:${key}`;
}

function endElement(
  journal: Journal,
  caseId: string,
  key: number,
  state: HistoryRow['state'],
  at: string,
): void {
  const id = idOf(caseId, key);
  const open = journal.open.get(id);
  if (open === undefined) return;
  journal.open.delete(id);
  addRow(journal, id, open, state, at);
}

function endInstance(
  journal: Journal,
  caseId: string,
  key: number,
  state: InstanceView['state'],
  error?: { readonly code: string },
): void {
  const id = idOf(caseId, key);
  const open = journal.open.get(id);
  if (open === undefined) return;
  journal.open.delete(id);
  open.instance.state = state;
  if (error !== undefined) open.instance.error = error;
}

function addRow(
  journal: Journal,
  elementInstanceId: string,
  { elementId, elementType, instance, isBody }: OpenElement,
  state: HistoryRow['state'],
  at: string,
): void {
  if (isBody || elementType === 'process') return;
  const { id: instanceId, processId } = instance;
  journal.rows.push({ instanceId, processId, elementId, elementInstanceId, elementType, state, seq: journal.seq, at });
}
