import { Type } from 'typebox';
import { stateAt, type CaseEvent, type CaseState } from '../../../engine/index.ts';
import type { App } from '../../plugins/app-type.ts';
import { list } from '../../plugins/schemas.ts';
import { readableCase } from '../case-access.ts';
import { given } from '../case-views.ts';
import { CASE_STATES } from '../schemas/case.ts';
import { Problem } from '../schemas/problem.ts';
import { AnyObject, CaseParams, EngineObject, Instant } from '../schemas/shared.ts';
import { loadHistory } from './commits.ts';

const keyed = { key: Type.Integer(), elementId: Type.String() };
const StateView = Type.Object({
  status: Type.Unsafe<(typeof CASE_STATES)[number]>({ type: 'string', enum: [...CASE_STATES] }),
  processId: Type.String(),
  elements: list(
    Type.Object({
      ...keyed,
      type: Type.String(),
      processId: Type.String(),
      scopeKey: Type.Integer(),
      status: Type.String(),
      role: Type.Optional(Type.String()),
      loopCounter: Type.Optional(Type.Integer()),
    }),
  ),
  tokens: list(Type.Object({ key: Type.Integer(), flowId: Type.String() })),
  flowsTaken: list(Type.Object({ flowId: Type.String(), seq: Type.Integer() })),
  completed: list(Type.String({ description: 'Elements that have been completed at least once, in order' })),
  variables: AnyObject,
  tasks: list(
    Type.Object({
      ...keyed,
      status: Type.String(),
      assignee: Type.Optional(Type.String()),
      candidateGroups: list(Type.String()),
      dueAt: Type.Optional(Instant),
    }),
  ),
  jobs: list(
    Type.Object({ key: Type.Integer(), jobType: Type.String(), status: Type.String(), retries: Type.Integer() }),
  ),
  timers: list(Type.Object({ ...keyed, dueAt: Instant })),
  subscriptions: list(Type.Object({ ...keyed, kind: Type.String(), name: Type.Optional(Type.String()) })),
  incidents: list(Type.Object({ ...keyed, code: Type.String(), message: Type.String() })),
  clock: Type.Optional(EngineObject),
  publicStatus: Type.Optional(Type.Integer()),
  outcome: Type.Optional(Type.String()),
});

/** The case as it stood at any of its events. */
export function stateRoutes(app: App): void {
  app.get(
    '/api/cases/:caseId/state',
    {
      config: { access: ['auditor', 'operator', 'officer'] },
      schema: {
        tags: ['auditor'],
        summary: 'State, tokens, variables, tasks and clock at a sequence number, from the recorded events alone',
        params: CaseParams,
        querystring: Type.Object({ seq: Type.Optional(Type.Integer({ minimum: 1, description: 'Absent: now' })) }),
        response: {
          200: Type.Object({
            seq: Type.Integer({ description: 'Sequence number that is shown; never beyond the last event' }),
            at: Instant,
            commandType: Type.String(),
            state: StateView,
          }),
          404: Problem,
        },
      },
    },
    async (request) => {
      const record = await readableCase(app, request, request.params.caseId);
      const until = Math.min(request.query.seq ?? record.version, record.version);
      const commits = (await loadHistory(app.services.shell.store, record.caseId, until)).map(({ commit }) => commit);
      const state = stateAt(commits, until);
      const moment = commits.at(-1);
      if (!state || !moment)
        throw new Error(`Case ${record.caseId} is at event ${String(record.version)} and has no history.`);
      const events = commits.flatMap((commit) => commit.events.filter(({ seq }) => seq <= until));
      return { seq: until, at: moment.at, commandType: moment.commandType, state: stateView(state, events) };
    },
  );
}

function stateView(state: CaseState, events: readonly CaseEvent[]) {
  const elementOf = new Map<number, string>();
  const flowsTaken: { flowId: string; seq: number }[] = [];
  const completed = new Set<string>();
  for (const event of events) {
    if (event.type === 'ElementActivated') elementOf.set(event.seq, event.elementId);
    if (event.type === 'SequenceFlowTaken') flowsTaken.push({ flowId: event.flowId, seq: event.seq });
    if (event.type === 'ElementCompleted') {
      const elementId = elementOf.get(event.key);
      if (elementId !== undefined) completed.add(elementId);
    }
  }
  return {
    status: state.status,
    processId: state.processId,
    elements: state.elements.map((element) => ({
      key: element.key,
      elementId: element.elementId,
      type: element.type,
      processId: element.processId,
      scopeKey: element.scopeKey,
      status: element.status,
      ...given(element, ['role', 'loopCounter']),
    })),
    tokens: state.tokens.map(({ key, flowId }) => ({ key, flowId })),
    flowsTaken,
    completed: [...completed],
    variables: state.variables,
    tasks: state.tasks.map((task) => ({
      key: task.key,
      elementId: task.elementId,
      status: task.status,
      candidateGroups: task.candidateGroups,
      ...given(task, ['assignee', 'dueAt']),
    })),
    jobs: state.jobs.map(({ key, jobType, status, retries }) => ({ key, jobType, status, retries })),
    timers: state.timers.map(({ key, elementId, dueAt }) => ({ key, elementId, dueAt })),
    subscriptions: state.subscriptions.map((wait) => ({
      key: wait.key,
      elementId: wait.elementId,
      kind: wait.kind,
      ...given(wait, ['name']),
    })),
    incidents: state.incidents.map(({ key, elementId, code, message }) => ({ key, elementId, code, message })),
    ...(state.clock === undefined ? {} : { clock: state.clock }),
    ...given(state, ['publicStatus', 'outcome']),
  };
}
