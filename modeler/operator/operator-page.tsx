import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../shell/page-heading.tsx';
import { CalendarsPanel } from './calendars-panel.tsx';
import { IncidentsPanel } from './incidents-panel.tsx';
import { JobsPanel } from './jobs-panel.tsx';
import { NotificationsPanel } from './notifications-panel.tsx';
import { TimersPanel } from './timers-panel.tsx';
import { UsersPanel } from './users-panel.tsx';

/** What keeps the cases going: stuck cases, jobs, timers, accounts. */
export function OperatorPage() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <PageHeading title={t('operator.title')} />
      <Tabs defaultValue="incidents" keepMounted={false}>
        <Tabs.List mb="md" aria-label={t('operator.title')}>
          <Tabs.Tab value="incidents">{t('operator.incidents')}</Tabs.Tab>
          <Tabs.Tab value="jobs">{t('operator.jobs')}</Tabs.Tab>
          <Tabs.Tab value="timers">{t('operator.timers')}</Tabs.Tab>
          <Tabs.Tab value="notifications">{t('operator.notifications')}</Tabs.Tab>
          <Tabs.Tab value="calendars">{t('operator.calendars')}</Tabs.Tab>
          <Tabs.Tab value="users">{t('operator.users')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="incidents">
          <IncidentsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="jobs">
          <JobsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="timers">
          <TimersPanel />
        </Tabs.Panel>
        <Tabs.Panel value="notifications">
          <NotificationsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="calendars">
          <CalendarsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="users">
          <UsersPanel />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
