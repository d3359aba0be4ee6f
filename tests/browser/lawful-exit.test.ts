import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readPdf } from '../support/read-pdf.ts';
import { demoOffice } from './demo-office.ts';
import { callerAs, doStep, offered, receive } from './office.ts';

const REASON = 'Cán bộ hướng dẫn thiếu ở bước tiếp nhận.';

describe('the lawful exit and the papers of a case in a real browser', () => {
  const office = demoOffice();

  it('moves a case off the rules when one asks on a ground and a second person allows it, red in history for ever', async () => {
    const { caseId, dossierCode } = await receive(office.url);
    await doStep(office.url, dossierCode, 'TiepNhan');
    await offered(office.url, 'chuyen-vien', dossierCode, 'ThamTra');
    const asking = await office.deskOf('chuyen-vien');
    await asking.goto(`/officer/cases/${caseId}`);
    await ask(asking, async (dialog) => {
      await choose(asking, dialog, /^Bước đang thực hiện/, /^Thẩm tra/);
      await choose(asking, dialog, /^Chuyển đến/, /^Lập phiếu yêu cầu bổ sung/);
    });
    // Whoever asks may take the request back, but not allow it.
    await asking.getByRole('button', { name: 'Rút đề nghị' }).waitFor();
    expect(await asking.getByRole('button', { name: 'Đồng ý cho làm khác' }).count()).toBe(0);

    const head = await office.deskOf('lanh-dao');
    await head.goto(`/officer/cases/${caseId}`);
    const waiting = head.getByRole('alert').filter({ hasText: 'đang chờ quyết định (Lãnh đạo' });
    await waiting.getByText(/chuyển từ “Thẩm tra.*” đến “Lập phiếu yêu cầu bổ sung/).waitFor();
    await waiting.getByText(/61\/2018\/NĐ-CP Điều 21/).waitFor();
    await waiting.getByText(REASON, { exact: false }).waitFor();
    await waiting.getByRole('button', { name: 'Đồng ý cho làm khác' }).click();
    await head.getByRole('dialog').getByRole('button', { name: 'Đồng ý cho làm khác' }).click();
    await waiting.waitFor({ state: 'detached' });
    const history = head.getByRole('region', { name: 'Diễn biến' });
    const red = history.locator('.event-deviation');
    await expect.poll(() => red.count()).toBe(2);
    expect(await red.first().textContent()).toContain('⚠ Khác quy trình');
    await offered(office.url, 'mot-cua', dossierCode, 'LapPhieuBoSung');
    // A bystander sees what was done, and is asked for nothing.
    const auditor = await office.deskOf('auditor');
    await auditor.goto(`/auditor/cases/${caseId}`);
    await auditor.locator('.event-deviation').first().waitFor();
  });

  it('lets the head decline with a reason, and the one who asked take a request back', async () => {
    const { caseId, dossierCode } = await receive(office.url);
    await offered(office.url, 'mot-cua', dossierCode, 'TiepNhan');
    const asking = await office.deskOf('mot-cua');
    const head = await office.deskOf('lanh-dao');
    for (const [page, button] of [
      [head, 'Không đồng ý'],
      [asking, 'Rút đề nghị'],
    ] as const) {
      await asking.goto(`/officer/cases/${caseId}`);
      await ask(asking, async (dialog) => {
        await choose(asking, dialog, /^Bước đang thực hiện/, /^Tiếp nhận/);
        await choose(asking, dialog, /^Chuyển đến/, /^Lập phiếu yêu cầu bổ sung/);
      });
      await asking.getByRole('button', { name: 'Rút đề nghị' }).waitFor();
      await page.goto(`/officer/cases/${caseId}`);
      await page.getByRole('button', { name: button }).click();
      const dialog = page.getByRole('dialog');
      expect(await dialog.getByRole('button', { name: button }).isDisabled()).toBe(true);
      await dialog.getByLabel(/^Lý do/).fill('Chưa cần thiết.');
      await dialog.getByRole('button', { name: button }).click();
      await page.getByRole('alert').waitFor({ state: 'detached' });
    }
    await asking
      .locator('.event-deviation', { hasText: 'không đồng ý làm khác quy trình. Lý do: Chưa cần thiết.' })
      .first()
      .waitFor();
    await offered(office.url, 'mot-cua', dossierCode, 'TiepNhan');
  });

  it('reopens a withdrawn case at a step, and refuses what the case as it stands does not allow', async () => {
    const { caseId, dossierCode } = await receive(office.url);
    const counter = await office.deskOf('mot-cua');
    await counter.goto(`/officer/cases/${caseId}`);
    await counter.getByRole('button', { name: 'Đề nghị làm khác quy trình' }).click();
    const dialog = counter.getByRole('dialog');
    await choose(counter, dialog, /^Việc đề nghị/, 'Yêu cầu bổ sung thêm một lần');
    await choose(counter, dialog, /^Căn cứ đã công bố/, /^Sai sót/);
    await dialog.getByLabel(/^Lý do/).fill(REASON);
    await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await dialog.getByText('Hồ sơ lúc này không làm khác theo cách đó được.').waitFor();
    await dialog.getByRole('button', { name: 'Bỏ qua' }).click();

    await (await callerAs(office.url, 'mot-cua')).post(`/api/cases/${caseId}/withdraw`, { reason: 'Nhầm hồ sơ.' });
    await counter.goto(`/officer/cases/${caseId}`);
    await ask(counter, (open) => choose(counter, open, /^Chuyển đến/, /^Tiếp nhận, kiểm tra/));
    const head = await office.deskOf('lanh-dao');
    await head.goto(`/officer/cases/${caseId}`);
    await head.getByRole('button', { name: 'Đồng ý cho làm khác' }).click();
    await head.getByRole('dialog').getByRole('button', { name: 'Đồng ý cho làm khác' }).click();
    await offered(office.url, 'mot-cua', dossierCode, 'TiepNhan');
  });

  it('keeps an officer with a declared conflict of interest out of the case', async () => {
    const { caseId, dossierCode } = await receive(office.url);
    const taskId = await offered(office.url, 'mot-cua', dossierCode, 'TiepNhan');
    const officer = await office.deskOf('mot-cua');
    await officer.goto(`/officer/tasks/${taskId}`);
    await officer.getByRole('button', { name: 'Nhận việc' }).click();
    await officer.getByRole('button', { name: 'Hoàn thành' }).waitFor();
    await officer.getByRole('button', { name: 'Khai báo xung đột lợi ích' }).click();
    const dialog = officer.getByRole('dialog');
    await dialog.getByLabel(/^Lý do/).fill('Người nộp là người thân.');
    await dialog.getByRole('button', { name: 'Khai báo xung đột lợi ích' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => officer.getByRole('button', { name: 'Hoàn thành' }).count()).toBe(0);
    await officer.goto(`/officer/cases/${caseId}`);
    await officer.locator('.event-deviation', { hasText: 'Người nộp là người thân.' }).waitFor();
  });

  it('opens the papers that may be issued as PDF, and says of the others what is missing', async () => {
    const { caseId, dossierCode } = await receive(office.url);
    const officer = await office.deskOf('mot-cua');
    await officer.goto(`/officer/cases/${caseId}`);
    const papers = officer.getByRole('region', { name: 'Giấy tờ mẫu' });
    await papers
      .getByRole('row', { name: /^Mẫu 02/ })
      .getByText('Chưa lập được: Chưa có bước nào yêu cầu bổ sung.')
      .waitFor();
    expect(await papers.getByRole('row').count()).toBe(1 + 6);
    expect(await pdfText(officer, papers.getByRole('link', { name: /^Mở PDF mẫu 01/ }))).toContain(dossierCode);

    await officer.goto('/officer/cases');
    const book = officer.getByRole('link', { name: 'Mở sổ theo dõi (Mẫu 07)' });
    expect(await pdfText(officer, book)).toContain(dossierCode);
  });

  it('tells an auditor the data of a case by the labels of its forms', async () => {
    const { caseId } = await receive(office.url);
    const auditor = await office.deskOf('auditor');
    await auditor.goto(`/auditor/cases/${caseId}`);
    const data = auditor.getByRole('table', { name: 'Hồ sơ', exact: true });
    const row = (name: string) =>
      data.getByRole('row').filter({ has: auditor.getByRole('rowheader', { name, exact: true }) });
    await expect.poll(() => row('Vốn kinh doanh').textContent()).toContain('50.000.000 đồng');
    expect(await row('Ngày sinh').first().textContent()).toMatch(/\d{2}\/\d{2}\/\d{4}$/);
    expect(await auditor.locator('aside pre').count()).toBe(0);
    // Groups go by their names.
    await auditor.getByRole('button', { name: /Giao việc “Tiếp nhận.*” cho Bộ phận Một cửa/ }).waitFor();
  });
});

type Dialog = ReturnType<Page['getByRole']>;

/** Asks for a departure from the rules; `fill` says which. */
async function ask(page: Page, fill: (dialog: Dialog) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'Đề nghị làm khác quy trình' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('button', { name: 'Gửi đề nghị' }).isDisabled()).toBe(true);
  await fill(dialog);
  await choose(page, dialog, /^Căn cứ đã công bố/, /^Sai sót/);
  await dialog.getByLabel(/^Lý do/).fill(REASON);
  await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function choose(page: Page, dialog: Dialog, label: RegExp, option: RegExp | string): Promise<void> {
  await dialog.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).first().click();
}

/** The words of the PDF that a link opens for this reader. */
async function pdfText(page: Page, link: ReturnType<Page['getByRole']>): Promise<string> {
  const href = await link.getAttribute('href');
  const response = await page.request.get(href ?? '');
  expect(response.headers()['content-type']).toBe('application/pdf');
  return readPdf(await response.body()).text;
}
