import { Button, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { currentLanguage, localized } from '../i18n/language.ts';
import { QueryView } from '../shell/query-view.tsx';
import { papersQuery } from './queries.ts';

/** The standard forms of a case: each opens as PDF, or says what is still missing for it. @source domain B7 */
export function PapersSection({ caseId }: { readonly caseId: string }) {
  const { t } = useTranslation();
  const papers = useQuery(papersQuery(caseId));
  return (
    <section aria-label={t('papers.title')} className="no-print">
      <Title order={2} size="h4" mb="xs">
        {t('papers.title')}
      </Title>
      <QueryView query={papers}>
        {({ items }) => (
          <Table verticalSpacing={6} className="paper-table">
            <Table.Caption className="visually-hidden">{t('papers.title')}</Table.Caption>
            <Table.Thead className="visually-hidden">
              <Table.Tr>
                <Table.Th scope="col">{t('papers.form')}</Table.Th>
                <Table.Th scope="col">{t('papers.open')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map(({ form, title, issuable, obstacle }) => (
                <Table.Tr key={form}>
                  <Table.Td>{t('papers.numbered', { form, title: localized(title) })}</Table.Td>
                  <Table.Td>
                    {issuable ? (
                      <Button
                        component="a"
                        size="compact-sm"
                        variant="default"
                        href={`/api/cases/${encodeURIComponent(caseId)}/papers/${form}.pdf?lang=${currentLanguage()}`}
                        target="_blank"
                        rel="noopener"
                        aria-label={t('papers.openOf', { form, title: localized(title) })}
                      >
                        {t('papers.open')}
                      </Button>
                    ) : (
                      <Text size="sm" c="dimmed">
                        {t('papers.notYet', { why: localized(obstacle?.message) })}
                      </Text>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </QueryView>
    </section>
  );
}
