import { useMemo, useState } from 'react';
import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SealedCommit } from '../contract.ts';
import { QueryView } from '../shell/query-view.tsx';
import { formatInstant } from '../time.ts';
import { DEVIATIONS } from './deviation-words.ts';
import { namesThen } from './element-names.ts';
import { eventSentence, type NameOf } from './event-sentence.ts';
import { drawingsQuery } from './queries.ts';
import { personNames, subjects, timeline, versionStarts } from './replay.ts';

/** Events that only the token game needs to tell; a reader who wants every one opens the full list. */
const INNER: ReadonlySet<string> = new Set([
  'ProcessInstanceStarted',
  'ProcessInstanceCompleted',
  'ElementActivated',
  'ElementCompleted',
  'SequenceFlowTaken',
  'VariablesSet',
  'SubscriptionOpened',
  'SubscriptionClosed',
  'TimerCancelled',
  'JobCreated',
  'JobCompleted',
]);

interface EventListProps {
  readonly caseId: string;
  readonly commits: readonly SealedCommit[];
}

/** The history of a case in sentences, the newest first. */
export function EventList({ caseId, commits }: EventListProps) {
  const starts = useMemo(() => versionStarts(timeline(commits)), [commits]);
  const drawings = useQuery(drawingsQuery(caseId, starts));
  return (
    <QueryView query={drawings}>{(drawn) => <Sentences commits={commits} nameThen={namesThen(drawn)} />}</QueryView>
  );
}

interface SentencesProps {
  readonly commits: readonly SealedCommit[];
  /** Names at an event. */
  readonly nameThen: (seq: number) => NameOf;
}

function Sentences({ commits, nameThen }: SentencesProps) {
  const { t } = useTranslation();
  const [every, setEvery] = useState(false);
  const entries = useMemo(() => timeline(commits), [commits]);
  const about = useMemo(() => subjects(entries), [entries]);
  const personOf = useMemo(() => personNames(entries), [entries]);
  const shown = entries.filter(({ event }) => every || !INNER.has(event.type)).toReversed();
  return (
    <>
      <Button size="compact-sm" variant="default" aria-pressed={every} onClick={() => setEvery(!every)} mb="xs">
        {t(every ? 'case.fewerEvents' : 'case.everyEvent')}
      </Button>
      <ol className="event-list">
        {shown.map(({ event, commit }) => (
          <li key={event.seq} className={DEVIATIONS.has(event.type) ? 'event-deviation' : undefined}>
            {DEVIATIONS.has(event.type) ? <strong>⚠ {t('deviation.label')} </strong> : null}
            <Text span size="sm" c="dimmed">
              <time dateTime={commit.at}>{formatInstant(commit.at)}</time> · {commit.by.name ?? commit.by.id}
            </Text>
            <br />
            {eventSentence(event, about.get(event.seq), nameThen(event.seq), personOf, t)}
          </li>
        ))}
      </ol>
    </>
  );
}
