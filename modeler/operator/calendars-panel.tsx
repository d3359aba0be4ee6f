import { Alert, Badge, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { CalendarDecision, CalendarSource, Session } from '../../engine/index.ts';
import { localized } from '../i18n/language.ts';
import { PlainTable } from '../shell/plain-table.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { formatDate, formatInstant } from '../time.ts';
import { calendarsQuery } from './queries.ts';

const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** Working time: the ordinary week, what was decided about it by which act, and how far each decision has come. */
export function CalendarsPanel() {
  const { t } = useTranslation();
  const found = useQuery(calendarsQuery);
  return (
    <QueryView query={found}>
      {({ calendars, sweeps }) => (
        <>
          {calendars.length === 0 ? <Text role="status">{t('calendars.none')}</Text> : null}
          {calendars.map((calendar) => (
            <section key={calendar.id}>
              <h2 className="section-title">{localized(calendar.name)}</h2>
              {calendar.sampleData ? (
                <Alert color="orange" mb="md">
                  {t('calendars.sampleData')}
                </Alert>
              ) : null}
              <PlainTable
                caption={t('calendars.week')}
                headings={[t('calendars.weekday'), t('calendars.sessions')]}
                rows={WEEKDAYS.map((day) => [t(`calendars.day.${day}`), sessionWords(t, calendar.week[day])])}
                minWidth={280}
              />
              <Decisions calendar={calendar} />
            </section>
          ))}
          <h2 className="section-title">{t('calendars.sweeps')}</h2>
          {sweeps.length === 0 ? (
            <Text c="dimmed">{t('calendars.noSweeps')}</Text>
          ) : (
            <PlainTable
              caption={t('calendars.sweeps')}
              headings={[t('calendars.act'), t('calendars.enteredAt'), t('calendars.seen'), t('calendars.moved')]}
              rows={sweeps.map(({ decisionId, addedAt, seen, moved, finishedAt }) => [
                calendars.flatMap(({ decisions }) => decisions).find(({ id }) => id === decisionId)?.act ?? decisionId,
                formatInstant(addedAt),
                finishedAt === undefined ? t('calendars.soFar', { count: seen }) : String(seen),
                String(moved),
              ])}
              numbers={[2, 3]}
            />
          )}
        </>
      )}
    </QueryView>
  );
}

function Decisions({ calendar }: { readonly calendar: CalendarSource }) {
  const { t } = useTranslation();
  return (
    <>
      <h3 className="section-title">{t('calendars.decisions')}</h3>
      {calendar.decisions.map((decision) => (
        <details key={decision.id} className="explanation">
          <summary>
            {decision.act} — {localized(decision.title)}{' '}
            <Badge tt="none" color={decision.status === 'official' ? 'green.9' : 'orange.9'}>
              {t(`calendars.status.${decision.status}`)}
            </Badge>
          </summary>
          <Text size="sm" my="xs">
            {t('calendars.decidedAt', { at: formatDate(decision.decidedAt) })};{' '}
            {t(`calendars.scope.${decision.scope.kind}`)}
          </Text>
          <List size="sm">
            {decision.days.map((day) => (
              <List.Item key={day.date}>{dayWords(t, day)}</List.Item>
            ))}
          </List>
        </details>
      ))}
    </>
  );
}

type Translate = TFunction;

function dayWords(t: Translate, day: CalendarDecision['days'][number]): string {
  const date = formatDate(day.date);
  switch (day.kind) {
    case 'holiday':
      return t('calendars.holiday', { date, name: localized(day.name) });
    case 'make-up':
      return t('calendars.makeUp', { date, replaced: formatDate(day.replaces) });
    case 'changed-hours':
      return t('calendars.changedHours', { date, sessions: sessionWords(t, day.sessions) });
    case 'ordinary':
      return t('calendars.ordinary', { date });
    default:
      return day satisfies never;
  }
}

function sessionWords(t: Translate, sessions: readonly Session[] | undefined): string {
  if (sessions === undefined || sessions.length === 0) return t('calendars.dayOff');
  return sessions.map(({ from, to }) => `${from}–${to}`).join(', ');
}
