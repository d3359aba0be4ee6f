import { useEffect, useMemo, useRef, useState } from 'react';
import { Alert, Button, Fieldset, Group, Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../engine/index.ts';
import { ApiProblem } from '../api-client.ts';
import type { Finding, Receipt, Startable } from '../contract.ts';
import { FindingList } from '../forms/finding-list.tsx';
import { FormView, type FilledForm, type FormHandle } from '../forms/form-view.tsx';
import { localized } from '../i18n/language.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { PaperList } from './paper-list.tsx';
import { receiveApplication, type Application } from './queries.ts';

const CHANNELS = ['counter', 'online', 'post'] as const;

interface ApplicationFormProps {
  readonly procedure: Startable;
  readonly onReceived: (receipt: Receipt) => void;
}

/** Who applies, by which channel, and the procedure's own form. The time of receipt is the server's. */
export function ApplicationForm({ procedure, onReceived }: ApplicationFormProps) {
  const { t, i18n } = useTranslation();
  const form = useRef<FormHandle>(null);
  const start = useMemo<JsonObject>(() => ({}), []);
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const envelope = useForm({
    initialValues: { name: '', phone: '', channel: 'counter' as Application['channel'] },
    validate: { name: (value) => (value.trim() === '' ? t('receive.nameRequired') : null) },
  });
  // What was found wrong is said again when the reader changes the language.
  useEffect(() => {
    if (Object.keys(envelope.errors).length > 0) envelope.validate();
  }, [i18n.language]);
  const receive = useMutation({
    mutationFn: receiveApplication,
    onSuccess: onReceived,
    onError: (error) => {
      const found = error instanceof ApiProblem ? (error.problem.findings ?? []) : [];
      setFindings(found);
      form.current?.showFindings(found);
    },
  });

  const fill = (): FilledForm | undefined =>
    procedure.startForm === undefined ? { data: {}, valid: true } : form.current?.submit();
  const submit = envelope.onSubmit(
    ({ name, phone, channel }) => {
      setFindings([]);
      const filled = fill();
      if (filled?.valid !== true) return;
      const contact = phone.trim() === '' ? {} : { contact: { phone: phone.trim() } };
      receive.mutate({
        procedureCode: procedure.code,
        channel,
        applicant: { name: name.trim(), ...contact },
        data: filled.data,
      });
    },
    () => {
      fill();
      // After form-js has moved the cursor to its own first fault: the one above it comes first.
      requestAnimationFrame(() => envelope.getInputNode('name')?.focus());
    },
  );

  return (
    <section aria-label={localized(procedure.name)}>
      <ProblemAlert error={findings.length > 0 ? null : receive.error} />
      <FindingList findings={findings} />
      {procedure.sampleData ? <Alert color="orange" mb="md" title={t('receive.sampleData')} /> : null}
      <PaperList procedure={procedure} />
      <form id="application" onSubmit={submit} noValidate>
        <Fieldset legend={t('receive.applicant')} mb="md" maw={720}>
          <Group align="start" grow preventGrowOverflow={false}>
            <TextInput label={t('receive.name')} required miw={220} {...envelope.getInputProps('name')} />
            <TextInput label={t('receive.phone')} type="tel" miw={160} {...envelope.getInputProps('phone')} />
            <Select
              label={t('receive.channel')}
              data={CHANNELS.map((value) => ({ value, label: t(`receive.channels.${value}`) }))}
              allowDeselect={false}
              miw={160}
              {...envelope.getInputProps('channel')}
            />
          </Group>
        </Fieldset>
      </form>
      {procedure.startForm === undefined ? (
        <Text c="dimmed">{t('task.noForm')}</Text>
      ) : (
        <FormView ref={form} schema={procedure.startForm} data={start} label={localized(procedure.name)} />
      )}
      <Button mt="md" type="submit" form="application" loading={receive.isPending}>
        {t('receive.submit')}
      </Button>
    </section>
  );
}
