import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useUser } from '../session.ts';
import { PageHeading } from './page-heading.tsx';

/** Where a user lands who has no role with pages (a machine's account, or one that waits for its roles). */
export function AccountPage() {
  const { t } = useTranslation();
  const user = useUser();
  return (
    <div className="page">
      <PageHeading title={user.name} />
      <Text>{t('shell.noRole')}</Text>
    </div>
  );
}
