import { Button, Group, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, contentOf } from '../api-client.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { FoundCase } from './found-case.tsx';

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
        {lookup.data === undefined ? null : <FoundCase found={lookup.data} />}
      </div>
    </div>
  );
}
