import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGraphView } from '../../engine/verify/graph-view.ts';
import { checkSoundness } from '../../engine/verify/soundness.ts';
import { blocks } from '../generators/block.ts';
import { drawBlocks } from '../generators/draw-blocks.ts';
import { nodesOf, type Drawing } from '../generators/drawing.ts';
import { ANY, graphs, PLAIN } from '../generators/graph.ts';
import { engineMarking } from '../generators/engine-marking.ts';
import { exploreEngine } from '../generators/explore-engine.ts';
import { playReference } from '../generators/reference-player.ts';
import { expectEveryRunToEnd, expectVerdictToHold, FAULTS, judge, STATES } from './judge.ts';
import { RUNS } from './runs.ts';

/**
 * What the verifier says of random models is what happens when the engine runs them, in every order of events and with every
 * outcome of every condition. A failure prints its seed and the smallest model that still fails.
 */
/** Graphs are played by three players, each in every order: fewer of them fit into the time. */
const GRAPHS = Math.ceil(RUNS / 4);

describe('soundness of random models', () => {
  it('well-made blocks are sound, and every run of them on the engine comes to its end', async () => {
    await fc.assert(
      fc.asyncProperty(blocks({ unruly: false, troubled: false }).map(drawBlocks), async (drawing) => {
        const judged = await judge(drawing);
        expect(judged.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(judged.soundness.map(({ verdict }) => verdict)).not.toContain('unsound');
        expectEveryRunToEnd(judged.board);
      }),
      { numRuns: RUNS },
    );
  });

  it('of unruly blocks, what is called sound always ends, and each counter-example really sticks', async () => {
    await fc.assert(fc.asyncProperty(blocks({ unruly: true, troubled: false }).map(drawBlocks), expectVerdictToHold), {
      numRuns: RUNS,
    });
  });

  it('the verdict is the same with and without the structural reductions', async () => {
    const drawings = fc.oneof(
      graphs({ kinds: ANY, depth: 1 }),
      blocks({ unruly: true, troubled: false }).map(drawBlocks),
    );
    await fc.assert(
      fc.asyncProperty(drawings, async (drawing) => {
        const { board } = await judge(drawing, { turns: 1 });
        for (const graph of Object.values(board.procedure.processes)) {
          const view = createGraphView(graph, board.procedure.processes);
          const [reduced, drawn] = [true, false].map((reduce) => checkSoundness(graph, { turns: 600, reduce }, view));
          fc.pre(reduced?.verdict.verdict !== 'undecided' && drawn?.verdict.verdict !== 'undecided');
          // Where an end cuts an automatic branch short, what lies behind depends on the order of the two (`reduce.ts`).
          fc.pre(!(isCutShort(drawing) && drawn?.diagnostics.some(({ ruleId }) => ruleId === 'dead-element') === true));
          expect(reduced?.verdict.verdict).toBe(drawn?.verdict.verdict);
        }
      }),
      { numRuns: GRAPHS },
    );
  });
});

/** Some end ends its whole scope. */
function isCutShort(drawing: Drawing): boolean {
  return nodesOf(drawing).some(
    ({ event }) => event !== undefined && ['terminate', 'error', 'cancel', 'escalation'].includes(event.type),
  );
}

describe('against a player of its own', () => {
  it('verdict, dead elements and every place where tokens can rest are the same', async () => {
    await fc.assert(
      fc.asyncProperty(graphs({ kinds: PLAIN, depth: 1 }), async (drawing) => {
        const { board, diagnostics, soundness } = await judge(drawing, { turns: 500 });
        const reference = playReference(drawing, 150);
        fc.pre(reference !== undefined && soundness.every(({ verdict }) => verdict !== 'undecided'));
        const isRefused = diagnostics.some(({ severity, ruleId }) => severity === 'error' && !FAULTS.includes(ruleId));
        if (!isRefused) expect([soundness[0]?.verdict, reference?.why]).toEqual([reference?.verdict, reference?.why]);
        const runs = exploreEngine(board, STATES);
        if (!runs.complete || runs.silenced || reference === undefined || reference.markings.size === 0) return;
        const markings = new Set(runs.states.map(({ state }) => engineMarking(state, drawing)));
        expect([...markings].sort()).toEqual([...reference.markings].sort());
      }),
      { numRuns: GRAPHS },
    );
  });

  it('with inclusive joins and ends that end everything, the engine rests only where the standard lets it', async () => {
    const kinds = [...PLAIN, 'inclusiveGateway', 'inclusiveGateway', 'inclusiveGateway', 'terminate'] as const;
    await fc.assert(
      fc.asyncProperty(graphs({ kinds, depth: 1 }), async (drawing) => {
        const { board } = await judge(drawing, { turns: 500 });
        const reference = playReference(drawing, 150);
        fc.pre(reference !== undefined && reference.markings.size > 0);
        const strays = exploreEngine(board, STATES)
          .states.map(({ state }) => engineMarking(state, drawing))
          .filter((marking) => reference?.markings.has(marking) === false);
        expect(strays).toEqual([]);
      }),
      { numRuns: GRAPHS },
    );
  });
});
