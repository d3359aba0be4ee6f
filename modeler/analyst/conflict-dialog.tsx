import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DraftWork } from './use-draft.ts';

/** Somebody else saved the draft meanwhile: the analyst decides which of the two stays. */
export function ConflictDialog({ draft }: { readonly draft: DraftWork }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('conflict.title')}
    >
      <Text size="sm">{t('conflict.advice')}</Text>
      <Group mt="md" justify="end">
        <Button variant="default" onClick={() => void draft.takeTheirs()}>
          {t('conflict.takeTheirs')}
        </Button>
        <Button color="red.9" onClick={() => void draft.overwrite()}>
          {t('conflict.overwrite')}
        </Button>
      </Group>
    </Modal>
  );
}
