import { useState } from 'react';
import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { proceduresQuery } from '../analyst/queries.ts';
import type { ProcedureSummary } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { useUser } from '../session.ts';
import { NotFound } from '../shell/not-found.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { MigrationCard } from './migration-card.tsx';
import { OrderForm } from './order-form.tsx';
import { migrationsQuery } from './queries.ts';

/** Running cases of one version that go on under another: the order with its dry run, and what became of earlier ones. */
export function MigrationsPage() {
  const { code } = useParams({ from: '/procedures/$code/migrations' });
  const procedures = useQuery(proceduresQuery);
  return (
    <QueryView query={procedures}>
      {({ items }) => {
        const procedure = items.find((each) => each.code === code);
        return procedure === undefined ? <NotFound /> : <Migrations procedure={procedure} />;
      }}
    </QueryView>
  );
}

function Migrations({ procedure }: { readonly procedure: ProcedureSummary }) {
  const { t } = useTranslation();
  const { code, versions } = procedure;
  const prepares = useUser().roles.includes('analyst');
  const migrations = useQuery(migrationsQuery(code));
  const [prepared, setPrepared] = useState(0);
  return (
    <div className="page">
      <PageHeading title={t('migration.title', { name: localized(procedure.name) })}>
        <TextLink to="/procedures/$code/versions" params={{ code }}>
          {t('versions.link')}
        </TextLink>
      </PageHeading>
      <Text mb="md">{t('migration.about')}</Text>
      {!prepares ? null : versions.length < 2 ? (
        <Text c="dimmed">{t('migration.onlyOne')}</Text>
      ) : (
        // A new form for the next order once one was given.
        <OrderForm key={prepared} code={code} versions={versions} onOrdered={() => setPrepared(prepared + 1)} />
      )}
      <section aria-label={t('migration.list')}>
        <Title order={2} size="h4" my="md">
          {t('migration.list')}
        </Title>
        <QueryView query={migrations}>
          {({ items }) => (
            <Stack>
              {items.length === 0 ? <Text c="dimmed">{t('migration.none')}</Text> : null}
              {items.map((migration) => (
                <MigrationCard key={migration.id} migration={migration} />
              ))}
            </Stack>
          )}
        </QueryView>
      </section>
    </div>
  );
}
