import { Alert, Badge, List, Paper, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PublicProcedure } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { CitationText } from '../shell/citation-text.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { formatDate } from '../time.ts';
import { limitWords } from './limit-words.ts';
import { FeeTable, PaperTable, StepTable } from './procedure-tables.tsx';
import { publicProcedureQuery } from './queries.ts';

/** Everything about one procedure, read from the published version that governs it: nothing is copied by hand. */
export function PublicProcedurePage() {
  const { code } = useParams({ from: '/procedures/$code' });
  const { version } = useSearch({ from: '/procedures/$code' });
  const { t } = useTranslation();
  const procedure = useQuery(publicProcedureQuery(code, version));
  return (
    <div className="page">
      {procedure.data === undefined ? <PageHeading title={t('publicProcedures.title')} /> : null}
      <QueryView query={procedure}>{(shown) => <Shown procedure={shown} />}</QueryView>
    </div>
  );
}

function Shown({ procedure }: { readonly procedure: PublicProcedure }) {
  const { t } = useTranslation();
  const shown = procedure.versions.find(({ version }) => version === procedure.version);
  return (
    <article>
      <PageHeading title={localized(procedure.name)} />
      {procedure.sampleData ? (
        <Alert color="orange" mb="md">
          {t('receive.sampleData')}
        </Alert>
      ) : null}
      {shown?.inForce === true ? null : (
        <Alert color="orange" mb="md">
          {t('publicProcedure.notInForce')}
        </Alert>
      )}
      <Paper withBorder p="md">
        <Facts procedure={procedure} />
      </Paper>
      <Part title={t('publicProcedure.steps')} note={t('publicProcedure.stepsNote')}>
        <StepTable steps={procedure.steps} />
      </Part>
      {procedure.silence.length === 0 ? null : (
        <Part title={t('publicProcedure.silence')}>
          <List size="sm">
            {procedure.silence.map(({ text, within }, index) => (
              <List.Item key={index}>
                {localized(text)} ({limitWords(t, within)}
                {within.basis === undefined ? null : (
                  <>
                    ; <CitationText citation={within.basis} />
                  </>
                )}
                )
              </List.Item>
            ))}
          </List>
        </Part>
      )}
      <Part title={t('manifest.papers')}>
        <PaperTable papers={procedure.papers} />
      </Part>
      <Part title={t('publicProcedure.fees')}>
        <FeeTable fees={procedure.fees} />
      </Part>
      <Part title={t('publicProcedure.questions')}>
        <Words
          items={procedure.questions.map(({ label, required }) =>
            required ? `${localized(label)} (${t('publicProcedure.required')})` : localized(label),
          )}
          empty={t('publicProcedure.noQuestions')}
        />
      </Part>
      <Part title={t('publicProcedure.conditions')}>
        <Cited items={procedure.conditions} empty={t('publicProcedure.noConditions')} />
      </Part>
      <Part title={t('publicProcedure.refusal')} note={t('publicProcedure.refusalNote')}>
        <Cited items={procedure.refusalGrounds} empty={t('publicProcedure.noRefusal')} />
      </Part>
      <Part title={t('manifest.basis')}>
        <Words
          items={procedure.legalActs.map(({ id, title, issuer }) => `${id} — ${localized(title)} (${issuer})`)}
          empty={t('task.noLegalBasis')}
        />
      </Part>
      <Part title={t('publicProcedure.versions')}>
        <Versions procedure={procedure} />
      </Part>
    </article>
  );
}

function Facts({ procedure }: { readonly procedure: PublicProcedure }) {
  const { t } = useTranslation();
  const { field, authority, applicants, result, limit, clockStart, manner } = procedure;
  return (
    <dl className="facts">
      <dt>{t('procedures.code')}</dt>
      <dd>{procedure.code}</dd>
      {field === undefined ? null : (
        <>
          <dt>{t('manifest.field')}</dt>
          <dd>{localized(field)}</dd>
        </>
      )}
      <dt>{t('manifest.applicants')}</dt>
      <dd>{localized(applicants) || '—'}</dd>
      <dt>{t('manifest.authority')}</dt>
      <dd>{localized(authority) || '—'}</dd>
      <dt>{t('manifest.limit')}</dt>
      <dd>
        {limit === undefined ? (
          t('due.none')
        ) : (
          <>
            <strong>{limitWords(t, limit)}</strong>
            {clockStart === undefined
              ? null
              : `, ${t('publicProcedure.from', { event: t(`clockStart.${clockStart}`) })}`}
            {limit.basis === undefined ? null : (
              <Text size="sm" c="dimmed">
                <CitationText citation={limit.basis} />
              </Text>
            )}
          </>
        )}
      </dd>
      <dt>{t('manifest.result')}</dt>
      <dd>{localized(result) || '—'}</dd>
      <dt>{t('publicProcedure.manner')}</dt>
      <dd>
        {manner.map(({ channel, description }) => (
          <div key={channel}>{localized(description)}</div>
        ))}
        {manner.length === 0 ? '—' : null}
      </dd>
    </dl>
  );
}

function Versions({ procedure }: { readonly procedure: PublicProcedure }) {
  const { t } = useTranslation();
  return (
    <List size="sm" spacing="xs">
      {procedure.versions.toReversed().map(({ version, inForce, status, effective }) => (
        <List.Item key={version}>
          {version === procedure.version ? (
            <strong>{version}</strong>
          ) : (
            <TextLink to="/procedures/$code" params={{ code: procedure.code }} search={inForce ? {} : { version }}>
              {version}
            </TextLink>
          )}{' '}
          <Badge tt="none" variant={inForce ? 'filled' : 'outline'}>
            {t(`versionStatus.${inForce ? 'effective' : status}`)}
          </Badge>
          {effective.map((interval, index) => (
            <Text key={index} size="sm">
              {formatDate(interval.from)} – {interval.to === undefined ? t('procedures.open') : formatDate(interval.to)}
              {'; '}
              {t('publicProcedure.openedBy', { act: interval.openedBy })}
              {interval.closedBy === undefined ? '' : `; ${t('publicProcedure.closedBy', { act: interval.closedBy })}`}
            </Text>
          ))}
        </List.Item>
      ))}
    </List>
  );
}

interface PartProps {
  readonly title: string;
  readonly note?: string;
  readonly children: React.ReactNode;
}

function Part({ title, note, children }: PartProps) {
  return (
    <section>
      <h2 className="section-title">{title}</h2>
      {note === undefined ? null : (
        <Text size="sm" c="dimmed" mb="xs">
          {note}
        </Text>
      )}
      {children}
    </section>
  );
}

function Cited({ items, empty }: { readonly items: PublicProcedure['conditions']; readonly empty: string }) {
  if (items.length === 0) return <Text c="dimmed">{empty}</Text>;
  return (
    <List size="sm">
      {items.map(({ text, basis }, index) => (
        <List.Item key={index}>
          {localized(text)}
          <Text size="sm" c="dimmed">
            <CitationText citation={basis} />
          </Text>
        </List.Item>
      ))}
    </List>
  );
}

function Words({ items, empty }: { readonly items: readonly string[]; readonly empty: string }) {
  if (items.length === 0) return <Text c="dimmed">{empty}</Text>;
  return (
    <List size="sm">
      {items.map((text, index) => (
        <List.Item key={index}>{text}</List.Item>
      ))}
    </List>
  );
}
