import type { CaseState, ElementInstance } from '../../engine/execute/state.ts';
import { nodesOf, type Drawing } from './drawing.ts';
import { ENDED, write, type Resting, type Tokens } from './reference-player.ts';

/** Where the tokens of a case rest on the real engine, in the words of the reference player. */
export function engineMarking(state: CaseState, drawing: Drawing): string {
  const root = state.elements.find(({ key }) => key === state.rootKey);
  if (state.status !== 'active' || root === undefined) return ENDED;
  const alarms = nodesOf(drawing).filter(({ type, interrupts }) => type === 'boundaryEvent' && interrupts === false);
  const tokensIn = (scope: ElementInstance): Tokens => ({
    scope: scope.elementId,
    flows: state.tokens.flatMap(({ scopeKey, flowId }) => (scopeKey === scope.key ? [flowId] : [])),
    resting: state.elements.filter(({ scopeKey }) => scopeKey === scope.key).map(restingAt),
  });
  const restingAt = (element: ElementInstance): Resting => ({
    node: element.elementId,
    // An alarm whose timer is gone has rung.
    rung: alarms
      .filter(({ attachedTo }) => attachedTo === element.elementId)
      .filter(({ id }) => !state.timers.some((timer) => timer.elementId === id && timer.elementKey === element.key))
      .map(({ id }) => id)
      .sort(),
    ...(element.type === 'subProcess' && { inside: tokensIn(element) }),
  });
  return write(tokensIn(root));
}
