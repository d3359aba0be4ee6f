import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../server/seed/demo-accounts.ts';

/** Drives the workspace as a person does: by labels, roles and keys. */

/** Opens the workspace in a browser context of its own, at a desk unless `options` say otherwise. */
export async function openWorkspace(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1280, height: 800 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto('/');
  return page;
}

/** Signs a demonstration account in, in a browser context of its own. */
export async function signIn(
  browser: Browser,
  url: string,
  username: string,
  options?: BrowserContextOptions,
): Promise<Page> {
  const page = await openWorkspace(browser, url, options);
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel(/^Mật khẩu/).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();
  return page;
}

/** Lets people take turns at their desks: each signs in once, at the first turn. */
export function desks(browser: Browser, url: string): (username: string) => Promise<Page> {
  const pages = new Map<string, Promise<Page>>();
  return (username) => {
    const page = pages.get(username) ?? signIn(browser, url, username);
    pages.set(username, page);
    return page;
  };
}

interface FormComponent {
  readonly id: string;
  readonly type: string;
  readonly key?: string;
  readonly values?: readonly { readonly value: string; readonly label: string }[];
  readonly components?: readonly FormComponent[];
}
type Answers = Readonly<Record<string, unknown>>;

/** Fills the form that is shown with the answers to its keys, field by field. `file`: the form as its bundle holds it. */
export async function fillForm(page: Page, file: string, answers: Answers): Promise<void> {
  const schema = JSON.parse(readFileSync(file, 'utf8')) as FormComponent;
  await page.locator('.fjs-form').waitFor();
  await fillComponents(page, schema.components ?? [], answers);
}

async function fillComponents(page: Page, components: readonly FormComponent[], answers: Answers): Promise<void> {
  for (const component of components) {
    const answer = component.key === undefined ? undefined : answers[component.key];
    if (answer !== undefined) await fillField(page, component, answer);
    // The fields of a dynamic list name their keys within its rows, which it does not have until somebody adds one.
    if (component.type !== 'dynamiclist') await fillComponents(page, component.components ?? [], answers);
  }
}

async function fillField(page: Page, component: FormComponent, answer: unknown): Promise<void> {
  const field = page.locator(`[id^="fjs-form-"][id$="-${component.id}"]`).first();
  const option = (value: unknown) => {
    const index = component.values?.findIndex((each) => each.value === value) ?? -1;
    return page.locator(`[id^="fjs-form-"][id$="-${component.id}-${String(index)}"]`).first();
  };
  switch (component.type) {
    case 'radio':
      return option(answer).click();
    case 'checklist':
      for (const value of answer as readonly unknown[]) await option(value).click();
      return;
    case 'checkbox':
      return answer === true ? field.click() : undefined;
    case 'select': {
      const label = component.values?.find(({ value }) => value === answer)?.label ?? String(answer);
      await page.locator(`[id^="fjs-form-"][id$="-${component.id}-display"]`).click();
      return page.locator('.fjs-dropdownlist-item', { hasText: label }).first().click();
    }
    case 'datetime': {
      const [year = '', month = '', day = ''] = String(answer).split('-');
      const input = page.locator(`[id^="fjs-form-"][id$="-${component.id}-date"]`).first();
      await input.fill(`${day}/${month}/${year}`);
      return input.press('Enter');
    }
    default:
      return field.fill(String(answer));
  }
}

/** Today in Việt Nam and so many days on, `YYYY-MM-DD`. */
export const localDate = (days: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date(Date.now() + days * 86_400_000));
