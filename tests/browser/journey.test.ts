import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoOffice } from './demo-office.ts';
import { fillForm, localDate } from './workspace.ts';

const CODE = '1.001612';
const BUNDLE = 'procedures/1.001612-household-business/2025-07';
const VERSION = 'thu-nghiem';

/** Who does which step with what: the scenario "a valid application is granted in time". */
interface Step {
  readonly who?: string;
  readonly does?: string;
  readonly with: Readonly<Record<string, unknown>>;
}
const scenario = readJson<{ readonly when: readonly Step[] }>(`${BUNDLE}/scenarios/01-chap-nhan.json`);
const application = readJson<Readonly<Record<string, unknown>>>(`${BUNDLE}/scenarios/applications/ca-nhan.json`);
const manifest = readJson<{ readonly startForm: string; readonly forms: Readonly<Record<string, string>> }>(
  `${BUNDLE}/procedure.json`,
);
const drawing = readFileSync(`${BUNDLE}/process.bpmn`, 'utf8');

describe('a procedure in a real browser', () => {
  const office = demoOffice();

  it('is changed by the analyst, run by the officers to its returned result, and replayed by the auditor', async () => {
    await changeLimitAndPublish(await office.deskOf('analyst'));
    const dossier = await receiveApplication(await office.deskOf('mot-cua'));
    for (const step of scenario.when) {
      // What connected systems answer, the simulators of a demonstration server answer by themselves.
      if (step.does !== undefined)
        await completeStep(await office.deskOf(step.who ?? ''), step.does, step.with, dossier);
    }
    await replay(await office.deskOf('auditor'), dossier);
  }, 600_000);
});

/** A limit that breaks the sum of the hours is refused while it is drawn; one that keeps it is published. */
async function changeLimitAndPublish(page: Page): Promise<void> {
  const verdict = page.getByTestId('verdict');
  await page
    .getByRole('region', { name: 'Đăng ký thành lập hộ kinh doanh' })
    .getByRole('button', { name: 'Tạo nháp từ bản này' })
    .click();
  await page.locator('.djs-shape[data-element-id="ThamTra"]').click({ force: true });
  const properties = page.getByRole('region', { name: 'Thuộc tính' });
  await properties.getByText('Thời hạn của bước').click();
  const limit = properties.getByLabel('Giá trị', { exact: true });
  expect(await limit.inputValue()).toBe('5');
  await limit.fill('6');
  await verdict.filter({ hasText: 'Chưa công bố được: 1 lỗi' }).waitFor();
  await limit.press('Backspace');
  await limit.pressSequentially('4');
  await verdict.filter({ hasText: 'Quy trình đúng đắn' }).waitFor();
  expect(await limit.inputValue()).toBe('4');
  await page.getByText('Có thay đổi chưa lưu').waitFor();

  await page.getByRole('button', { name: 'Công bố' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Tên phiên bản/).fill(VERSION);
  await dialog.getByLabel(/^Có hiệu lực từ ngày/).fill(localDate(0));
  await dialog.getByRole('button', { name: 'Công bố' }).click();
  await dialog.getByRole('link', { name: 'Mở phiên bản' }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(VERSION) }).waitFor();
}

/** @returns the dossier code on the receipt. */
async function receiveApplication(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Tiếp nhận hồ sơ' }).first().click();
  await page.getByRole('combobox', { name: 'Thủ tục hành chính' }).fill(CODE);
  await page.getByRole('option', { name: new RegExp(`^${CODE}`) }).click();
  await page.getByRole('textbox', { name: /^Họ và tên/ }).fill('Người nộp hồ sơ');
  await fillForm(page, `${BUNDLE}/${fileOf(manifest.startForm)}`, { ...application, ngayBatDau: localDate(30) });
  await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click();
  const dossier = (await page.getByTestId('dossier-code').textContent()) ?? '';
  expect(dossier).toMatch(/-\d{6}-0001$/);
  return dossier;
}

/** Claims the step's task out of the group's offers, fills its form and completes it. */
async function completeStep(page: Page, step: string, answers: Step['with'], dossier: string): Promise<void> {
  await page.getByRole('link', { name: 'Việc của tôi' }).click();
  await page.getByText('Được giao cho nhóm', { exact: true }).click();
  await page
    .getByRole('row', { name: new RegExp(dossier) })
    .getByRole('link', { name: nameOf(step) })
    .click();
  await page.getByRole('button', { name: 'Nhận việc' }).click();
  await page.getByRole('button', { name: 'Hoàn thành' }).waitFor();
  await fillForm(page, `${BUNDLE}/${fileOf(formOf(step))}`, answers);
  await page.getByRole('button', { name: 'Hoàn thành' }).click();
  await page.getByRole('heading', { level: 1, name: 'Việc của tôi' }).waitFor();
}

/** The whole history is there and unbroken; slider and keys go through it, and the diagram shows each moment. */
async function replay(page: Page, dossier: string): Promise<void> {
  await page.getByRole('link', { name: dossier }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(dossier) }).waitFor();
  await page.getByRole('link', { name: `Theo phiên bản ${VERSION}`, exact: true }).waitFor();
  await page.getByText(/Lịch sử nguyên vẹn/).waitFor();
  await page.locator('.mark-completed[data-element-id="TraKetQua"]').waitFor();
  const slider = page.getByRole('slider');
  const last = Number(await slider.getAttribute('max'));
  expect(Number(await slider.inputValue())).toBe(last);
  await slider.fill('1');
  await page.getByText(`Tiếp nhận hồ sơ ${dossier}`).first().waitFor();
  expect(await page.locator('.mark-completed').count()).toBe(0);
  await page.keyboard.press('.');
  await page.getByText(`Sự kiện 2/${String(last)}`).waitFor();
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

/** Everything between an element's start tag and its end tag. */
function elementXml(id: string): string {
  const start = drawing.indexOf(`id="${id}"`);
  return drawing.slice(drawing.lastIndexOf('<', start), drawing.indexOf('</bpmn:outgoing>', start));
}
const nameOf = (id: string): string => /name="([^"]+)"/.exec(elementXml(id))?.[1] ?? id;
const formOf = (id: string): string => /<zeebe:formDefinition[^>]*formId="([^"]+)"/.exec(elementXml(id))?.[1] ?? id;
const fileOf = (formId: string): string => manifest.forms[formId] ?? formId;
