import { useState } from 'react';
import { Button, Group, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../i18n/language.ts';
import { useNow } from '../shell/use-now.ts';
import { yearOf } from '../time.ts';

/** So many years back the book can be asked for; older ones are in the archive. */
const YEARS = 10;

/** The book of dossiers of the own unit (form 07) for a year, as PDF. @source domain B7 */
export function BookLink() {
  const { t } = useTranslation();
  const thisYear = yearOf(useNow());
  const [year, setYear] = useState(String(thisYear));
  const years = Array.from({ length: YEARS }, (_, back) => String(thisYear - back));
  return (
    <Group align="end" gap="xs" className="no-print">
      <Select
        label={t('papers.bookYear')}
        data={years}
        value={year}
        allowDeselect={false}
        onChange={(value) => setYear(value ?? year)}
        w={180}
      />
      <Button
        component="a"
        variant="default"
        href={`/api/book/${year}.pdf?lang=${currentLanguage()}`}
        target="_blank"
        rel="noopener"
      >
        {t('papers.book')}
      </Button>
    </Group>
  );
}
