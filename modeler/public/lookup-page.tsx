import { Button, Group, Paper, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, contentOf } from '../api-client.ts';
import { PublicStatus } from '../cases/case-state-badge.tsx';
import type { PublicCase } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { Due } from '../shell/due.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { formatInstant } from '../time.ts';

/** For the applicant, without an account: where is my dossier? Asks for the code and the key that the receipt prints. */
export function LookupPage() {
  const { t } = useTranslation();
  const { code, key } = useSearch({ from: '/lookup' });
  const form = useForm({ initialValues: { code: code ?? '', key: key ?? '' } });
  const lookup = useMutation({
    mutationFn: (asked: { code: string; key: string }) =>
      contentOf(
        api.GET('/api/public/cases/{dossierCode}', {
          params: { path: { dossierCode: asked.code.trim() }, query: { key: asked.key.trim() } },
        }),
      ),
  });
  return (
    <div className="page">
      <PageHeading title={t('lookup.title')} />
      <Text mb="md">{t('lookup.advice')}</Text>
      <form onSubmit={form.onSubmit((values) => lookup.mutate(values))}>
        <Group align="end" mb="lg">
          <TextInput label={t('lookup.code')} required miw={260} {...form.getInputProps('code')} />
          <TextInput label={t('lookup.key')} required autoComplete="off" {...form.getInputProps('key')} />
          <Button type="submit" loading={lookup.isPending}>
            {t('lookup.submit')}
          </Button>
        </Group>
      </form>
      <div aria-live="polite">
        <ProblemAlert error={lookup.error} />
        {lookup.data === undefined ? null : <Found found={lookup.data} />}
      </div>
    </div>
  );
}

function Found({ found }: { readonly found: PublicCase }) {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="lg" maw={640}>
      <dl className="facts">
        <dt>{t('lookup.code')}</dt>
        <dd>{found.dossierCode}</dd>
        <dt>{t('cases.procedure')}</dt>
        <dd>{localized(found.procedure?.name)}</dd>
        <dt>{t('cases.state')}</dt>
        <dd>{found.publicStatus === undefined ? '—' : <PublicStatus status={found.publicStatus} />}</dd>
        <dt>{t('receipt.receivedAt')}</dt>
        <dd>{formatInstant(found.receivedAt)}</dd>
        <dt>{t('receipt.dueAt')}</dt>
        <dd>
          <Due dueAt={found.dueAt} ended={found.endedAt !== undefined} />
        </dd>
      </dl>
    </Paper>
  );
}
