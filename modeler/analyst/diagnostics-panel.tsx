import { Alert, Badge, Button, Code, Group, List, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Diagnostic, SoundnessVerdict } from '../../engine/index.ts';
import { advised, boundOf, said } from '../i18n/said.ts';
import type { LiveVerification } from '../verification/use-verification.ts';

export type CounterExample = NonNullable<Diagnostic['counterExample']>;

interface DiagnosticsPanelProps {
  readonly live: LiveVerification;
  readonly onShow: (elementId: string) => void;
  readonly onPlay: (steps: CounterExample) => void;
}

const RANK: Readonly<Record<Diagnostic['severity'], number>> = { error: 0, warning: 1, info: 2 };
const COLOURS: Readonly<Record<Diagnostic['severity'], string>> = {
  error: 'red.9',
  warning: 'orange.9',
  info: 'seal.7',
};

/** Everything that verification found, errors first; each leads to its element on the canvas. */
export function DiagnosticsPanel({ live, onShow, onPlay }: DiagnosticsPanelProps) {
  const { t } = useTranslation();
  if (live.unavailable !== null)
    return <Alert color="orange" title={t('check.unavailable', { reason: live.unavailable })} />;
  if (live.report === null) return <Text role="status">{t('check.checking')}</Text>;
  return (
    <Stack>
      <SoundnessList soundness={live.report.soundness} />
      <DiagnosticList diagnostics={live.report.diagnostics} onShow={onShow} onPlay={onPlay} />
    </Stack>
  );
}

interface DiagnosticListProps {
  readonly diagnostics: readonly Diagnostic[];
  readonly onShow?: (elementId: string) => void;
  readonly onPlay?: (steps: CounterExample) => void;
}

/** Findings about a model, errors first. */
export function DiagnosticList({ diagnostics, onShow, onPlay }: DiagnosticListProps) {
  const { t } = useTranslation();
  if (diagnostics.length === 0) return <Text>{t('check.nothingFound')}</Text>;
  const sorted = diagnostics.toSorted((one, other) => RANK[one.severity] - RANK[other.severity]);
  return (
    <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
      {sorted.map(({ elementId, counterExample, ...diagnostic }, index) => (
        <Paper key={index} component="li" withBorder p="sm">
          <Group gap="xs" mb={4}>
            <Badge color={COLOURS[diagnostic.severity]} tt="none">
              {t(`check.severity.${diagnostic.severity}`)}
            </Badge>
            <Code>{diagnostic.ruleId}</Code>
            {diagnostic.file === undefined ? null : (
              <Text size="xs" c="dimmed">
                {diagnostic.file}
              </Text>
            )}
          </Group>
          <Text size="sm">{said(diagnostic)}</Text>
          {diagnostic.hint === undefined ? null : (
            <Text size="sm" c="dimmed">
              {advised(diagnostic)}
            </Text>
          )}
          <Group gap="xs" mt={6}>
            {elementId === undefined || onShow === undefined ? null : (
              <Button size="compact-sm" variant="default" onClick={() => onShow(elementId)}>
                {t('check.show', { element: elementId })}
              </Button>
            )}
            {counterExample === undefined || onPlay === undefined ? null : (
              <Button size="compact-sm" onClick={() => onPlay(counterExample)}>
                {t('check.play')}
              </Button>
            )}
          </Group>
          {counterExample === undefined ? null : <Steps steps={counterExample} />}
        </Paper>
      ))}
    </Stack>
  );
}

function Steps({ steps }: { readonly steps: CounterExample }) {
  const { t } = useTranslation();
  return (
    <details className="explanation">
      <summary>{t('check.counterExample', { count: steps.length })}</summary>
      <List type="ordered" size="sm">
        {steps.map((step, index) => (
          <List.Item key={index}>
            {step.flowId ?? step.elementId} —{' '}
            {t(`check.step.${step.action}` as 'check.step.completed', { defaultValue: step.action })}
          </List.Item>
        ))}
      </List>
    </details>
  );
}

/** One verdict per process, with what was explored or which bound stopped it. */
export function SoundnessList({ soundness }: { readonly soundness: readonly SoundnessVerdict[] }) {
  const { t } = useTranslation();
  return (
    <List size="sm">
      {soundness.map((verdict) => (
        <List.Item key={verdict.processId}>
          {t(`check.verdict.${verdict.verdict}`, {
            process: verdict.processId,
            markings: verdict.markings,
            bound: boundOf(verdict),
          })}
        </List.Item>
      ))}
    </List>
  );
}
