import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DiagramView } from '../bpmn/diagram-view.tsx';
import { frameMarks } from '../bpmn/marks.ts';
import { DEVIATIONS } from '../cases/deviation-words.ts';
import { namesThen } from '../cases/element-names.ts';
import { eventSentence } from '../cases/event-sentence.ts';
import { drawingAt, drawingsQuery, historyQuery, type GoverningDrawing } from '../cases/queries.ts';
import { frameAt, personNames, subjects, timeline, versionStarts, type TimelineEntry } from '../cases/replay.ts';
import type { SealedCommit } from '../contract.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { CaseGoverning } from '../versions/case-governing.tsx';
import { FramePanel } from './frame-panel.tsx';
import { IntegrityBadge } from './integrity-badge.tsx';
import { Timeline } from './timeline.tsx';
import { VerifyPanel } from './verify-panel.tsx';
import './replay-page.css';

/** Replays a case event by event, each on the drawing of the version that it was decided by. */
export function ReplayPage() {
  const { caseId } = useParams({ from: '/auditor/cases/$caseId' });
  const history = useQuery(historyQuery(caseId));
  return <QueryView query={history}>{(commits) => <History caseId={caseId} commits={commits} />}</QueryView>;
}

function History({ caseId, commits }: { readonly caseId: string; readonly commits: readonly SealedCommit[] }) {
  const entries = useMemo(() => timeline(commits), [commits]);
  const drawings = useQuery(drawingsQuery(caseId, versionStarts(entries)));
  return (
    <QueryView query={drawings}>{(drawn) => <Replay caseId={caseId} entries={entries} drawings={drawn} />}</QueryView>
  );
}

interface ReplayProps {
  readonly caseId: string;
  readonly entries: readonly TimelineEntry[];
  readonly drawings: readonly GoverningDrawing[];
}

function Replay({ caseId, entries, drawings }: ReplayProps) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ from: '/auditor/cases/$caseId' });
  const about = useMemo(() => subjects(entries), [entries]);
  const personOf = useMemo(() => personNames(entries), [entries]);
  const nameThen = useMemo(() => namesThen(drawings), [drawings, i18n.language]);
  const last = entries.at(-1)?.event.seq ?? 0;
  const seq = Math.min(search.seq ?? last, last);
  const diagram = drawingAt(drawings, seq);
  const nameOf = nameThen(seq);
  const frame = useMemo(() => frameAt(entries, seq), [entries, seq]);
  const marks = useMemo(() => frameMarks(frame), [frame]);
  const focus = useMemo(() => (frame.focus === undefined ? undefined : { elementId: frame.focus }), [frame.focus]);
  const now = entries.find(({ event }) => event.seq === seq);
  const dossier = entries
    .map(({ event }) => (event.type === 'CaseStarted' ? event.receipt?.dossierCode : undefined))
    .find(Boolean);
  const sentence = now === undefined ? '' : eventSentence(now.event, about.get(seq), nameOf, personOf, t);
  const moveTo = (next: number): void =>
    void navigate({ to: '.', search: { seq: Math.max(1, Math.min(last, next)) }, replace: true });

  return (
    <div className="replay">
      <PageHeading title={t('audit.replay', { code: dossier ?? caseId })}>
        <TextLink to="/procedures/$code/versions" params={{ code: diagram.code }} size="sm">
          {t('audit.version', { version: diagram.version })}
        </TextLink>
        <IntegrityBadge caseId={caseId} />
      </PageHeading>
      <CaseGoverning caseId={caseId} />
      <Timeline entries={entries} seq={seq} sentence={sentence} onMove={moveTo} />
      <div className="replay-columns">
        <DiagramView xml={diagram.bpmn} marks={marks} focus={focus} label={t('case.diagram')} height="30rem" />
        <FramePanel frame={frame} entry={now} nameOf={nameOf} personOf={personOf} diagram={diagram} />
      </div>
      <section aria-label={t('audit.events')}>
        <h2 className="section-title">{t('audit.events')}</h2>
        <ol className="event-list replay-events">
          {entries.map(({ event, commit }) => (
            <li key={event.seq} className={DEVIATIONS.has(event.type) ? 'event-deviation' : undefined}>
              <button
                type="button"
                className="event-button"
                aria-current={event.seq === seq ? 'step' : undefined}
                onClick={() => moveTo(event.seq)}
              >
                <span className="event-seq">{event.seq}</span>{' '}
                {DEVIATIONS.has(event.type) ? <strong>⚠ {t('deviation.label')} </strong> : null}
                {eventSentence(event, about.get(event.seq), nameThen(event.seq), personOf, t)}{' '}
                <small>{commit.by.name ?? commit.by.id}</small>
              </button>
            </li>
          ))}
        </ol>
      </section>
      <VerifyPanel caseId={caseId} />
    </div>
  );
}
