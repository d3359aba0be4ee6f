import { expect } from 'vitest';
import { compileDraft } from '../../engine/compile/compile-procedure.ts';
import type { Diagnostic } from '../../engine/errors.ts';
import type { SoundnessVerdict } from '../../engine/index.ts';
import { verify, type SoundnessOptions } from '../../engine/verify/verify.ts';
import type { Drawing } from '../generators/drawing.ts';
import { boardOf, type Board } from '../generators/engine-runs.ts';
import {
  deadlocks,
  exploreEngine,
  story,
  stuckScopes,
  withoutEnd,
  type Reached,
} from '../generators/explore-engine.ts';
import { playCounterExample } from '../generators/play-counter-example.ts';
import { writeBpmn } from '../generators/write-bpmn.ts';

/** Markings of the engine that are played at most; beyond them the runs are only begun. */
export const STATES = 120;

/** Findings that say that a case may not end. */
export const FAULTS: readonly string[] = ['deadlock', 'livelock', 'unbounded-tokens'];

export interface Judged {
  readonly board: Board;
  readonly diagnostics: readonly Diagnostic[];
  readonly soundness: readonly SoundnessVerdict[];
}

/** The verdict on a drawing, and a board on which it can be played whatever the verdict. */
export async function judge(drawing: Drawing, options: SoundnessOptions = {}): Promise<Judged> {
  const xml = writeBpmn(drawing);
  const { diagnostics, soundness } = await verify(xml, options);
  const { procedure } = await compileDraft(xml);
  if (procedure === undefined) throw new Error(`not even compiled: ${JSON.stringify(diagnostics)}`);
  return { board: boardOf(procedure, drawing), diagnostics, soundness };
}

/** What is called sound always ends on the engine; each counter-example really sticks there. */
export async function expectVerdictToHold(drawing: Drawing): Promise<void> {
  const { board, diagnostics, soundness } = await judge(drawing);
  const faults = diagnostics.filter(({ ruleId }) => FAULTS.includes(ruleId));
  // A sub-process or a called process that is faulty itself is taken to end by what is around it: of several faults one
  // may stand before the others.
  const played = faults.map((finding) => playCounterExample(board, drawing, finding, 600));
  if (played.length > 0 && played.every(({ outcome }) => outcome === 'does-not-stick'))
    expect.fail(`${JSON.stringify(faults, null, 1)} ${JSON.stringify(played)}`);
  if (soundness.every(({ verdict }) => verdict === 'sound')) expectEveryRunToEnd(board);
}

export function expectEveryRunToEnd(board: Board): void {
  const runs = exploreEngine(board, STATES);
  expect(deadlocks(runs).map(story)).toEqual([]);
  expect(runs.states.filter(({ state }) => stuckScopes(state).length > 0).map(story)).toEqual([]);
  expect(runs.states.filter(({ state }) => state.status !== 'active' && isLittered(state)).map(story)).toEqual([]);
  if (runs.complete) expect(withoutEnd(runs).map(story)).toEqual([]);
}

/** An ended case in which something is still open. */
function isLittered(state: Reached['state']): boolean {
  const { elements, tokens, timers, subscriptions, tasks, jobs } = state;
  return [elements, tokens, timers, subscriptions, tasks, jobs].some((rows) => rows.length > 0);
}
