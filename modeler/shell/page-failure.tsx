import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeading } from './page-heading.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** A page that broke: says so, keeps the frame, and offers to try again. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <div className="page">
      <PageHeading title={t('shell.broken')} />
      <ProblemAlert error={error} />
      <Button onClick={reset}>{t('shell.tryAgain')}</Button>
    </div>
  );
}
