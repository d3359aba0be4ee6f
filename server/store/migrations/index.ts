import { cases } from './001-cases.ts';
import { procedures } from './002-procedures.ts';
import { accounts } from './003-accounts.ts';
import { notifications } from './004-notifications.ts';
import { attachments } from './005-attachments.ts';
import { calendarSweeps } from './006-calendar-sweeps.ts';
import { versions } from './007-versions.ts';
import { staff } from './008-staff.ts';
import { snapshotsAnew } from './009-snapshots-anew.ts';
import { eventLog } from './012-event-log.ts';
import { caseMigrations } from './010-case-migrations.ts';
import { deadlineAlerts } from './013-deadline-alerts.ts';
import type { Migration } from './migration.ts';

/** Every migration in the order in which it is applied. New ones go to the end, whatever their number: 012 was released before
 *  010, and a database that has it must find it where it was. */
export const MIGRATIONS: readonly Migration[] = [
  cases,
  procedures,
  accounts,
  notifications,
  attachments,
  calendarSweeps,
  versions,
  staff,
  snapshotsAnew,
  eventLog,
  caseMigrations,
  deadlineAlerts,
];
