import type { Expression } from '../model/expression.ts';
import type { JsonObject } from '../model/json.ts';
import type { BoundaryEvent, StartEvent } from '../model/process-graph.ts';
import { evaluateText } from './expressions.ts';
import { emit, graphOf, instanceOf, nodeOf, type Game } from './game.ts';
import { fireBoundary, startEventSubProcess } from './happenings.ts';
import type { ElementInstance } from './state.ts';
import { terminate, type Failing } from './termination.ts';
import { contextAt } from './variables.ts';
import { isEventSubProcess, startEventOf } from './waits.ts';

/**
 * Errors and escalations look for who catches them from the inside out: at each scope first its event sub-processes, then
 * the boundary events of the activity that is the scope; through a call activity on to the caller. At each place a catch
 * of the very code comes before one of any code.
 *
 * @source BPMN 2.0.2 §10.5.7 (Handling Events: scope), §13.5.3, §13.5.4
 */

/** Who catches, and what catching ends. */
export interface Catch {
  readonly event: BoundaryEvent | StartEvent;
  /** The activity under the boundary event, or the scope of the event sub-process. */
  readonly holder: ElementInstance;
  /** Instances from the thrower outwards that the error ends; the holder is among them under a boundary event. */
  readonly path: readonly number[];
}

/**
 * Throws an error from an instance. Returns whether something caught it; when nothing does, nothing has happened, and the
 * caller decides (an incident at a job, the end of the process at an end event).
 *
 * `from` is where the search begins: the failed activity itself, or the scope of an end event that has already ended.
 */
export function throwError(
  game: Game,
  from: ElementInstance,
  thrown: { readonly elementKey: number; readonly errorCode: string; readonly message?: string },
  variables: JsonObject,
  startsInside: boolean,
): boolean {
  const caught = findCatch(game, from, 'error', thrown.errorCode, startsInside);
  if (caught === undefined) return false;
  const { elementKey, errorCode, message } = thrown;
  emit(game, {
    type: 'ErrorThrown',
    elementKey,
    errorCode,
    ...(message === undefined ? {} : { message }),
    caughtBy: caught.event.id,
  });
  deliver(game, caught, variables, { keys: new Set(caught.path), errorCode });
  return true;
}

/** Nothing catches the error of an end event: everything from there to the root process ends with it. */
export function failCase(
  game: Game,
  from: ElementInstance,
  thrown: { readonly elementKey: number; readonly errorCode: string; readonly message?: string },
): void {
  emit(game, { type: 'ErrorThrown', ...thrown });
  const keys = new Set<number>();
  let at: ElementInstance | undefined = from;
  let root = from;
  for (; at !== undefined; at = at.scopeKey === 0 ? undefined : instanceOf(game, at.scopeKey)) {
    keys.add(at.key);
    root = at;
  }
  const { errorCode, message } = thrown;
  terminate(game, root, { keys, errorCode });
  emit(game, { type: 'CaseFailed', errorCode, ...(message === undefined ? {} : { message }) });
}

/** Throws an escalation: it ends something only where an interrupting event catches it, and is lost where none does. */
export function throwEscalation(
  game: Game,
  from: ElementInstance,
  thrown: { readonly elementKey: number; readonly escalationCode: string },
  startsInside = true,
): void {
  const caught = findCatch(game, from, 'escalation', thrown.escalationCode, startsInside);
  emit(game, {
    type: 'EscalationThrown',
    ...thrown,
    ...(caught === undefined ? {} : { caughtBy: caught.event.id }),
  });
  if (caught !== undefined) deliver(game, caught, {});
}

function deliver(game: Game, caught: Catch, results: JsonObject, failing?: Failing): void {
  const { event, holder } = caught;
  if (event.type === 'boundaryEvent') fireBoundary(game, holder, event, results, failing);
  else startEventSubProcess(game, holder, event, results, failing);
}

type Fault = 'error' | 'escalation';

function findCatch(
  game: Game,
  from: ElementInstance,
  kind: Fault,
  code: string,
  startsInside: boolean,
): Catch | undefined {
  const path: number[] = [];
  let at: ElementInstance | undefined = from;
  let inside = startsInside;
  while (at !== undefined) {
    if (inside) {
      const event = subProcessCatch(game, at, kind, code);
      if (event !== undefined) return { ...event, holder: at, path };
    }
    path.push(at.key);
    const boundary = boundaryCatch(game, at, kind, code);
    if (boundary !== undefined) return { ...boundary, holder: at, path };
    at = at.scopeKey === 0 ? undefined : instanceOf(game, at.scopeKey);
    inside = true;
  }
  return undefined;
}

type Match = Pick<Catch, 'event'>;

function subProcessCatch(game: Game, scope: ElementInstance, kind: Fault, code: string): Match | undefined {
  return bestMatch(game, scope, scopeStarts(game, scope), kind, code);
}

function boundaryCatch(game: Game, activity: ElementInstance, kind: Fault, code: string): Match | undefined {
  return bestMatch(game, activity, boundaryEventsOf(game, activity), kind, code);
}

/** Start events of the event sub-processes of a scope. One that has taken the scope over hides the others, and itself. */
function scopeStarts(game: Game, scope: ElementInstance): readonly StartEvent[] {
  if (scope.interrupted === true || scope.role === 'body') return [];
  const graph = graphOf(game, scope.processId);
  return (graph.scopes[scope.elementId]?.eventSubProcesses ?? []).flatMap((id) => {
    const start = isEventSubProcess(graph.nodes[id]) ? startEventOf(game, scope.processId, id) : undefined;
    return start === undefined ? [] : [start];
  });
}

/** Boundary events of an activity. Those of a looping activity belong to its body. */
function boundaryEventsOf(game: Game, activity: ElementInstance): readonly BoundaryEvent[] {
  if (activity.type === 'process' || activity.loopCounter !== undefined) return [];
  const node = nodeOf(game, activity);
  if (!('boundaryEvents' in node)) return [];
  const { nodes } = graphOf(game, activity.processId);
  return node.boundaryEvents.flatMap((id) => {
    const boundary = nodes[id];
    return boundary?.type === 'boundaryEvent' ? [boundary] : [];
  });
}

function bestMatch(
  game: Game,
  holder: ElementInstance,
  events: readonly (BoundaryEvent | StartEvent)[],
  kind: Fault,
  code: string,
): Match | undefined {
  let any: Match | undefined;
  for (const event of events) {
    for (const definition of event.eventDefinitions) {
      if (definition.type !== kind || (definition.type !== 'error' && definition.type !== 'escalation')) continue;
      const expression = definition.type === 'error' ? definition.errorCode : definition.escalationCode;
      if (expression === undefined) any ??= { event };
      else if (codeOf(game, holder, expression) === code) return { event };
    }
  }
  return any;
}

/** A code that cannot be evaluated catches nothing; verify reports such a model. */
function codeOf(game: Game, holder: ElementInstance, expression: Expression): string | undefined {
  const place = { what: 'Code', phase: 'enter' } as const;
  const code = evaluateText(game, expression, contextAt(game.draft.state, holder.key), place);
  return code.ok ? code.value : undefined;
}
