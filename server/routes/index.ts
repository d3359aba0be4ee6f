import type { App } from '../plugins/app-type.ts';
import { draftRoutes } from './analyst/drafts.ts';
import { procedureRoutes } from './analyst/procedures.ts';
import { caseMigrationRoutes } from './analyst/case-migrations.ts';
import { comparisonRoutes } from './analyst/comparison.ts';
import { publicationRoutes } from './analyst/publication.ts';
import { versionEffectRoutes } from './analyst/version-effect.ts';
import { diagramRoutes } from './auditor/diagram.ts';
import { eventLogRoutes } from './auditor/event-log.ts';
import { evidenceRoutes } from './auditor/evidence.ts';
import { historyRoutes } from './auditor/history.ts';
import { integrityRoutes } from './auditor/integrity.ts';
import { stateRoutes } from './auditor/state.ts';
import { statisticsRoutes } from './auditor/statistics.ts';
import { storyRoutes } from './auditor/story.ts';
import { absenceRoutes } from './officer/absences.ts';
import { attachmentRoutes } from './officer/attachments.ts';
import { boardRoutes } from './officer/board.ts';
import { caseRoutes } from './officer/cases.ts';
import { colleagueRoutes } from './officer/colleagues.ts';
import { escalationRoutes } from './officer/escalations.ts';
import { overrideRoutes } from './officer/overrides.ts';
import { paperRoutes } from './officer/papers.ts';
import { startableRoutes } from './officer/startable.ts';
import { taskCommandRoutes } from './officer/task-commands.ts';
import { taskListRoutes } from './officer/tasks.ts';
import { taskRoutes } from './officer/task.ts';
import { calendarRoutes } from './operator/calendars.ts';
import { eventRoutes } from './operator/events.ts';
import { incidentRoutes } from './operator/incidents.ts';
import { interventionRoutes } from './operator/interventions.ts';
import { notificationRoutes } from './operator/notifications.ts';
import { tokenRoutes } from './operator/tokens.ts';
import { unitRoutes } from './operator/units.ts';
import { userRoutes } from './operator/users.ts';
import { waitRoutes } from './operator/waits.ts';
import { publicCaseRoutes } from './public/cases.ts';
import { publicProcedureRoutes } from './public/procedures.ts';
import { sessionRoutes } from './session/session.ts';
import { jobRoutes } from './worker/jobs.ts';

const ROUTES: readonly ((app: App) => void)[] = [
  // analyst
  procedureRoutes,
  draftRoutes,
  publicationRoutes,
  versionEffectRoutes,
  comparisonRoutes,
  caseMigrationRoutes,
  // officer
  startableRoutes,
  caseRoutes,
  colleagueRoutes,
  paperRoutes,
  attachmentRoutes,
  taskListRoutes,
  taskRoutes,
  taskCommandRoutes,
  overrideRoutes,
  escalationRoutes,
  absenceRoutes,
  boardRoutes,
  // auditor
  historyRoutes,
  stateRoutes,
  diagramRoutes,
  storyRoutes,
  integrityRoutes,
  eventLogRoutes,
  evidenceRoutes,
  statisticsRoutes,
  // operator
  incidentRoutes,
  waitRoutes,
  interventionRoutes,
  calendarRoutes,
  eventRoutes,
  notificationRoutes,
  userRoutes,
  tokenRoutes,
  unitRoutes,
  // worker
  jobRoutes,
  // everybody
  publicCaseRoutes,
  publicProcedureRoutes,
];

/** Every route of the API: one folder per role, one file per resource, one line here. */
export function registerRoutes(app: App, options: { readonly secureCookies: boolean }): void {
  sessionRoutes(app, options);
  for (const register of ROUTES) register(app);
}
