import { useState } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { withdrawCase } from './queries.ts';
import { ReasonDialog } from './reason-dialog.tsx';

/** Ends a case at the applicant's request, with their reason. */
export function WithdrawButton({ caseId }: { readonly caseId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('case.withdraw')}
      </Button>
      {open ? (
        <ReasonDialog
          title={t('case.withdraw')}
          label={t('case.withdrawReason')}
          onSubmit={(reason) => withdrawCase(caseId, reason)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
