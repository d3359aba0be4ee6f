import { AxeBuilder } from '@axe-core/playwright';
import type { ConsoleMessage, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import en from '../../modeler/i18n/en.json' with { type: 'json' };
import vi from '../../modeler/i18n/vi.json' with { type: 'json' };
import { demoOffice } from './demo-office.ts';
import { callerAs, doStep, offered, receive, type Received } from './office.ts';

/** Everything up to WCAG 2.2 AA that axe can decide. */
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** Parts of bpmn.io's widgets that are not ours to mend. What is left out is left out for its reason alone. */
const EXCLUDED: readonly { readonly selector: string; readonly reason: string }[] = [];

/** What there is to see in the office. */
interface Office {
  readonly draftId: string;
  readonly received: Received;
  readonly taskId: string;
  /** Names of accounts: data, which no language translates, though some read like the name of a role. */
  readonly people: ReadonlySet<string>;
}

interface Shown {
  readonly page: string;
  readonly as?: string;
  readonly path: (office: Office) => string;
  /** Leads to the part of the page that is meant. */
  readonly open?: (page: Page) => Promise<void>;
}

const SHOWN: readonly Shown[] = [
  { page: 'sign-in', path: () => '/sign-in' },
  { page: 'look-up', path: () => '/lookup' },
  {
    page: 'look-up, found',
    path: ({ received }) => `/lookup?code=${received.dossierCode}&key=${received.publicKey}`,
    open: async (page) => {
      await page.getByRole('button', { name: vi.lookup.submit }).click();
      await page.locator('dl.facts').waitFor();
    },
  },
  { page: 'guide to procedures', path: () => '/procedures' },
  {
    page: 'guide to one procedure',
    path: () => '/procedures/1.001612',
    open: (page) => page.getByRole('heading', { name: vi.publicProcedure.versions }).waitFor(),
  },
  { page: 'not found', path: () => '/nowhere' },
  { page: 'forbidden', as: 'auditor', path: () => '/operator' },
  { page: 'inbox', as: 'chuyen-vien', path: () => '/officer' },
  {
    page: 'inbox, offered',
    as: 'mot-cua',
    path: () => '/officer',
    open: (page) => page.getByText(vi.inbox.offered, { exact: true }).click(),
  },
  {
    page: 'receive',
    as: 'mot-cua',
    path: () => '/officer/receive',
    open: async (page) => {
      await page.getByRole('combobox', { name: vi.receive.procedure }).fill('1.001612');
      await page.getByRole('option', { name: /^1\.001612/ }).click();
      await page.locator('.fjs-form').waitFor();
      await page.getByRole('button', { name: vi.receive.submit, exact: true }).click();
      await page.locator('.fjs-has-errors').first().waitFor();
    },
  },
  {
    page: 'task',
    as: 'chuyen-vien',
    path: ({ taskId }) => `/officer/tasks/${taskId}`,
    open: (page) => page.locator('.fjs-form').waitFor(),
  },
  { page: 'cases', as: 'mot-cua', path: () => '/officer/cases' },
  {
    page: 'case',
    as: 'mot-cua',
    path: ({ received }) => `/officer/cases/${received.caseId}`,
    open: (page) => page.locator('.djs-shape').first().waitFor(),
  },
  {
    page: 'case, departure from the rules',
    as: 'mot-cua',
    path: ({ received }) => `/officer/cases/${received.caseId}`,
    open: async (page) => {
      await page.getByRole('button', { name: vi.override.ask }).click();
      await page.getByRole('dialog').getByRole('combobox', { name: vi.override.from }).waitFor();
    },
  },
  { page: 'procedures', as: 'analyst', path: () => '/analyst' },
  {
    page: 'version',
    as: 'analyst',
    path: () => '/analyst/procedures/1.001612/versions/2025-07',
    open: (page) => page.locator('.djs-shape').first().waitFor(),
  },
  {
    page: 'versions',
    as: 'analyst',
    path: () => '/procedures/1.013225/versions',
    open: (page) => page.getByText('Áp dụng phiên bản 2026-07', { exact: true }).waitFor(),
  },
  {
    page: 'migrations, a dry run',
    as: 'analyst',
    path: () => '/procedures/1.013225/migrations',
    open: async (page) => {
      await page.getByRole('combobox', { name: vi.migration.act }).click();
      await page.getByRole('option').first().click();
      await page.getByLabel(vi.migration.article).fill('54');
      await page.getByLabel(vi.migration.ground).first().fill('…');
      await page.getByRole('button', { name: vi.migration.try }).click();
      await page.getByRole('heading', { name: vi.migration.foreseen }).waitFor();
    },
  },
  ...(['analyst', 'auditor'] as const).map((as): Shown => ({
    page: `comparison, ${as}`,
    as,
    path: () => '/procedures/1.013225/compare',
    open: async (page) => {
      await page.locator('.sign-badge').first().waitFor();
      await page.locator('button.difference').first().click();
      await page.locator('.djs-element.mark-focus').first().waitFor();
    },
  })),
  {
    page: 'draft, process',
    as: 'analyst',
    path: ({ draftId }) => `/analyst/drafts/${draftId}`,
    open: async (page) => {
      await page.locator('.djs-shape[data-element-id="ThamTra"]').click({ force: true });
      const properties = page.getByRole('region', { name: vi.workspace.properties });
      await properties.getByText('Thời hạn của bước').click();
      await properties.getByLabel('Giá trị', { exact: true }).waitFor();
    },
  },
  ...(['forms', 'decisions', 'manifest', 'check'] as const).map((name): Shown => ({
    page: `draft, ${name}`,
    as: 'analyst',
    path: ({ draftId }) => `/analyst/drafts/${draftId}`,
    open: async (page) => {
      await page.locator('.djs-shape').first().waitFor();
      await page.getByRole('tab', { name: vi.workspace.tab[name] }).click();
    },
  })),
  { page: 'board', as: 'lanh-dao', path: () => '/board' },
  { page: 'board of every unit', as: 'operator', path: () => '/board' },
  { page: 'absences', as: 'chuyen-vien', path: () => '/absences' },
  {
    page: 'absences, recording one',
    as: 'operator',
    path: () => '/absences',
    open: async (page) => {
      await page.getByRole('button', { name: vi.absences.record }).click();
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  },
  {
    page: 'statistics',
    as: 'auditor',
    path: () => '/statistics',
    open: (page) => page.getByRole('heading', { name: vi.statistics.remarkable }).waitFor(),
  },
  { page: 'find a case', as: 'auditor', path: () => '/auditor' },
  {
    page: 'replay',
    as: 'auditor',
    path: ({ received }) => `/auditor/cases/${received.caseId}`,
    open: (page) => page.locator('.djs-shape').first().waitFor(),
  },
  ...(['incidents', 'jobs', 'timers', 'notifications', 'calendars', 'users'] as const).map((name): Shown => ({
    page: `operator, ${name}`,
    as: 'operator',
    path: () => '/operator',
    open: (page) => page.getByRole('tab', { name: vi.operator[name] }).click(),
  })),
];

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

describe('every page for everybody', () => {
  const demo = demoOffice();
  let office: Office;
  let visitor: Page;

  beforeAll(async () => {
    office = await furnish(demo.url);
    visitor = await demo.visitor();
  });

  it.each(SHOWN)('$page', async ({ as, path, open }) => {
    const page = as === undefined ? visitor : await demo.deskOf(as);
    const said: string[] = [];
    const listen = (message: ConsoleMessage): void => void said.push(message.text());
    const fail = (error: Error): void => void said.push(error.message);
    page.on('console', listen).on('pageerror', fail);
    await page.evaluate(() => localStorage.setItem('motcua.language', 'vi'));
    await page.setViewportSize(DESK);
    await page.goto(path(office));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await open?.(page);
    await page.waitForLoadState('networkidle');
    expect(await violations(page), 'at a desk').toEqual([]);
    await page.setViewportSize(PHONE);
    expect(await overflow(page), 'pixels that a phone scrolls sideways').toBe(0);
    expect(await violations(page), 'on a phone').toEqual([]);

    // A dialog lies over the switch: it is left by the keyboard first.
    if ((await page.getByRole('dialog').count()) > 0) await page.keyboard.press('Escape');
    await page.getByRole('button', { name: vi.shell.switchLanguage }).click();
    await page.getByRole('button', { name: en.shell.switchLanguage }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    const untranslated = await leftInVietnamese(page);
    expect(
      untranslated.filter((text) => !office.people.has(text)),
      'on the English page',
    ).toEqual([]);
    page.off('console', listen).off('pageerror', fail);
    expect(said, 'in the console').toEqual([]);
  });
});

async function furnish(url: string): Promise<Office> {
  const analyst = await callerAs(url, 'analyst');
  const from = { code: '1.001612', version: '2025-07' };
  const { id: draftId } = await analyst.post<{ readonly id: string }>('/api/drafts', { from });
  const received = await receive(url);
  await doStep(url, received.dossierCode, 'TiepNhan');
  const taskId = await offered(url, 'chuyen-vien', received.dossierCode, 'ThamTra');
  await (await callerAs(url, 'chuyen-vien')).post(`/api/tasks/${taskId}/claim`);
  await receive(url);
  const operator = await callerAs(url, 'operator');
  const accounts = await operator.get<{ readonly items: readonly { readonly name: string }[] }>('/api/users?limit=100');
  return { draftId, received, taskId, people: new Set(accounts.items.map(({ name }) => name)) };
}

/** What axe finds, one line for each element. */
async function violations(page: Page): Promise<readonly string[]> {
  let axe = new AxeBuilder({ page }).withTags(STANDARD);
  for (const { selector } of EXCLUDED) axe = axe.exclude(selector);
  const found = await axe.analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.replace(/\s+/g, ' ') ?? ''}`,
    ),
  );
}

/** By how many pixels the page is wider than its window. @source WCAG 2.2 SC 1.4.10 */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

interface Texts {
  readonly [key: string]: string | Texts;
}
const leaves = (texts: Texts): readonly string[] =>
  Object.values(texts).flatMap((text) => (typeof text === 'string' ? [text] : leaves(text)));

/** Texts of the workspace, and not of the procedures, that stayed Vietnamese on an English page. */
async function leftInVietnamese(page: Page): Promise<readonly string[]> {
  const english = new Set(leaves(en));
  const vietnamese = leaves(vi).filter((text) => !english.has(text));
  const said = await page.evaluate(() =>
    [...document.querySelectorAll('main *:not(svg *), nav *')].flatMap((element) => [
      ...[...element.childNodes]
        .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
        .map(({ textContent }) => textContent?.trim() ?? ''),
      element.getAttribute('aria-label') ?? '',
      element.getAttribute('placeholder') ?? '',
    ]),
  );
  return vietnamese.filter((text) => said.includes(text));
}
