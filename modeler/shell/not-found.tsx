import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeading } from './page-heading.tsx';
import { TextLink } from './text-link.tsx';

/** There is no such page. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <PageHeading title={t('shell.notFound')} />
      <Text mb="sm">{t('shell.notFoundAdvice')}</Text>
      <TextLink to="/">{t('shell.home')}</TextLink>
    </div>
  );
}

/** The page exists, but not for this user's roles. */
export function Forbidden() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <PageHeading title={t('shell.forbidden')} />
      <Text mb="sm">{t('shell.forbiddenAdvice')}</Text>
      <TextLink to="/">{t('shell.home')}</TextLink>
    </div>
  );
}
