import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { localized } from '../i18n/language.ts';
import { caseGoverningQuery } from './queries.ts';

/** Which version governs a case and why: as it was chosen at receipt, and whether the same dates would choose it today. */
export function CaseGoverning({ caseId }: { readonly caseId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(caseGoverningQuery(caseId));
  if (data === undefined) return null;
  const { version, chosen, today } = data;
  const because = chosen?.because ?? (today.version === version ? today.because : []);
  const isOther = today.governed && today.version !== version;
  return (
    <details className="explanation">
      <summary>{t('governing.ofCase', { version })}</summary>
      {because.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('governing.notKept')}
        </Text>
      ) : (
        <List size="sm">
          {because.map((line, index) => (
            <List.Item key={index}>{localized(line)}</List.Item>
          ))}
        </List>
      )}
      {isOther || !today.governed ? (
        <Text size="sm">
          {today.governed ? t('governing.todayOther', { version: today.version }) : t('governing.todayNone')}
        </Text>
      ) : null}
    </details>
  );
}
