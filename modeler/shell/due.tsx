import { useTranslation } from 'react-i18next';
import { useNow } from './use-now.ts';
import { dueBand, elapsedWords, formatInstant } from '../time.ts';

interface DueProps {
  readonly dueAt?: string | undefined;
  /** A step or case that has ended is neither early nor late here: only its date is shown. */
  readonly ended?: boolean;
}

/** When something is due and how near that is, in words as well as in colour. */
export function Due({ dueAt, ended = false }: DueProps) {
  const { t } = useTranslation();
  const now = useNow();
  if (dueAt === undefined) return <span>{t('due.none')}</span>;
  const band = ended ? 'none' : dueBand(dueAt, now);
  return (
    <span className={`due due-${band}`}>
      <time dateTime={dueAt}>{formatInstant(dueAt)}</time>
      {band === 'none' ? null : (
        <small>
          {t(`due.${band}`)} · {elapsedWords(dueAt, now)}
        </small>
      )}
    </span>
  );
}
