import { useTranslation } from 'react-i18next';
import { workingHours } from '../time.ts';

/** Working hours until something is due, as the server counted them; nothing where there is no limit. */
export function WorkingTimeLeft({ minutes }: { readonly minutes?: number | undefined }) {
  const { t } = useTranslation();
  if (minutes === undefined) return null;
  const hours = workingHours(minutes);
  return <small>{minutes < 0 ? t('due.workingOver', { hours }) : t('due.workingLeft', { hours })}</small>;
}
