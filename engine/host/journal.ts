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
 * Everything that happened in a host, and the read models over it. `entries` is the truth; the rest is folded from it the
 * next time someone looks, so that running costs nothing for what nobody reads.
 */
export interface Journal {
  readonly entries: JournalEntry[];
  /** Entries that the views have folded. */
  folded: number;
  readonly views: Views;
}

export interface Views {
  readonly rows: HistoryRow[];
  readonly flows: FlowRow[];
  /** Process instances by id, in order of start. */
  readonly instances: Map<string, InstanceRecord>;
  /** Open element instances by `<caseId>:<key>`: where their rows belong. */
  readonly open: Map<string, OpenElement>;
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
  readonly isHolder: boolean;
}

export function newJournal(entries: readonly JournalEntry[]): Journal {
  return {
    entries: [...entries],
    folded: 0,
    views: { rows: [], flows: [], instances: new Map(), open: new Map(), seq: 0 },
  };
}

/** The views as of now. */
export function viewsOf(journal: Journal): Views {
  const { entries, views } = journal;
  for (; journal.folded < entries.length; journal.folded += 1) {
    const entry = entries[journal.folded];
    if (entry === undefined) break;
    for (const event of entry.events) {
      views.seq += 1;
      fold(views, entry.caseId, entry.at, event);
    }
  }
  return views;
}

/** Outside its case a thing is called by both. */
export function idOf(caseId: string, key: number): string {
  return `${caseId}:${key}`;
}

function fold(views: Views, caseId: string, at: string, event: CaseEvent): void {
  switch (event.type) {
    case 'ProcessInstanceStarted':
      return startInstance(views, caseId, event.seq, event.processId, event.callerKey);
    case 'ProcessInstanceCompleted':
      return endInstance(views, caseId, event.key, 'completed');
    case 'ProcessInstanceTerminated':
      return endInstance(views, caseId, event.key, 'terminated');
    case 'ProcessInstanceFailed':
      return endInstance(views, caseId, event.key, 'failed', { code: event.errorCode });
    case 'CaseFailed': {
      const root = views.instances.get(caseId);
      const said = event.message === undefined ? {} : { message: event.message };
      if (root !== undefined) root.error = { code: event.errorCode, ...said };
      return;
    }
    case 'ElementActivated': {
      const scope = views.open.get(idOf(caseId, event.scopeKey));
      if (scope === undefined) return;
      const { elementId, elementType, role } = event;
      const open: OpenElement = { elementId, elementType, instance: scope.instance, isHolder: role !== undefined };
      views.open.set(idOf(caseId, event.seq), open);
      addRow(views, idOf(caseId, event.seq), open, 'activated', at);
      return;
    }
    case 'ElementCompleted':
      return endElement(views, caseId, event.key, 'completed', at);
    case 'ElementTerminated':
      return endElement(views, caseId, event.key, 'cancelled', at);
    case 'ElementFailed':
      return endElement(views, caseId, event.key, 'failed', at);
    case 'SequenceFlowTaken': {
      const instance = views.open.get(idOf(caseId, event.scopeKey))?.instance;
      if (instance !== undefined) views.flows.push({ instanceId: instance.id, flowId: event.flowId, seq: views.seq });
      return;
    }
    case 'VariablesSet': {
      const scope = views.open.get(idOf(caseId, event.scopeKey));
      if (scope?.elementType !== 'process') return;
      scope.instance.variables = { ...scope.instance.variables, ...event.variables };
      return;
    }
    default:
      return;
  }
}

function startInstance(
  views: Views,
  caseId: string,
  key: number,
  processId: string,
  callerKey: number | undefined,
): void {
  const caller = callerKey === undefined ? undefined : views.open.get(idOf(caseId, callerKey));
  const instance: InstanceRecord = {
    id: caller === undefined ? caseId : idOf(caseId, key),
    caseId,
    key,
    processId,
    state: 'active',
    variables: {},
    ...(caller === undefined ? {} : { calledBy: caller.instance.id }),
  };
  views.instances.set(instance.id, instance);
  views.open.set(idOf(caseId, key), { elementId: processId, elementType: 'process', instance, isHolder: false });
}

function endInstance(
  views: Views,
  caseId: string,
  key: number,
  state: InstanceView['state'],
  error?: { readonly code: string },
): void {
  const open = views.open.get(idOf(caseId, key));
  if (open === undefined) return;
  views.open.delete(idOf(caseId, key));
  open.instance.state = state;
  if (error !== undefined) open.instance.error = error;
}

function endElement(views: Views, caseId: string, key: number, state: HistoryRow['state'], at: string): void {
  const id = idOf(caseId, key);
  const open = views.open.get(id);
  if (open === undefined) return;
  views.open.delete(id);
  addRow(views, id, open, state, at);
}

function addRow(
  views: Views,
  elementInstanceId: string,
  { elementId, elementType, instance, isHolder }: OpenElement,
  state: HistoryRow['state'],
  at: string,
): void {
  if (isHolder || elementType === 'process') return;
  const { id: instanceId, processId } = instance;
  views.rows.push({ instanceId, processId, elementId, elementInstanceId, elementType, state, seq: views.seq, at });
}
