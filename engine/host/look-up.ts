import type { CaseState, ElementInstance } from '../execute/state.ts';
import type { Board } from './board.ts';
import { viewsOf } from './journal.ts';
import { RejectionError } from './rejection-error.ts';
import type { InstanceView } from './views.ts';
import { processOf } from './waits-index.ts';

/** An active process instance, in its case. */
export interface Located {
  readonly state: CaseState;
  readonly caseId: string;
  /** Key of the process instance. */
  readonly key: number;
}

/** The active instance of this id; refused when there is none, or it has ended. */
export function locate(board: Board, instanceId: string): Located {
  const instance = viewsOf(board.journal).instances.get(instanceId);
  const state = instance === undefined ? undefined : board.cases.get(instance.caseId)?.state;
  if (instance === undefined || state === undefined) throw unknownInstance(instanceId);
  if (instance.state !== 'active') {
    throw new RejectionError({
      code: 'CASE_ENDED',
      message: `Instance '${instanceId}' has ended (${instance.state}); nothing more can happen in it.`,
    });
  }
  return { state, caseId: instance.caseId, key: instance.key };
}

/** Active instances of an element inside one process instance, oldest first. */
export function elementsAt({ state, key }: Located, elementId: string): readonly ElementInstance[] {
  return state.elements.filter((element) => element.elementId === elementId && isIn(state, element.key, key));
}

/** Whether an element instance runs in this process instance itself, and not in one that it calls. */
export function isIn(state: CaseState, elementKey: number, processKey: number): boolean {
  return processOf(state, elementKey) === processKey;
}

/** An instance as the host shows it. */
export function viewOf(board: Board, id: string): InstanceView {
  const instance = viewsOf(board.journal).instances.get(id);
  if (instance === undefined) throw unknownInstance(id);
  const { processId, calledBy, caseId, key, error } = instance;
  const state = board.cases.get(caseId)?.state;
  const mine = (elementKey: number): boolean => state !== undefined && isIn(state, elementKey, key);
  return {
    id,
    processId,
    state: instance.state,
    variables: instance.variables,
    incidents: (state?.incidents ?? [])
      .filter(({ elementKey }) => mine(elementKey))
      .map((incident) => ({
        key: incident.key,
        elementId: incident.elementId,
        code: incident.code,
        message: incident.message,
      })),
    waiting: (state?.elements ?? []).filter((element) => rests(element) && mine(element.key)).map(toId),
    ...(calledBy === undefined ? {} : { calledBy }),
    ...(error === undefined ? {} : { error }),
  };
}

/** A token rests in an element, and not in one that it holds. */
function rests({ active, type, role }: ElementInstance): boolean {
  return active === 0 && type !== 'process' && role === undefined;
}

function toId({ elementId }: ElementInstance): string {
  return elementId;
}

export function unknownInstance(instanceId: string): RejectionError {
  return new RejectionError({ code: 'CASE_NOT_FOUND', message: `There is no instance '${instanceId}'.` });
}

export function nothingWaits(board: Board, instanceId: string, elementId: string): RejectionError {
  const { waiting } = viewOf(board, instanceId);
  const where = waiting.length === 0 ? 'nowhere' : `at ${waiting.map((id) => `'${id}'`).join(', ')}`;
  return new RejectionError({
    code: 'NOTHING_WAITS_HERE',
    message: `No token of instance '${instanceId}' waits at '${elementId}'; tokens wait ${where}.`,
  });
}
