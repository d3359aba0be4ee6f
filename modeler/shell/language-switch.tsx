import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, currentLanguage } from '../i18n/language.ts';
import { queryClient } from '../query-client.ts';

/** Switches between Vietnamese and English; answers that carry text are asked for again in the new language. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const other = currentLanguage() === 'vi' ? 'en' : 'vi';
  return (
    <Button
      size="compact-sm"
      variant="white"
      lang={other}
      aria-label={t('shell.switchLanguage')}
      onClick={() => void chooseLanguage(other).then(() => queryClient.invalidateQueries())}
    >
      {other === 'en' ? 'English' : 'Tiếng Việt'}
    </Button>
  );
}
