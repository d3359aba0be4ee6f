import { Alert, List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../contract.ts';

/** Everything that the server found wrong with a submission, by the fields' own labels. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation();
  if (findings.length === 0) return null;
  return (
    <Alert color="red" role="alert" mb="md" title={t('form.refused', { count: findings.length })}>
      <List size="sm">
        {findings.map((finding, index) => (
          <List.Item key={index}>
            <strong>{finding.label}</strong>: {finding.message}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
