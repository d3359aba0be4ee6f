import { useEffect, useState } from 'react';
import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '../cases/replay.ts';
import { formatInstant } from '../time.ts';

const PLAY_STEP_MS = 700;

interface TimelineProps {
  readonly entries: readonly TimelineEntry[];
  /** The event that is shown now. */
  readonly seq: number;
  readonly sentence: string;
  readonly onMove: (seq: number) => void;
}

/** Moves through a history: slider, previous and next (`,` and `.` on the keyboard), command by command, or by itself. */
export function Timeline({ entries, seq, sentence, onMove }: TimelineProps) {
  const { t } = useTranslation();
  const [playing, setPlaying] = useState(false);
  const last = entries.at(-1)?.event.seq ?? 0;
  const now = entries.find(({ event }) => event.seq === seq);
  const previousCommit =
    entries.findLast(({ commit }) => commit.firstSeq < (now?.commit.firstSeq ?? 0))?.event.seq ?? 1;
  const nextCommit = entries.findLast(({ commit }) => commit === nextOf(entries, now)?.commit)?.event.seq ?? last;
  // Nothing is ignored: the slider is an input too, and the keys go on from wherever it was dragged to.
  useHotkeys(
    [
      [',', () => onMove(seq - 1)],
      ['.', () => onMove(seq + 1)],
    ],
    [],
  );

  useEffect(() => {
    if (!playing) return;
    if (seq >= last) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => onMove(seq + 1), PLAY_STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, seq, last, onMove]);

  return (
    <section className="timeline" aria-label={t('audit.timeline')}>
      <Button size="compact-md" variant="default" disabled={seq <= 1} onClick={() => onMove(previousCommit)}>
        « {t('audit.previousCommand')}
      </Button>
      <Button
        size="compact-md"
        variant="default"
        disabled={seq <= 1}
        aria-keyshortcuts=","
        onClick={() => onMove(seq - 1)}
      >
        ‹ {t('audit.previous')}
      </Button>
      <Button
        size="compact-md"
        aria-pressed={playing}
        onClick={() => (seq >= last ? onMove(1) : undefined, setPlaying(!playing))}
      >
        {t(playing ? 'audit.pause' : 'audit.play')}
      </Button>
      <Button
        size="compact-md"
        variant="default"
        disabled={seq >= last}
        aria-keyshortcuts="."
        onClick={() => onMove(seq + 1)}
      >
        {t('audit.next')} ›
      </Button>
      <Button size="compact-md" variant="default" disabled={seq >= last} onClick={() => onMove(nextCommit)}>
        {t('audit.nextCommand')} »
      </Button>
      <input
        type="range"
        min={1}
        max={Math.max(1, last)}
        value={seq}
        aria-label={t('audit.position')}
        aria-valuetext={t('audit.positionOf', { seq, last, sentence })}
        onChange={(event) => onMove(Number(event.currentTarget.value))}
      />
      <output>
        {t('audit.eventOf', { seq, last })} · {formatInstant(now?.commit.at)}
      </output>
      <p className="timeline-sentence" role="status">
        {sentence}
      </p>
    </section>
  );
}

function nextOf(entries: readonly TimelineEntry[], now: TimelineEntry | undefined): TimelineEntry | undefined {
  if (now === undefined) return entries[0];
  return entries.find(({ commit }) => commit.firstSeq > now.commit.firstSeq) ?? now;
}
