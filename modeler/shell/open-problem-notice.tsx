import { Alert } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';

/** Says so while the browser has lost the network: what is typed stays, nothing is sent. */
export function OpenProblemNotice() {
  const { t } = useTranslation();
  const { online } = useNetwork();
  return online ? null : <Alert color="orange" mb="md" title={t('shell.offline')} role="status" />;
}
