import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Citation, PublicProcedure } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { CitationText } from '../shell/citation-text.tsx';
import { PlainTable } from '../shell/plain-table.tsx';
import { localeNumber } from '../time.ts';
import { limitWords } from './limit-words.ts';

/** What happens, in order: by whom, within what time, on which article. */
export function StepTable({ steps }: Pick<PublicProcedure, 'steps'>) {
  const { t } = useTranslation();
  return (
    <PlainTable
      caption={t('publicProcedure.steps')}
      headings={[t('publicProcedure.step'), t('publicProcedure.doneBy'), t('manifest.limit'), t('manifest.basis')]}
      rows={steps.map(({ name, by, groups, limit, basis }) => [
        name,
        by === 'system'
          ? t('publicProcedure.bySystem')
          : groups.map((group) => localized(group)).join(', ') || t('publicProcedure.byOffice'),
        limit === undefined ? t('publicProcedure.notCounted') : limitWords(t, limit),
        <Citations basis={basis} />,
      ])}
    />
  );
}

/** The papers of a dossier: nothing else may be asked for. */
export function PaperTable({ papers }: Pick<PublicProcedure, 'papers'>) {
  const { t } = useTranslation();
  if (papers.length === 0) return <Text c="dimmed">{t('publicProcedure.noPapers')}</Text>;
  return (
    <PlainTable
      caption={t('manifest.papers')}
      headings={[t('manifest.paperName'), t('publicProcedure.number'), t('publicProcedure.when'), t('manifest.basis')]}
      rows={papers.map(({ name, original, copies, conditional, replacedBy, basis }) => [
        localized(name),
        t('receive.copies', { original, copies }),
        replacedBy === undefined
          ? t(conditional ? 'publicProcedure.ifLawNames' : 'publicProcedure.always')
          : t('publicProcedure.replacedBy', { source: replacedBy }),
        <Citations basis={[basis]} />,
      ])}
    />
  );
}

export function FeeTable({ fees }: Pick<PublicProcedure, 'fees'>) {
  const { t } = useTranslation();
  if (fees.length === 0) return <Text c="dimmed">{t('publicProcedure.noFees')}</Text>;
  return (
    <PlainTable
      caption={t('publicProcedure.fees')}
      headings={[t('publicProcedure.fee'), t('publicProcedure.amount'), t('receive.channel'), t('manifest.basis')]}
      numbers={[1]}
      rows={fees.map(({ name, amount, channel, basis }) => [
        localized(name),
        amount === 0 ? t('publicProcedure.free') : `${localeNumber(amount)} đ`,
        channel === undefined ? t('publicProcedure.everyChannel') : t(`receive.channels.${channel}`),
        <Citations basis={[basis]} />,
      ])}
    />
  );
}

function Citations({ basis }: { readonly basis: readonly Citation[] }) {
  if (basis.length === 0) return <>—</>;
  return (
    <>
      {basis.map((citation) => (
        <Text key={citation.ref} size="sm">
          <CitationText citation={citation} />
        </Text>
      ))}
    </>
  );
}
