import type { Rejection } from '../../errors.ts';
import type { TriggerElement } from '../command.ts';
import { emit, graphOf, type Game } from '../game.ts';
import { fireBoundary, occur, startEventSubProcess } from '../happenings.ts';
import { find } from '../table.ts';
import { checkVariables } from './checks.ts';
import { fire } from './wait-rules.ts';

/**
 * What an element waits for happens now, whatever it is. A boundary event or event sub-process that catches what is thrown
 * (error, escalation, cancel) waits for nothing that could be found in a table; it can happen while its activity or scope
 * is active.
 */
export function triggerElement(game: Game, command: TriggerElement): Rejection | undefined {
  const { state } = game.draft;
  const { elementId, elementKey, variables } = command;
  const invalid = checkVariables(variables);
  if (invalid !== undefined) return invalid;
  const isMeant = (wait: { readonly elementId: string; readonly elementKey: number }): boolean =>
    wait.elementId === elementId && (elementKey === undefined || wait.elementKey === elementKey);
  const wait = [...state.timers, ...state.subscriptions].filter(isMeant).sort((one, other) => one.key - other.key)[0];
  if (wait !== undefined) {
    emit(game, { type: 'WaitTriggered', key: wait.key });
    const timer = find(state.timers, wait.key);
    if (timer !== undefined) fire(game, timer);
    occur(game, wait, variables);
    return undefined;
  }
  return catchByHand(game, command) ? undefined : nothingWaits(command);
}

function catchByHand(game: Game, { elementId, elementKey, variables }: TriggerElement): boolean {
  for (const instance of game.draft.state.elements) {
    if (elementKey !== undefined && instance.key !== elementKey) continue;
    const graph = graphOf(game, instance.processId);
    const node = graph.nodes[elementId];
    if (node === undefined || !('eventDefinitions' in node)) continue;
    const thrown = node.eventDefinitions.find(
      ({ type }) => type === 'error' || type === 'escalation' || type === 'cancel',
    );
    if (thrown === undefined) continue;
    const failing = thrown.type === 'error' ? { keys: new Set([instance.key]), errorCode: '' } : undefined;
    if (node.type === 'boundaryEvent' && node.attachedTo === instance.elementId && instance.loopCounter === undefined) {
      fireBoundary(game, instance, node, variables, failing);
      return true;
    }
    const scope = graph.scopes[instance.elementId];
    const isItsStart = node.type === 'startEvent' && scope?.eventSubProcesses.includes(node.scopeId) === true;
    if (isItsStart && instance.role !== 'body' && instance.interrupted !== true) {
      startEventSubProcess(game, instance, node, variables);
      return true;
    }
  }
  return false;
}

function nothingWaits({ elementId, caseId }: TriggerElement): Rejection {
  return {
    code: 'NOTHING_WAITS_HERE',
    message: `No token of case '${caseId}' waits at '${elementId}'; look where they wait and name one of those elements.`,
  };
}
