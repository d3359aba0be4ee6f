import type { ReactNode } from 'react';
import { Loader, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from './problem-alert.tsx';

interface QueryViewProps<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** What was asked for, or that it is still coming, or why it did not come. Old data stay on the page while they are renewed. */
export function QueryView<T>({ query, children }: QueryViewProps<T>) {
  const { t } = useTranslation();
  if (query.data !== undefined) {
    return (
      <>
        <ProblemAlert error={query.error} />
        {children(query.data)}
      </>
    );
  }
  if (query.isError) return <ProblemAlert error={query.error} />;
  return (
    <div role="status">
      <Loader size="sm" aria-hidden />
      <VisuallyHidden>{t('shell.loading')}</VisuallyHidden>
    </div>
  );
}
