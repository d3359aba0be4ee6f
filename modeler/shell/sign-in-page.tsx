import { Button, Paper, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { homeOf, signIn } from '../session.ts';
import { PageHeading } from './page-heading.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** Signs in with a local account and goes to where the user was heading, else to the first page of the user's roles. */
export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { next } = useSearch({ from: '/sign-in' });
  const form = useForm({ initialValues: { username: '', password: '' } });
  const attempt = useMutation({
    mutationFn: (values: { username: string; password: string }) => signIn(values.username.trim(), values.password),
    onSuccess: (user) => navigate({ to: next ?? homeOf(user) }),
  });

  return (
    <Paper withBorder p="lg" w="100%" maw={420} mx="auto" mt="xl">
      <PageHeading title={t('signIn.title')} />
      <ProblemAlert error={attempt.error} />
      <form onSubmit={form.onSubmit((values) => attempt.mutate(values))}>
        <Stack>
          <TextInput
            label={t('signIn.username')}
            autoComplete="username"
            autoCapitalize="none"
            required
            {...form.getInputProps('username')}
          />
          <PasswordInput
            label={t('signIn.password')}
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), tabIndex: 0 }}
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={attempt.isPending}>
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}
