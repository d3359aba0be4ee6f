import { Button, Group, Paper, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Receipt, Startable } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { Explanation } from '../shell/explanation.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { formatInstant } from '../time.ts';

interface ReceiptViewProps {
  readonly receipt: Receipt;
  readonly procedure: Startable;
  readonly onNext: () => void;
}

/** What the applicant takes home: dossier code, time received, appointment, how it was reckoned, and the key to look it up. */
export function ReceiptView({ receipt, procedure, onNext }: ReceiptViewProps) {
  const { t } = useTranslation();
  return (
    <div className="page">
      <PageHeading title={t('receipt.title')} />
      <Paper withBorder p="lg" role="status" maw={760}>
        <Text>{localized(procedure.name)}</Text>
        <dl className="facts">
          <dt>{t('receipt.code')}</dt>
          <dd>
            <strong data-testid="dossier-code">{receipt.dossierCode}</strong>
          </dd>
          <dt>{t('receipt.receivedAt')}</dt>
          <dd>{formatInstant(receipt.receivedAt)}</dd>
          <dt>{t('receipt.dueAt')}</dt>
          <dd>
            <strong>{formatInstant(receipt.dueAt ?? undefined)}</strong>
          </dd>
          {receipt.publicKey === undefined ? null : (
            <>
              <dt>{t('receipt.key')}</dt>
              <dd>
                <code>{receipt.publicKey}</code>
              </dd>
            </>
          )}
        </dl>
        <h2 className="section-title">{t('due.explain')}</h2>
        <Explanation lines={receipt.explanation} caption={t('due.explain')} />
      </Paper>
      <Group mt="md" className="no-print">
        <Button onClick={() => window.print()}>{t('receipt.print')}</Button>
        <Button variant="default" onClick={onNext}>
          {t('receipt.next')}
        </Button>
        <Button variant="default" component={Link} to={`/officer/cases/${receipt.caseId}`}>
          {t('receipt.open')}
        </Button>
      </Group>
    </div>
  );
}
