import { useState } from 'react';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Receipt, Startable } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { ApplicationForm } from './application-form.tsx';
import { startableQuery } from './queries.ts';
import { ReceiptView } from './receipt-view.tsx';

/** Receives an application: which procedure, its form, then the receipt with the appointment. */
export function ReceivePage() {
  const { t } = useTranslation();
  const startable = useQuery(startableQuery);
  const [code, setCode] = useState<string | null>(null);
  const [received, setReceived] = useState<{ readonly receipt: Receipt; readonly procedure: Startable } | null>(null);

  if (received !== null) {
    return <ReceiptView {...received} onNext={() => setReceived(null)} />;
  }
  return (
    <div className="page">
      <PageHeading title={t('receive.title')} />
      <QueryView query={startable}>
        {(items) => {
          const procedure = items.find((each) => each.code === code) ?? (items.length === 1 ? items[0] : undefined);
          return (
            <>
              <Select
                label={t('receive.procedure')}
                placeholder={t('receive.choose')}
                data={items.map((each) => ({ value: each.code, label: `${each.code} — ${localized(each.name)}` }))}
                value={procedure?.code ?? null}
                onChange={setCode}
                searchable
                nothingFoundMessage={t('receive.noProcedure')}
                maw={720}
                mb="lg"
              />
              {procedure === undefined ? null : (
                <ApplicationForm
                  key={procedure.code}
                  procedure={procedure}
                  onReceived={(receipt) => setReceived({ receipt, procedure })}
                />
              )}
            </>
          );
        }}
      </QueryView>
    </div>
  );
}
