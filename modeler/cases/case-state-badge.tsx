import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The states of a case's lifecycle, as a page may filter by them. */
export const CASE_STATES = ['active', 'completed', 'terminated', 'failed', 'cancelled', 'withdrawn'] as const;
export type CaseStateName = (typeof CASE_STATES)[number];

const COLOURS: Readonly<Record<CaseStateName, string>> = {
  active: 'seal.8',
  completed: 'green.9',
  terminated: 'gray.8',
  failed: 'red.9',
  cancelled: 'red.9',
  withdrawn: 'gray.8',
};

interface CaseStateBadgeProps {
  readonly state: CaseStateName;
  /** Status 1–10 of the national portal. */
  readonly publicStatus?: number | undefined;
}

/** The state of a case in words, with the status that the public sees. */
export function CaseStateBadge({ state, publicStatus }: CaseStateBadgeProps) {
  const { t } = useTranslation();
  return (
    <span>
      <Badge color={COLOURS[state]} tt="none">
        {t(`caseState.${state}`)}
      </Badge>
      {publicStatus === undefined ? null : <PublicStatus status={publicStatus} />}
    </span>
  );
}

/** Status 1–10 of the national portal in words. @source domain B6 */
export function PublicStatus({ status }: { readonly status: number }) {
  const { t } = useTranslation();
  return <small style={{ display: 'block' }}>{t(`publicStatus.${status}` as 'publicStatus.1')}</small>;
}
