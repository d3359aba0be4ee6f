import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { integrityQuery } from '../cases/queries.ts';

/** Whether the hash chain of the case still holds, as the server recomputed it just now. */
export function IntegrityBadge({ caseId }: { readonly caseId: string }) {
  const { t } = useTranslation();
  const { data, isError } = useQuery(integrityQuery(caseId));
  if (isError) {
    return (
      <Badge color="gray.8" tt="none" size="lg">
        {t('audit.integrityUnknown')}
      </Badge>
    );
  }
  if (data === undefined) return null;
  return (
    <Badge color={data.ok ? 'green.9' : 'red.9'} tt="none" size="lg" title={data.headHash}>
      {data.ok ? t('audit.intact', { count: data.commits }) : t('audit.broken', { seq: data.brokenAt ?? 0 })}
    </Badge>
  );
}
