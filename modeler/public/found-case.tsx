import type { TFunction } from 'i18next';
import { Alert, List, Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PublicStatus } from '../cases/case-state-badge.tsx';
import type { PublicCase } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { Due } from '../shell/due.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { formatInstant, workingHours } from '../time.ts';

/** What the receipt's holder is told: where the dossier lies, how much working time is used and left, and what to do. */
export function FoundCase({ found }: { readonly found: PublicCase }) {
  const { t } = useTranslation();
  const { procedure, steps, clock, silence, supplement, advice } = found;
  return (
    <Paper withBorder p="lg" maw={760}>
      <dl className="facts">
        <dt>{t('lookup.code')}</dt>
        <dd>{found.dossierCode}</dd>
        <dt>{t('cases.procedure')}</dt>
        <dd>
          <TextLink to="/procedures/$code" params={{ code: procedure.code }}>
            {localized(procedure.name)}
          </TextLink>
        </dd>
        <dt>{t('cases.state')}</dt>
        <dd>
          {found.publicStatus === undefined ? (
            t(`caseState.${found.state}`)
          ) : (
            <PublicStatus status={found.publicStatus} />
          )}
        </dd>
        <dt>{t('receipt.receivedAt')}</dt>
        <dd>{formatInstant(found.receivedAt)}</dd>
        <dt>{t('receipt.dueAt')}</dt>
        <dd>
          <Due dueAt={found.dueAt} ended={found.endedAt !== undefined} />
        </dd>
        {found.endedAt === undefined ? null : (
          <>
            <dt>{t('lookup.endedAt')}</dt>
            <dd>{formatInstant(found.endedAt)}</dd>
          </>
        )}
        {clock === undefined ? null : (
          <>
            <dt>{t('lookup.workingTime')}</dt>
            <dd>{clockWords(t, clock)}</dd>
          </>
        )}
        {steps.length === 0 ? null : (
          <>
            <dt>{t('lookup.where')}</dt>
            <dd>
              {steps.map(({ name, by, groups, since }, index) => (
                <div key={index}>
                  <strong>{name}</strong>
                  <Text size="sm">
                    {by === 'system'
                      ? t('lookup.bySystem')
                      : groups.map((group) => localized(group)).join(', ') || t('publicProcedure.byOffice')}
                    {'; '}
                    {t('lookup.since', { at: formatInstant(since) })}
                  </Text>
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
      <Alert color={advice === 'COMPLAIN' ? 'red' : 'seal'} title={t('lookup.whatToDo')}>
        <Text size="sm">{t(`lookup.advices.${advice}`)}</Text>
        {supplement === undefined ? null : (
          <List size="sm" mt="xs">
            {[...supplement.papers, ...supplement.fields, ...supplement.grounds].map((text, index) => (
              <List.Item key={index}>{localized(text)}</List.Item>
            ))}
          </List>
        )}
        {silence.map(({ text, at }, index) => (
          <Text key={index} size="sm" mt="xs">
            {t('lookup.silence', { at: formatInstant(at), what: localized(text) })}
          </Text>
        ))}
      </Alert>
    </Paper>
  );
}

function clockWords(t: TFunction, clock: NonNullable<PublicCase['clock']>): string {
  const { status, usedMinutes, leftMinutes } = clock;
  const used = t('lookup.used', { hours: workingHours(usedMinutes) });
  if (leftMinutes !== undefined) {
    const hours = workingHours(leftMinutes);
    const left = leftMinutes < 0 ? t('lookup.over', { hours }) : t('lookup.left', { hours });
    return `${used}; ${left}`;
  }
  return `${used}; ${t(`lookup.clock.${status}`)}`;
}
