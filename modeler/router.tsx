import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { queryClient } from './query-client.ts';
import { belongs, homeOf, sessionQuery, type Audience } from './session.ts';
import { AccountPage } from './shell/account-page.tsx';
import { Frame } from './shell/frame.tsx';
import { Forbidden, NotFound } from './shell/not-found.tsx';
import { PageFailure } from './shell/page-failure.tsx';
import { SignInPage } from './shell/sign-in-page.tsx';

/**
 * The map of the workspace. Pages are loaded when they are opened, so that an officer never downloads the modeler.
 * Being sent away here is a courtesy: the server decides who may see and do what.
 */
const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: PageFailure });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    const user = await queryClient.ensureQueryData(sessionQuery);
    throw redirect({ to: user === null ? '/sign-in' : homeOf(user) });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search['next'] === 'string' && /^\/(?!\/)/.test(search['next']) ? { next: search['next'] } : {},
  component: SignInPage,
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  beforeLoad: signedIn(),
  component: AccountPage,
});
const forbidden = createRoute({ getParentRoute: () => root, path: '/forbidden', component: Forbidden });

const lookup = createRoute({
  getParentRoute: () => root,
  path: '/lookup',
  validateSearch: (search: Record<string, unknown>): { code?: string; key?: string } => ({
    ...(typeof search['code'] === 'string' ? { code: search['code'] } : {}),
    ...(typeof search['key'] === 'string' ? { key: search['key'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./public/lookup-page.tsx'), 'LookupPage'),
});

const versions = createRoute({
  getParentRoute: () => root,
  path: 'procedures/$code/versions',
  beforeLoad: signedIn('analyst', 'auditor'),
  component: lazyRouteComponent(() => import('./versions/versions-page.tsx'), 'VersionsPage'),
});

const migrations = createRoute({
  getParentRoute: () => root,
  path: 'procedures/$code/migrations',
  beforeLoad: signedIn('analyst', 'auditor'),
  component: lazyRouteComponent(() => import('./migration/migrations-page.tsx'), 'MigrationsPage'),
});

const comparison = createRoute({
  getParentRoute: () => root,
  path: 'procedures/$code/compare',
  beforeLoad: signedIn('analyst', 'auditor'),
  validateSearch: (search: Record<string, unknown>): { from?: string; to?: string } => ({
    ...(typeof search['from'] === 'string' ? { from: search['from'] } : {}),
    ...(typeof search['to'] === 'string' ? { to: search['to'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./versions/compare-page.tsx'), 'ComparePage'),
});
const watching = [
  createRoute({
    getParentRoute: () => root,
    path: '/board',
    beforeLoad: signedIn('watcher'),
    component: lazyRouteComponent(() => import('./watching/board-page.tsx'), 'BoardPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/absences',
    beforeLoad: signedIn('office'),
    component: lazyRouteComponent(() => import('./absences/absences-page.tsx'), 'AbsencesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/statistics',
    beforeLoad: signedIn('watcher'),
    component: lazyRouteComponent(() => import('./statistics/statistics-page.tsx'), 'StatisticsPage'),
  }),
] as const;

const publicPages = [
  createRoute({
    getParentRoute: () => root,
    path: '/procedures',
    component: lazyRouteComponent(() => import('./public/procedures-page.tsx'), 'PublicProceduresPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/procedures/$code',
    validateSearch: (search: Record<string, unknown>): { version?: string } =>
      typeof search['version'] === 'string' ? { version: search['version'] } : {},
    component: lazyRouteComponent(() => import('./public/procedure-page.tsx'), 'PublicProcedurePage'),
  }),
] as const;

const analyst = createRoute({ getParentRoute: () => root, path: 'analyst', beforeLoad: signedIn('analyst') });
const analystPages = [
  createRoute({
    getParentRoute: () => analyst,
    path: '/',
    component: lazyRouteComponent(() => import('./analyst/procedures-page.tsx'), 'ProceduresPage'),
  }),
  createRoute({
    getParentRoute: () => analyst,
    path: 'procedures/$code/versions/$version',
    component: lazyRouteComponent(() => import('./analyst/version-page.tsx'), 'VersionPage'),
  }),
  createRoute({
    getParentRoute: () => analyst,
    path: 'drafts/$draftId',
    component: lazyRouteComponent(() => import('./analyst/draft-page.tsx'), 'DraftPage'),
  }),
] as const;

const officer = createRoute({ getParentRoute: () => root, path: 'officer', beforeLoad: signedIn('officer') });
const officerPages = [
  createRoute({
    getParentRoute: () => officer,
    path: '/',
    component: lazyRouteComponent(() => import('./officer/inbox-page.tsx'), 'InboxPage'),
  }),
  createRoute({
    getParentRoute: () => officer,
    path: 'receive',
    component: lazyRouteComponent(() => import('./officer/receive-page.tsx'), 'ReceivePage'),
  }),
  createRoute({
    getParentRoute: () => officer,
    path: 'tasks/$taskId',
    component: lazyRouteComponent(() => import('./officer/task-page.tsx'), 'TaskPage'),
  }),
  createRoute({
    getParentRoute: () => officer,
    path: 'cases',
    component: lazyRouteComponent(() => import('./officer/cases-page.tsx'), 'CasesPage'),
  }),
  createRoute({
    getParentRoute: () => officer,
    path: 'cases/$caseId',
    component: lazyRouteComponent(() => import('./officer/case-page.tsx'), 'CasePage'),
  }),
] as const;

const auditor = createRoute({ getParentRoute: () => root, path: 'auditor', beforeLoad: signedIn('auditor') });
const auditorPages = [
  createRoute({
    getParentRoute: () => auditor,
    path: '/',
    component: lazyRouteComponent(() => import('./auditor/find-case-page.tsx'), 'FindCasePage'),
  }),
  createRoute({
    getParentRoute: () => auditor,
    path: 'cases/$caseId',
    validateSearch: (search: Record<string, unknown>): { seq?: number } => {
      const seq = Number(search['seq']);
      return Number.isSafeInteger(seq) && seq > 0 ? { seq } : {};
    },
    component: lazyRouteComponent(() => import('./auditor/replay-page.tsx'), 'ReplayPage'),
  }),
] as const;

const operator = createRoute({
  getParentRoute: () => root,
  path: 'operator',
  beforeLoad: signedIn('operator'),
  component: lazyRouteComponent(() => import('./operator/operator-page.tsx'), 'OperatorPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signIn,
    account,
    forbidden,
    lookup,
    ...publicPages,
    ...watching,
    operator,
    comparison,
    versions,
    migrations,
    analyst.addChildren([...analystPages]),
    officer.addChildren([...officerPages]),
    auditor.addChildren([...auditorPages]),
  ]),
  defaultPreload: false,
  defaultErrorComponent: PageFailure,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** Sends visitors to the sign-in page, and users with none of the roles to the page that says so. */
function signedIn(...audience: readonly Audience[]) {
  return async ({ location }: { readonly location: { readonly href: string } }): Promise<void> => {
    const user = await queryClient.ensureQueryData(sessionQuery);
    if (user === null) throw redirect({ to: '/sign-in', search: { next: location.href } });
    if (audience.length > 0 && !audience.some((each) => belongs(user, each))) throw redirect({ to: '/forbidden' });
  };
}
