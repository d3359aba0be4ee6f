import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import { Badge, Button, Tabs, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../api-client.ts';
import type { Draft } from '../contract.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useVerification } from '../verification/use-verification.ts';
import { CompareDraftLink } from './compare-draft-link.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { DiagnosticsPanel } from './diagnostics-panel.tsx';
import { ManifestPanel } from './manifest-panel.tsx';
import { ProposalBar } from './proposal-bar.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { useCounterExample } from './use-counter-example.ts';
import { useDraft } from './use-draft.ts';
import { VerdictLine } from './verdict-line.tsx';
import './workspace.css';

const ProcessEditor = lazy(() => import('./process-editor.tsx').then((module) => ({ default: module.ProcessEditor })));
const FormsPanel = lazy(() => import('./forms-panel.tsx').then((module) => ({ default: module.FormsPanel })));
const DecisionsPanel = lazy(() =>
  import('./decisions-panel.tsx').then((module) => ({ default: module.DecisionsPanel })),
);

const TABS = ['process', 'forms', 'decisions', 'manifest', 'check'] as const;
type Tab = (typeof TABS)[number];

/** Draws a procedure: diagram, forms, decisions, metadata; checked while it is drawn, saved, published. */
export function Workspace({ opened }: { readonly opened: Answer<Draft> }) {
  const { t } = useTranslation();
  const draft = useDraft(opened);
  const live = useVerification(draft.files);
  const [tab, setTab] = useState<Tab>('process');
  const [visited, setVisited] = useState<ReadonlySet<Tab>>(new Set<Tab>(['process']));
  const [focus, setFocus] = useState<{ readonly elementId: string } | null>(null);
  const [publishing, setPublishing] = useState(false);
  const counterExample = useCounterExample();

  const open = useCallback((next: Tab): void => {
    setTab(next);
    setVisited((before) => new Set(before).add(next));
  }, []);
  const showElement = useCallback(
    (elementId: string): void => {
      open('process');
      setFocus({ elementId });
    },
    [open],
  );
  useHotkeys([['mod+S', () => void draft.save()]], []);
  useBlocker({ shouldBlockFn: () => draft.dirty && !window.confirm(t('workspace.leave')), enableBeforeUnload: false });

  const panel = (name: Tab, content: ReactNode): ReactNode => (
    <Tabs.Panel value={name} className="workspace-panel">
      {visited.has(name) ? (
        <Suspense fallback={<Text role="status">{t('shell.loading')}</Text>}>{content}</Suspense>
      ) : null}
    </Tabs.Panel>
  );

  return (
    <div className="workspace">
      <PageHeading title={opened.content.name}>
        <CompareDraftLink draft={opened.content} />
        {opened.content.proposal === undefined ? (
          <>
            <Text size="sm" c="dimmed" role="status">
              {t(draft.saving ? 'workspace.saving' : draft.dirty ? 'workspace.unsaved' : 'workspace.saved')}
            </Text>
            <Button
              variant="default"
              onClick={() => void draft.save()}
              loading={draft.saving}
              aria-keyshortcuts="Control+S"
            >
              {t('workspace.save')}
            </Button>
            <Button onClick={() => setPublishing(true)}>{t('workspace.publish')}</Button>
          </>
        ) : null}
      </PageHeading>
      <ProposalBar draft={opened.content} />
      <ProblemAlert error={draft.conflict ? null : draft.error} />
      <VerdictLine live={live} onOpen={() => open('check')} />
      <Tabs
        value={tab}
        onChange={(value) => open(TABS.find((each) => each === value) ?? 'process')}
        keepMountedMode="display-none"
        className="workspace-tabs"
      >
        <Tabs.List aria-label={t('workspace.parts')}>
          {TABS.map((name) => (
            <Tabs.Tab
              key={name}
              value={name}
              rightSection={
                name === 'check' && live.report !== null ? (
                  <Badge size="sm" circle>
                    {live.report.diagnostics.length}
                  </Badge>
                ) : null
              }
            >
              {t(`workspace.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {panel(
          'process',
          <ProcessEditor
            key={draft.generation}
            draft={draft}
            diagnostics={live.report?.diagnostics ?? []}
            focus={focus}
            counterExample={counterExample}
          />,
        )}
        {panel('forms', <FormsPanel draft={draft} />)}
        {panel('decisions', <DecisionsPanel draft={draft} />)}
        {panel('manifest', <ManifestPanel draft={draft} />)}
        {panel(
          'check',
          <DiagnosticsPanel
            live={live}
            onShow={showElement}
            onPlay={(steps) => {
              open('process');
              counterExample.play(steps);
            }}
          />,
        )}
      </Tabs>
      {draft.conflict ? <ConflictDialog draft={draft} /> : null}
      {publishing ? (
        <PublishDialog
          draft={draft}
          draftId={opened.content.id}
          onShow={showElement}
          onClose={() => setPublishing(false)}
        />
      ) : null}
    </div>
  );
}
