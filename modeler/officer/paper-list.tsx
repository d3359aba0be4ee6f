import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Startable } from '../contract.ts';
import { localized } from '../i18n/language.ts';

const dong = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 });

/** The closed lists of a procedure: its papers and fees with their articles. Nothing else may be asked for. */
export function PaperList({ procedure }: { readonly procedure: Startable }) {
  const { t } = useTranslation();
  return (
    <details className="explanation" open>
      <summary>{t('receive.papersAndFees')}</summary>
      <List size="sm" my="xs">
        {procedure.papers.map((paper) => (
          <List.Item key={paper.id}>
            {localized(paper.name)}{' '}
            <Text span c="dimmed" size="sm">
              ({t('receive.copies', { original: paper.original, copies: paper.copies })}; {paper.basis}
              {paper.requiredIf === undefined ? '' : `; ${t('receive.conditional')}`})
            </Text>
          </List.Item>
        ))}
        {procedure.fees.map((fee) => (
          <List.Item key={fee.id}>
            {localized(fee.name)}: {dong.format(fee.amount)} đ{' '}
            <Text span c="dimmed" size="sm">
              ({fee.basis})
            </Text>
          </List.Item>
        ))}
      </List>
    </details>
  );
}
