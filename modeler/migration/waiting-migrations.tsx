import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { TextLink } from '../shell/text-link.tsx';
import { migrationsQuery } from './queries.ts';

/** Says that a migration of this procedure's cases waits for a second person, and leads there; nothing while none does. */
export function WaitingMigrations({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(migrationsQuery(code));
  if (data?.items.some(({ status }) => status === 'proposed') !== true) return null;
  return (
    <Alert color="orange" mb="md" title={t('migration.waits')}>
      <TextLink to="/procedures/$code/migrations" params={{ code }}>
        {t('migration.link')}
      </TextLink>
    </Alert>
  );
}
