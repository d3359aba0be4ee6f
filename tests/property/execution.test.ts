import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evolve } from '../../engine/execute/evolve.ts';
import { emptyCase, type CaseState } from '../../engine/execute/state.ts';
import { createHost, type Host } from '../../engine/host/index.ts';
import { blocks } from '../generators/block.ts';
import { drawBlocks } from '../generators/draw-blocks.ts';
import { flowsOf, type Drawing } from '../generators/drawing.ts';
import { writeBpmn } from '../generators/write-bpmn.ts';
import { RUNS } from './runs.ts';

/**
 * Laws of the token game on random models under random schedules. A failure prints its seed and the smallest model and
 * schedule that still fail.
 */
/** What the world does next: the numbers choose among what is possible at that moment. */
type Move =
  | { readonly does: 'complete' | 'fire' | 'fail' | 'resolve'; readonly which: number }
  | { readonly does: 'advance'; readonly minutes: number }
  | { readonly does: 'message' | 'signal' }
  | { readonly does: 'set'; readonly which: number; readonly value: boolean };

const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ does: fc.constant('complete' as const), which: fc.nat(7) }) },
    fc.record({ does: fc.constantFrom('fire' as const, 'fail' as const, 'resolve' as const), which: fc.nat(7) }),
    fc.record({ does: fc.constant('advance' as const), minutes: fc.constantFrom(10, 60, 600) }),
    fc.record({ does: fc.constantFrom('message' as const, 'signal' as const) }),
    fc.record({ does: fc.constant('set' as const), which: fc.nat(20), value: fc.boolean() }),
  ),
  { maxLength: 15 },
);

const CASE = 'case-1';

const drawings = blocks({ unruly: true, troubled: true }).map(drawBlocks);

describe('on random models under random schedules', () => {
  it('what is replayed from its events is the live case, after every command', async () => {
    await holds(async (drawing, schedule) => {
      const host = await started(drawing);
      for (const move of [undefined, ...schedule]) {
        if (move !== undefined) make(host, move, drawing);
        const live = host.caseState(CASE);
        expect(host.events(CASE).reduce(evolve, emptyCase(CASE))).toEqual(live);
      }
    });
  });

  it('saving and restoring between any two commands changes nothing', async () => {
    await holds(async (drawing, schedule) => {
      const straight = await started(drawing);
      let interrupted = await started(drawing);
      for (const move of schedule) {
        interrupted = createHost({ from: JSON.stringify(interrupted.snapshot()) });
        make(interrupted, move, drawing);
        make(straight, move, drawing);
        expect(interrupted.snapshot()).toEqual(straight.snapshot());
      }
      expect(interrupted.history()).toEqual(straight.history());
      expect(interrupted.flowsTaken()).toEqual(straight.flowsTaken());
      expect(interrupted.instances()).toEqual(straight.instances());
    });
  });

  it('the same commands give the same events', async () => {
    await holds(async (drawing, schedule) => {
      const [one, other] = [await started(drawing), await started(drawing)];
      for (const move of schedule) {
        make(one, move, drawing);
        make(other, move, drawing);
      }
      expect(other.events(CASE)).toEqual(one.events(CASE));
    });
  });

  it('every token rests at a named wait, and state is plain JSON', async () => {
    await holds(async (drawing, schedule) => {
      const host = await started(drawing);
      for (const move of [undefined, ...schedule]) {
        if (move !== undefined) make(host, move, drawing);
        const state = host.caseState(CASE);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        expect(restless(state)).toEqual([]);
        if (state.status !== 'active') expect(left(state)).toEqual([]);
      }
    });
  });

  it('every instance that was activated ends once, and after the end nothing happens', async () => {
    await holds(async (drawing, schedule) => {
      const host = await started(drawing);
      for (const move of schedule) make(host, move, drawing);
      const rows = host.history();
      const open = new Map<string, number>();
      for (const { elementInstanceId, state } of rows) {
        open.set(elementInstanceId, (open.get(elementInstanceId) ?? 0) + (state === 'activated' ? 1 : -1));
      }
      const present = new Set(
        host
          .caseState(CASE)
          .elements.flatMap(({ key, type, role }) =>
            type === 'process' || role !== undefined ? [] : [`${CASE}:${key}`],
          ),
      );
      for (const [id, balance] of open) expect([id, balance]).toEqual([id, present.has(id) ? 1 : 0]);
      const starts = rows
        .filter(({ state }) => state === 'activated')
        .map(({ elementInstanceId }) => elementInstanceId);
      expect(new Set(starts).size).toBe(starts.length);
    });
  });
});

async function holds(law: (drawing: Drawing, schedule: readonly Move[]) => Promise<void>): Promise<void> {
  await fc.assert(fc.asyncProperty(drawings, moves, law), { numRuns: RUNS });
}

async function started(drawing: Drawing): Promise<Host> {
  const host = createHost({ stepBudget: 300 });
  const deployed = await host.deploy(writeBpmn(drawing));
  // A model of which something can never be reached is refused, and there is nothing to run.
  fc.pre(deployed.ok);
  host.start('p', { x: 1 });
  return host;
}

/** Makes a move, if there is one of its kind; what is impossible now is passed over. */
function make(host: Host, move: Move, drawing: Drawing): void {
  const state = host.caseState(CASE);
  if (state.status !== 'active') return;
  switch (move.does) {
    case 'complete': {
      const ready = [...state.tasks, ...state.jobs].map(({ key }) => key).sort((one, other) => one - other);
      const element = state.elements.find(({ key }) => key === pick(ready, move.which));
      if (element !== undefined) host.completeTask(holding(state, element.key), element.elementId);
      return;
    }
    case 'fail': {
      const job = pick(state.jobs, move.which);
      const element = state.elements.find(({ key }) => key === job?.key);
      if (element !== undefined) host.failTask(holding(state, element.key), element.elementId);
      return;
    }
    case 'fire': {
      const wait = pick([...state.timers, ...state.subscriptions], move.which);
      if (wait !== undefined) host.fire(holding(state, wait.elementKey), wait.elementId);
      return;
    }
    case 'resolve': {
      const incident = pick(state.incidents, move.which);
      if (incident !== undefined) host.resolveIncident(CASE, incident.key);
      return;
    }
    case 'advance':
      return host.advance(move.minutes * 60_000);
    case 'message':
      host.message('m');
      return;
    case 'signal':
      host.signal('sig0');
      return;
    case 'set':
      return host.setVariables(CASE, { [pick(variablesOf(drawing), move.which) ?? 'go']: move.value });
  }
}

/** Id of the process instance, the case or a called one, that an element instance is in. */
function holding(state: CaseState, key: number): string {
  const element = state.elements.find((one) => one.key === key);
  if (element === undefined || key === state.rootKey) return CASE;
  return element.type === 'process' ? `${CASE}:${String(key)}` : holding(state, element.scopeKey);
}

/** What conditions read, and what mends a task that cannot be entered. */
function variablesOf(drawing: Drawing): readonly string[] {
  return ['go', 'mended', ...flowsOf(drawing).flatMap(({ when }) => when ?? [])];
}

function pick<T>(from: readonly T[], which: number): T | undefined {
  return from[which % Math.max(1, from.length)];
}

/** Elements in which nothing is and which wait for nothing. */
function restless(state: CaseState): readonly string[] {
  const waiting = new Set([
    ...state.tasks.map(({ key }) => key),
    ...state.jobs.map(({ key }) => key),
    ...[...state.timers, ...state.subscriptions, ...state.incidents].map(({ elementKey }) => elementKey),
    // Who has called for compensation rests until all is undone.
    ...state.elements.flatMap(({ attachedToKey }) => attachedToKey ?? []),
  ]);
  const undoing = state.elements.some(({ compensates }) => compensates !== undefined);
  return state.elements
    .filter(({ key, active }) => active === 0 && !waiting.has(key))
    .filter(({ compensating }) => !(undoing && compensating !== undefined))
    .map(({ elementId }) => elementId);
}

function left(state: CaseState): readonly unknown[] {
  const { elements, tokens, timers, subscriptions, tasks, jobs, incidents, compensations } = state;
  return [...elements, ...tokens, ...timers, ...subscriptions, ...tasks, ...jobs, ...incidents, ...compensations];
}
