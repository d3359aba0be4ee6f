import { useCallback, useEffect, useState } from 'react';
import type { CounterExample } from './diagnostics-panel.tsx';

const STEP_MS = 900;

export interface CounterExamplePlayer {
  readonly steps: CounterExample;
  /** Index of the step that is shown; -1 when nothing is played. */
  readonly at: number;
  readonly playing: boolean;
  readonly play: (steps: CounterExample) => void;
  readonly moveTo: (index: number) => void;
  readonly pause: () => void;
  readonly close: () => void;
}

/** Plays the way into a soundness fault step by step; the reader can pause and walk it by hand. */
export function useCounterExample(): CounterExamplePlayer {
  const [steps, setSteps] = useState<CounterExample>([]);
  const [at, setAt] = useState(-1);
  const [playing, setPlaying] = useState(false);

  useEffect(() => {
    if (!playing) return;
    if (at >= steps.length - 1) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => setAt(at + 1), STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, at, steps]);

  return {
    steps,
    at,
    playing,
    play: useCallback((next: CounterExample) => {
      setSteps(next);
      setAt(0);
      setPlaying(true);
    }, []),
    moveTo: useCallback((index: number) => {
      setPlaying(false);
      setAt(index);
    }, []),
    pause: useCallback(() => setPlaying(false), []),
    close: useCallback(() => {
      setPlaying(false);
      setAt(-1);
    }, []),
  };
}
