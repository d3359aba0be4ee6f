import { evaluateDecision } from '../dmn/evaluate-decision.ts';
import { readDmn } from '../dmn/read-dmn.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { clockOf, openBoard, snapshotOf, type Board } from './board.ts';
import { startWhereConditionHolds } from './conditional-start.ts';
import { deliver, deliverAll } from './delivery.ts';
import { deploy } from './deploy.ts';
import type { Host, HostOptions } from './host.ts';
import { viewsOf } from './journal.ts';
import { locate, unknownInstance, viewOf } from './look-up.ts';
import { passTime } from './passing-time.ts';
import { ask, begin } from './run-command.ts';
import { completeTask, failTask, fireEvent } from './waiting-work.ts';

/** A new host, or one that goes on from a snapshot as if nothing had happened. */
export function createHost(options: HostOptions = {}): Host {
  const board = openBoard(options);
  return {
    deploy: (files) => deploy(board, files),
    start(processId, variables = {}, { startEventId } = {}) {
      const opening = { processId, ...(startEventId === undefined ? {} : { startEventId }) };
      const id = begin(board, opening, variables);
      deliverAll(board);
      return id;
    },
    completeTask: (instanceId, elementId, variables = {}) => completeTask(board, instanceId, elementId, variables),
    failTask: (instanceId, elementId, failure = {}) => failTask(board, instanceId, elementId, failure),
    message(name, { correlationKey, variables = {}, timeToLive = 0 } = {}) {
      const key = correlationKey === undefined ? {} : { correlationKey: String(correlationKey) };
      const result = deliver(board, { kind: 'message', name, variables, timeToLive, ...key });
      deliverAll(board);
      return result;
    },
    signal(name, variables = {}) {
      const result = deliver(board, { kind: 'signal', name, variables });
      deliverAll(board);
      return result;
    },
    evaluateConditionalStarts(world, { processId } = {}) {
      const result = startWhereConditionHolds(board, world, processId);
      deliverAll(board);
      return result;
    },
    fire: (instanceId, elementId, variables = {}) => fireEvent(board, instanceId, elementId, variables),
    advance: (milliseconds) => passTime(board, milliseconds),
    resolveIncident(instanceId, incidentKey, { retries } = {}) {
      const { caseId } = locate(board, instanceId);
      ask(board, caseId, { type: 'ResolveIncident', incidentKey, ...(retries === undefined ? {} : { retries }) });
      deliverAll(board);
    },
    cancel(instanceId, reason = 'cancelled') {
      ask(board, locate(board, instanceId).caseId, { type: 'CancelCase', reason });
      deliverAll(board);
    },
    setVariables(instanceId, variables) {
      const { caseId, key } = locate(board, instanceId);
      ask(board, caseId, { type: 'SetVariables', variables, scopeKey: key });
      deliverAll(board);
    },
    evaluateDecision: (dmnXml, decisionName, inputs) => decideOnce(board, dmnXml, decisionName, inputs),
    history: () => viewsOf(board.journal).rows,
    flowsTaken: () => viewsOf(board.journal).flows,
    instance: (id) => viewOf(board, id),
    instances: () => [...viewsOf(board.journal).instances.keys()].map((id) => viewOf(board, id)),
    events(caseId) {
      if (!board.cases.has(caseId)) throw unknownInstance(caseId);
      return board.journal.entries.filter((entry) => entry.caseId === caseId).flatMap(({ events }) => events);
    },
    caseState(caseId) {
      const present = board.cases.get(caseId);
      if (present === undefined) throw unknownInstance(caseId);
      return present.state;
    },
    now: () => new Date(board.now),
    snapshot: () => snapshotOf(board),
  };
}

async function decideOnce(board: Board, dmnXml: string, decisionName: string, inputs: JsonObject): Promise<Json> {
  const { decisions, diagnostics } = await readDmn(dmnXml);
  const wrong = diagnostics.find(({ severity }) => severity === 'error');
  if (wrong !== undefined) throw new Error(wrong.message);
  const byId = Object.fromEntries(decisions.map((decision) => [decision.id, decision]));
  const result = evaluateDecision(byId, decisionName, inputs, clockOf(board));
  if (!result.ok) throw new Error(result.message);
  return result.output;
}
