import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../contract.ts';
import { TextLink } from '../shell/text-link.tsx';
import { draftReference } from '../versions/queries.ts';
import { manifestOf } from './bundle.ts';
import { proceduresQuery } from './queries.ts';

/**
 * Leads to what the draft, as it was last saved, changes of the version that it continues; of a draft that was begun anew, of
 * the version published last under its code. Nothing where there is none.
 */
export function CompareDraftLink({ draft: { id, basedOn, files } }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const { data: procedures } = useQuery(proceduresQuery);
  const code = basedOn?.code ?? manifestOf(files).code;
  const published = procedures?.items.find((procedure) => procedure.code === code)?.versions ?? [];
  const from = basedOn?.version ?? published.at(-1)?.version;
  if (code === undefined || from === undefined || published.length === 0) return null;
  return (
    <TextLink to="/procedures/$code/compare" params={{ code }} search={{ from, to: draftReference(id) }} size="sm">
      {t('compare.withPublished')}
    </TextLink>
  );
}
