import { useState } from 'react';
import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { declareConflict } from './queries.ts';
import { ReasonDialog } from './reason-dialog.tsx';

/** An officer says that they have an interest in the case: they are kept out of it from then on. */
export function ConflictButton({ caseId }: { readonly caseId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('conflictOfInterest.declare')}
      </Button>
      {open ? (
        <ReasonDialog
          title={t('conflictOfInterest.declare')}
          label={t('conflictOfInterest.reason')}
          onSubmit={(reason) => declareConflict(caseId, reason)}
          onClose={() => setOpen(false)}
        >
          <Text size="sm" mb="sm">
            {t('conflictOfInterest.advice')}
          </Text>
        </ReasonDialog>
      ) : null}
    </>
  );
}
