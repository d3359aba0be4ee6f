import { useMemo, useState } from 'react';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { citation } from '../../engine/index.ts';
import { deviationWords } from '../cases/deviation-words.ts';
import { namesOf } from '../cases/element-names.ts';
import { diagramQuery, historyQuery } from '../cases/queries.ts';
import { personNames, subjects, timeline } from '../cases/replay.ts';
import type { CaseDiagram, CaseView, OverrideRequest, Overrides, SealedCommit } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { formatInstant } from '../time.ts';
import { OverrideDialog } from './override-dialog.tsx';
import { colleaguesQuery, confirmOverride, overridesQuery, rejectOverride } from './queries.ts';
import { ReasonDialog } from './reason-dialog.tsx';

interface OverrideSectionProps {
  readonly caseId: string;
  readonly view: CaseView;
}

/** The lawful exit of a case: the button that asks for a departure from the rules, and the requests that wait for an answer. */
export function OverrideSection({ caseId, view }: OverrideSectionProps) {
  const { t } = useTranslation();
  const { data: overrides } = useQuery(overridesQuery(caseId));
  const { data: commits } = useQuery(historyQuery(caseId));
  const { data: diagram } = useQuery(diagramQuery(caseId));
  const [asking, setAsking] = useState(false);
  if (overrides === undefined || commits === undefined || diagram === undefined) return null;
  if (overrides.items.length === 0 && overrides.grounds.length === 0) return null;
  return (
    <section aria-label={t('override.title')} className="no-print">
      <Stack gap="xs">
        {overrides.items.map((request) => (
          <Waiting
            key={request.overrideId}
            request={request}
            overrides={overrides}
            commits={commits}
            diagram={diagram}
          />
        ))}
        {overrides.grounds.length === 0 ? null : (
          <div>
            <Button variant="default" onClick={() => setAsking(true)}>
              {t('override.ask')}
            </Button>
          </div>
        )}
      </Stack>
      {asking ? (
        <OverrideDialog
          caseId={caseId}
          view={view}
          commits={commits}
          diagram={diagram}
          overrides={overrides}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </section>
  );
}

interface WaitingProps {
  readonly request: OverrideRequest;
  readonly overrides: Overrides;
  readonly commits: readonly SealedCommit[];
  readonly diagram: CaseDiagram;
}

/** One request: what it would do, who asks on which ground and why, and the answers that this reader may give. */
function Waiting({ request, overrides, commits, diagram }: WaitingProps) {
  const { t } = useTranslation();
  const [answering, setAnswering] = useState<'confirm' | 'reject' | null>(null);
  const { data: colleagues } = useQuery(colleaguesQuery);
  const { overrideId, deviation, allowed } = request;
  const { entry, step, personOf } = useMemo(() => {
    const entries = timeline(commits);
    const seq = Number(overrideId.slice(overrideId.lastIndexOf(':') + 1));
    const known = personNames(entries);
    return {
      entry: entries.find(({ event }) => event.seq === seq),
      step: subjects(entries).get(seq),
      personOf: (id: string) => colleagues?.items.find((each) => each.id === id)?.name ?? known(id),
    };
  }, [commits, overrideId, colleagues]);
  const nameOf = useMemo(() => namesOf(diagram), [diagram]);
  const ground = overrides.grounds.find(({ code }) => code === request.ground);
  const isOwn = allowed.includes('reject') && !allowed.includes('confirm');
  const deciders = overrides.deciders.map(({ name }) => localized(name)).join(', ');
  return (
    <Alert color="red" title={t('override.waiting', { deciders })}>
      <Text size="sm" fw={600} className="sentence">
        {deviationWords(deviation, nameOf(step), nameOf, personOf, t)}
      </Text>
      <Text size="sm">
        {t('override.groundOf', { ground: localized(ground?.text), basis: localized(citation(request.basis)) })}
      </Text>
      {entry?.event.type === 'OverrideRequested' ? (
        <Text size="sm">
          {t('override.askedBy', {
            name: request.requestedByName,
            at: formatInstant(entry.commit.at),
            reason: entry.event.reason,
          })}
        </Text>
      ) : null}
      <Group mt="xs">
        {allowed.includes('confirm') ? (
          <Button color="red.9" onClick={() => setAnswering('confirm')}>
            {t('override.allow')}
          </Button>
        ) : null}
        {allowed.includes('reject') ? (
          <Button variant="default" onClick={() => setAnswering('reject')}>
            {t(isOwn ? 'override.takeBack' : 'override.decline')}
          </Button>
        ) : null}
      </Group>
      {answering === 'confirm' ? (
        <ReasonDialog
          title={t('override.allow')}
          label={t('override.note')}
          optional
          onSubmit={(note) => confirmOverride(overrideId, note)}
          onClose={() => setAnswering(null)}
        >
          <Text size="sm" mb="sm" className="sentence">
            {deviationWords(deviation, nameOf(step), nameOf, personOf, t)}
          </Text>
        </ReasonDialog>
      ) : null}
      {answering === 'reject' ? (
        <ReasonDialog
          title={t(isOwn ? 'override.takeBack' : 'override.decline')}
          label={t('override.declineReason')}
          onSubmit={(reason) => rejectOverride(overrideId, reason)}
          onClose={() => setAnswering(null)}
        />
      ) : null}
    </Alert>
  );
}
