import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CounterExamplePlayer } from './use-counter-example.ts';

/** Walks a counter-example forwards and backwards beneath the canvas that shows it. */
export function CounterExampleBar({ player }: { readonly player: CounterExamplePlayer }) {
  const { t } = useTranslation();
  const step = player.steps[player.at];
  if (step === undefined) return null;
  return (
    <section className="counter-example" aria-label={t('check.counterExample', { count: player.steps.length })}>
      <Text size="sm" role="status">
        {player.at + 1}/{player.steps.length}: {step.flowId ?? step.elementId} —{' '}
        {t(`check.step.${step.action}` as 'check.step.completed', { defaultValue: step.action })}
      </Text>
      <Group gap={4} mt={4}>
        <Button
          size="compact-sm"
          variant="default"
          disabled={player.at === 0}
          onClick={() => player.moveTo(player.at - 1)}
        >
          {t('audit.previous')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={player.at >= player.steps.length - 1}
          onClick={() => player.moveTo(player.at + 1)}
        >
          {t('audit.next')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => (player.playing ? player.pause() : player.play(player.steps))}
        >
          {t(player.playing ? 'audit.pause' : 'audit.play')}
        </Button>
        <Button size="compact-sm" onClick={player.close}>
          {t('shell.close')}
        </Button>
      </Group>
    </section>
  );
}
