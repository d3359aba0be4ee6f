import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileDraft } from '../../engine/compile/compile-procedure.ts';
import type { Diagnostic } from '../../engine/errors.ts';
import type { SoundnessVerdict } from '../../engine/index.ts';
import { verify } from '../../engine/verify/verify.ts';
import { blocks } from '../generators/block.ts';
import { drawBlocks } from '../generators/draw-blocks.ts';
import type { Drawing } from '../generators/drawing.ts';
import { boardOf, type Board } from '../generators/engine-runs.ts';
import { deadlocks, exploreEngine, story, stuckScopes, withoutEnd } from '../generators/explore-engine.ts';
import { playCounterExample } from '../generators/play-counter-example.ts';
import { writeBpmn } from '../generators/write-bpmn.ts';
import { RUNS } from './runs.ts';

/**
 * What the verifier says of random models is what happens when the engine runs them, in every order of events and with every
 * outcome of every condition. A failure prints its seed and the smallest model that still fails.
 */
const STATES = 120;
const FAULTS = ['deadlock', 'livelock', 'unbounded-tokens'];

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
      numRuns: 2 * RUNS,
    });
  });
});

interface Judged {
  readonly board: Board;
  readonly diagnostics: readonly Diagnostic[];
  readonly soundness: readonly SoundnessVerdict[];
}

/** The verdict on a drawing, and a board on which it can be played whatever the verdict. */
async function judge(drawing: Drawing): Promise<Judged> {
  const xml = writeBpmn(drawing);
  const { diagnostics, soundness } = await verify(xml);
  const { procedure } = await compileDraft(xml);
  if (procedure === undefined) throw new Error(`not even compiled: ${JSON.stringify(diagnostics)}`);
  return { board: boardOf(procedure, drawing), diagnostics, soundness };
}

async function expectVerdictToHold(drawing: Drawing): Promise<void> {
  const { board, diagnostics, soundness } = await judge(drawing);
  const faults = diagnostics.filter(({ ruleId }) => FAULTS.includes(ruleId));
  // A sub-process or a called process that is faulty itself is taken to end by what is around it: of several faults one
  // may stand before the others.
  const played = faults.map((finding) => playCounterExample(board, drawing, finding, 600));
  if (played.length > 0 && played.every(({ outcome }) => outcome === 'does-not-stick'))
    expect.fail(`${JSON.stringify(faults, null, 1)} ${JSON.stringify(played)}`);
  if (soundness.every(({ verdict }) => verdict === 'sound')) expectEveryRunToEnd(board);
}

function expectEveryRunToEnd(board: Board): void {
  const runs = exploreEngine(board, STATES);
  expect(deadlocks(runs).map(story)).toEqual([]);
  expect(runs.states.filter(({ state }) => stuckScopes(state).length > 0).map(story)).toEqual([]);
  expect(runs.states.filter(({ state }) => state.status !== 'active' && isLittered(state)).map(story)).toEqual([]);
  if (runs.complete) expect(withoutEnd(runs).map(story)).toEqual([]);
}

/** An ended case in which something is still open. */
function isLittered(state: ReturnType<typeof exploreEngine>['states'][number]['state']): boolean {
  const { elements, tokens, timers, subscriptions, tasks, jobs } = state;
  return [elements, tokens, timers, subscriptions, tasks, jobs].some((rows) => rows.length > 0);
}
