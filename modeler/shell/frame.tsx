import { useEffect, useRef } from 'react';
import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useMatchRoute, useNavigate, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { belongs, sessionQuery, signOut, type Audience } from '../session.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { OpenProblemNotice } from './open-problem-notice.tsx';

interface NavigationEntry {
  readonly role: Audience;
  readonly to:
    | '/board'
    | '/absences'
    | '/statistics'
    | '/officer'
    | '/officer/receive'
    | '/officer/cases'
    | '/analyst'
    | '/auditor'
    | '/operator';
  readonly label:
    | 'nav.board'
    | 'nav.absences'
    | 'nav.statistics'
    | 'nav.inbox'
    | 'nav.receive'
    | 'nav.cases'
    | 'nav.procedures'
    | 'nav.audit'
    | 'nav.operate';
  /** The entry stands for every page below it. */
  readonly deep: boolean;
}

const NAVIGATION: readonly NavigationEntry[] = [
  { role: 'officer', to: '/officer', label: 'nav.inbox', deep: false },
  { role: 'officer', to: '/officer/receive', label: 'nav.receive', deep: true },
  { role: 'officer', to: '/officer/cases', label: 'nav.cases', deep: true },
  { role: 'office', to: '/absences', label: 'nav.absences', deep: true },
  { role: 'analyst', to: '/analyst', label: 'nav.procedures', deep: true },
  { role: 'auditor', to: '/auditor', label: 'nav.audit', deep: true },
  { role: 'operator', to: '/operator', label: 'nav.operate', deep: true },
  { role: 'watcher', to: '/board', label: 'nav.board', deep: true },
  { role: 'watcher', to: '/statistics', label: 'nav.statistics', deep: true },
];

/** The frame around every page: skip link, navigation by the user's roles, language, sign-out, and the main landmark. */
export function Frame() {
  const { t } = useTranslation();
  const { data: user } = useQuery(sessionQuery);
  const main = useRef<HTMLElement>(null);
  const ofStaff = useOfStaff();
  useFocusOnNavigation(main);

  return (
    <div className="frame">
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      <header className="frame-header">
        <Link to="/" className="frame-brand">
          <img src="/icon.svg" alt="" width={26} height={26} />
          Motcua
        </Link>
        <nav aria-label={t('shell.navigation')} style={{ flex: '1 1 auto' }}>
          <ul className="frame-nav">
            {NAVIGATION.filter(({ role }) => user && belongs(user, role)).map((entry) => (
              <li key={entry.to}>
                <Link
                  to={entry.to}
                  activeOptions={{ exact: !entry.deep }}
                  {...(entry.to === '/analyst' && ofStaff ? ({ 'aria-current': 'page' } as const) : {})}
                >
                  {t(entry.label)}
                </Link>
              </li>
            ))}
            <li>
              <Link to="/procedures" activeOptions={{ exact: ofStaff }}>
                {t('nav.publicProcedures')}
              </Link>
            </li>
            <li>
              <Link to="/lookup">{t('nav.lookup')}</Link>
            </li>
          </ul>
        </nav>
        <div className="frame-user">
          <LanguageSwitch />
          {user ? <SignedIn name={user.name} /> : null}
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className="frame-main">
        <OpenProblemNotice />
        <Outlet />
      </main>
    </div>
  );
}

/**
 * Whether the page lies below the address of the guide, but is for the staff: the guide's entry does not stand for it, that of
 * the analyst does.
 */
function useOfStaff(): boolean {
  const match = useMatchRoute();
  return [
    match({ to: '/procedures/$code/compare' }),
    match({ to: '/procedures/$code/versions' }),
    match({ to: '/procedures/$code/migrations' }),
  ].some(Boolean);
}

function SignedIn({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <>
      <Text size="sm" component="span">
        {name}
      </Text>
      <Button size="compact-sm" variant="white" onClick={() => void signOut().then(() => navigate({ to: '/sign-in' }))}>
        {t('shell.signOut')}
      </Button>
    </>
  );
}

/**
 * After a change of page the keyboard and the screen reader start at the page, not at the link that was pressed. The first page,
 * even one that the visitor was sent to, is left to the browser: there the skip link comes first.
 */
function useFocusOnNavigation(main: React.RefObject<HTMLElement | null>): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const previous = useRef(path);
  useEffect(() => {
    const before = previous.current;
    previous.current = path;
    if (before === undefined || before === path) return;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [main, path]);
}
