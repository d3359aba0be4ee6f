import { useState } from 'react';
import { Alert, Group, List, Paper, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { GoverningAnswer } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { QueryView } from '../shell/query-view.tsx';
import { useNow } from '../shell/use-now.ts';
import { localDateOf } from '../time.ts';
import { governingQuery } from './queries.ts';

/** Which version governs an application that was received, submitted, postmarked or decided on a day, and why. */
export function GoverningForm({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const [received, setReceived] = useState(localDateOf(useNow()));
  const [others, setOthers] = useState({ submitted: '', postmarked: '', decided: '' });
  const governing = useQuery({ ...governingQuery(code, { received, ...others }), enabled: received !== '' });
  return (
    <Paper withBorder p="md" component="section" aria-label={t('governing.title')}>
      <Title order={2} size="h4" mb="xs">
        {t('governing.title')}
      </Title>
      <Group align="end" mb="sm">
        <TextInput
          label={t('governing.received')}
          type="date"
          required
          value={received}
          onChange={(event) => setReceived(event.currentTarget.value)}
        />
        {(['submitted', 'postmarked', 'decided'] as const).map((anchor) => (
          <TextInput
            key={anchor}
            label={t(`governing.${anchor}`)}
            type="date"
            value={others[anchor]}
            onChange={(event) => setOthers({ ...others, [anchor]: event.currentTarget.value })}
          />
        ))}
      </Group>
      {received === '' ? null : (
        <QueryView query={governing}>{(answer) => <GoverningWords answer={answer} />}</QueryView>
      )}
    </Paper>
  );
}

/** The answer with its reasons, each in a line. */
function GoverningWords({ answer }: { readonly answer: GoverningAnswer }) {
  const { t } = useTranslation();
  const { governed, version, because } = answer;
  return (
    <Alert
      role="status"
      color={governed ? 'green' : 'red'}
      title={governed ? t('governing.version', { version }) : t('governing.none')}
    >
      <List size="sm">
        {because.map((line, index) => (
          <List.Item key={index}>{localized(line)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
