import { Anchor, Group, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { boundOf } from '../i18n/said.ts';
import type { LiveVerification } from '../verification/use-verification.ts';

interface VerdictLineProps {
  readonly live: LiveVerification;
  readonly onOpen: () => void;
}

/** Whether the draft as drawn could be published, in one line that screen readers hear when it changes. */
export function VerdictLine({ live, onOpen }: VerdictLineProps) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" mb="xs">
      <Text size="sm" role="status" data-testid="verdict" data-checking={live.checking}>
        {verdict(live, t)}
      </Text>
      {live.report !== null && live.report.diagnostics.length > 0 ? (
        <Anchor component="button" type="button" size="sm" onClick={onOpen}>
          {t('check.open')}
        </Anchor>
      ) : null}
    </Group>
  );
}

function verdict(live: LiveVerification, t: TFunction): string {
  if (live.unavailable !== null) return t('check.unavailable', { reason: live.unavailable });
  if (live.report === null) return t('check.checking');
  const errors = live.report.diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = live.report.diagnostics.filter(({ severity }) => severity === 'warning').length;
  if (errors > 0) return t('check.refused', { errors, warnings });
  const undecided = live.report.soundness.find(({ verdict: each }) => each === 'undecided');
  if (undecided !== undefined) return t('check.undecided', { bound: boundOf(undecided) });
  return t(warnings > 0 ? 'check.soundWithWarnings' : 'check.sound', { warnings });
}
