import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { SealedCommit } from '../../modeler/contract.ts';
import { DEMO_PASSWORD } from '../../server/seed/demo-accounts.ts';
import { demoOffice } from './demo-office.ts';
import { callerAs, type Caller, doStep, offered, receive } from './office.ts';
import { fillForm } from './workspace.ts';

const BUNDLE = 'procedures/1.001612-household-business/2025-07';

describe('everyday work in a real browser', () => {
  const office = demoOffice({ env: { JOB_BACKOFF_SECONDS: '1' } });

  it('leaves the console empty for a visitor without an account', async () => {
    const page = await office.visitor();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    for (const path of ['/', '/lookup', '/officer']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
    }
    expect(said).toEqual([]);
    await page.context().close();
  });

  it('lets an officer sign in, take a task and complete it by the keyboard alone', async () => {
    const { dossierCode } = await receive(office.url);
    const page = await office.visitor();
    await page.getByRole('heading', { level: 1, name: 'Đăng nhập' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page.getByRole('link', { name: 'Chuyển đến nội dung chính' }))).toBe(true);
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByLabel('Tên đăng nhập'));
    await page.keyboard.type('mot-cua');
    await tabTo(page, page.getByRole('textbox', { name: /^Mật khẩu/ }));
    await page.keyboard.type(DEMO_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Việc của tôi' }).waitFor();

    await tabTo(page, page.getByRole('radio', { name: 'Đang giữ' }));
    await page.keyboard.press('ArrowRight');
    const row = page.getByRole('row', { name: new RegExp(dossierCode) });
    await row.waitFor();
    await tabTo(page, row.getByRole('link').first());
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Nhận việc' }).waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Nhận việc' }));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Hoàn thành' }).waitFor();

    await tabTo(page, page.getByRole('button', { name: 'Hoàn thành' }));
    await page.keyboard.press('Enter');
    // Nothing is filled in yet: the keyboard is put where the first answer is missing.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('.fjs-has-errors') !== null))
      .toBe(true);
    await tabTo(page, page.getByRole('checkbox').first(), { backwards: true });
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('checkbox', { name: /lệ phí/ }));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('radio').first());
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('button', { name: 'Hoàn thành' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Việc của tôi' }).waitFor();
    await offered(office.url, 'chuyen-vien', dossierCode, 'ThamTra');
    await page.context().close();
  });

  it('gives a task with what was typed to a colleague, for whom the operator opened an account', async () => {
    const operator = await office.deskOf('operator');
    await operator.getByRole('tab', { name: 'Tài khoản' }).click();
    await operator.getByRole('button', { name: 'Thêm tài khoản' }).click();
    const account = operator.getByRole('dialog');
    await account.getByLabel(/^Tên đăng nhập/).fill('mot-cua-2');
    await account.getByLabel(/^Họ tên hoặc chức danh/).fill('Một cửa, bàn hai');
    await account.getByRole('textbox', { name: /^Mật khẩu/ }).fill(DEMO_PASSWORD);
    await account.getByRole('checkbox', { name: 'Cán bộ' }).check();
    await account.getByRole('combobox', { name: /^Đơn vị/ }).click();
    await operator.getByRole('option').first().click();
    await account.getByLabel(/^Nhóm/).fill('mot-cua');
    await account.getByLabel(/^Nhóm/).press('Enter');
    await account.getByRole('button', { name: 'Thêm tài khoản' }).click();
    await operator.getByRole('row', { name: /mot-cua-2/ }).waitFor();

    const { dossierCode } = await receive(office.url);
    const taskId = await offered(office.url, 'mot-cua', dossierCode, 'TiepNhan');
    const officer = await office.deskOf('mot-cua');
    await officer.goto(`/officer/tasks/${taskId}`);
    await officer.getByRole('button', { name: 'Nhận việc' }).click();
    await officer.getByRole('button', { name: 'Hoàn thành' }).waitFor();
    await fillForm(officer, `${BUNDLE}/forms/tiep-nhan.form`, { daThuLePhi: true });
    await officer.getByRole('button', { name: 'Giao cho người khác' }).click();
    await officer.getByRole('combobox', { name: /^Người nhận việc/ }).click();
    await officer.getByRole('option', { name: 'Một cửa, bàn hai' }).click();
    await officer.getByRole('button', { name: 'Giao việc' }).click();
    await officer.getByText('Chỉ xem: bạn không thực hiện được việc này lúc này.').waitFor();

    const colleague = await office.newDesk('mot-cua-2');
    await colleague
      .getByRole('row', { name: new RegExp(dossierCode) })
      .getByRole('link')
      .first()
      .click();
    expect(await colleague.getByRole('checkbox', { name: /lệ phí/ }).isChecked()).toBe(true);
    await colleague.context().close();
  });

  it('withdraws a case for its reason, and tells the applicant who looks it up', async () => {
    const { caseId, dossierCode, publicKey } = await receive(office.url);
    const officer = await office.deskOf('mot-cua');
    await officer.goto(`/officer/cases/${caseId}`);
    await officer.getByRole('button', { name: 'Rút hồ sơ' }).click();
    const dialog = officer.getByRole('dialog');
    await dialog.getByLabel(/^Lý do/).fill('Đổi ý, không kinh doanh nữa.');
    await dialog.getByRole('button', { name: 'Rút hồ sơ' }).click();
    await officer.getByText('Người nộp rút hồ sơ. Lý do: Đổi ý, không kinh doanh nữa.').waitFor();
    expect(await officer.getByRole('button', { name: 'Rút hồ sơ' }).count()).toBe(0);

    const applicant = await office.visitor();
    await applicant.goto('/lookup');
    await applicant.getByLabel(/^Mã hồ sơ/).fill(dossierCode);
    await applicant.getByLabel(/^Mã tra cứu/).fill('sai');
    await applicant.getByRole('button', { name: 'Tra cứu' }).click();
    await applicant.getByText('Không tìm thấy hồ sơ. Hãy kiểm tra mã hồ sơ và mã tra cứu.').waitFor();
    await applicant.getByLabel(/^Mã tra cứu/).fill(publicKey);
    await applicant.getByRole('button', { name: 'Tra cứu' }).click();
    await applicant.getByText('Công dân yêu cầu rút hồ sơ').waitFor();
    await applicant.context().close();
  });

  it('brings a service that does not answer to the operator, who tries again and then ends the case', async () => {
    // The simulated tax authority does not answer for a personal number that ends in 0000.
    const { caseId, dossierCode } = await receive(office.url, { soDinhDanh: '001090000000' });
    await doStep(office.url, dossierCode, 'TiepNhan');
    await doStep(office.url, dossierCode, 'ThamTra');
    const raised = incidentsOf(await callerAs(office.url, 'auditor'), caseId);
    const operator = await office.deskOf('operator');
    const incident = operator.getByRole('row', { name: new RegExp(dossierCode) });
    const dialog = operator.getByRole('dialog');
    await expect.poll(raised, { timeout: 60_000, interval: 250 }).toBe(1);
    await operator.goto('/operator');
    await incident.getByRole('button', { name: 'Thử lại' }).click();
    await dialog.getByLabel('Số lần thử').fill('1');
    await dialog.getByLabel('Lý do').fill('Cơ quan thuế báo đã mở lại kết nối.');
    await dialog.getByRole('button', { name: 'Thử lại' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(raised, { timeout: 60_000, interval: 250 }).toBe(2);
    await operator.goto('/operator');
    await incident.getByRole('button', { name: 'Hủy hồ sơ' }).click();
    await dialog.getByLabel(/^Lý do/).fill('Hồ sơ lập sai.');
    await dialog.getByRole('button', { name: 'Hủy hồ sơ' }).click();
    await incident.waitFor({ state: 'detached' });

    const auditor = await office.deskOf('auditor');
    await auditor.goto(`/auditor/cases/${caseId}`);
    await auditor.getByRole('button', { name: /Đã khắc phục sự cố\. Cơ quan thuế báo đã mở lại kết nối\./ }).waitFor();
    await auditor.getByRole('button', { name: /Hồ sơ bị hủy\. Lý do: Hồ sơ lập sai\./ }).waitFor();
  });

  it('plays the way into a deadlock on the canvas, and the server refuses to publish it', async () => {
    const analyst = await callerAs(office.url, 'analyst');
    // Everything else about the procedure is in order: only the drawing is at fault.
    const from = { code: '1.001612', version: '2025-07' };
    const { files } = await analyst.post<{ readonly files: Readonly<Record<string, string>> }>('/api/drafts', { from });
    const drawing = readFileSync(join(import.meta.dirname, 'deadlock.bpmn'), 'utf8');
    const { id } = await analyst.post<{ readonly id: string }>('/api/drafts', {
      name: 'Bế tắc',
      files: { ...files, 'process.bpmn': drawing },
    });
    const page = await office.deskOf('analyst');
    await page.goto(`/analyst/drafts/${id}`);
    await page.getByTestId('verdict').filter({ hasText: 'Chưa công bố được' }).waitFor();
    await page.getByRole('tab', { name: /^Kiểm tra/ }).click();
    await page.getByRole('button', { name: 'Diễn trên sơ đồ' }).first().click();
    const player = page.getByRole('region', { name: /^Đường dẫn đến lỗi/ });
    await player
      .getByRole('button', { name: 'Dừng' })
      .or(player.getByRole('button', { name: 'Diễn' }))
      .waitFor();
    const next = player.getByRole('button', { name: 'Sau' });
    await expect.poll(() => next.isDisabled(), { timeout: 30_000 }).toBe(true);
    expect(await page.locator('.mark-step').count()).toBeGreaterThan(0);
    expect(await page.locator('.mark-flow').count()).toBeGreaterThan(0);
    await player.getByRole('button', { name: 'Đóng' }).click();
    await expect.poll(() => page.locator('.mark-step').count()).toBe(0);

    await page.getByRole('button', { name: 'Công bố' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Tên phiên bản/).fill('');
    await dialog.getByRole('button', { name: 'Công bố' }).click();
    await dialog.getByText('Nhập tên phiên bản.').waitFor();
    await dialog.getByLabel(/^Tên phiên bản/).fill('1');
    await dialog.getByLabel(/^Có hiệu lực từ ngày/).fill('2026-01-01');
    const act = dialog.getByRole('combobox', { name: /^Văn bản/ });
    await act.fill('168/2025/NĐ-CP');
    // Leaving the field closes its list, which lies over the button.
    await act.press('Tab');
    await dialog.getByRole('button', { name: 'Công bố' }).click();
    await dialog.getByText('Chưa công bố được. Hãy sửa các lỗi dưới đây.').waitFor();
    await dialog.getByText('deadlock', { exact: true }).first().waitFor();
  });

  it('puts a draft before a second analyst, who returns it with a reason and then publishes it', async () => {
    const api = await callerAs(office.url, 'analyst');
    const from = { code: '1.001612', version: '2025-07' };
    const { id } = await api.post<{ readonly id: string }>('/api/drafts', { from });
    const author = await office.deskOf('analyst');
    const second = await office.deskOf('analyst-2');
    const propose = async (note: string): Promise<void> => {
      await author.goto(`/analyst/drafts/${id}`);
      await author.getByRole('button', { name: 'Công bố', exact: true }).click();
      const dialog = author.getByRole('dialog');
      await dialog.getByLabel(/^Tên phiên bản/).fill('2025-07-hai-nguoi');
      await dialog.getByLabel(/^Ghi chú/).fill(note);
      await dialog.getByRole('button', { name: 'Trình người khác duyệt' }).click();
      await author.getByText('Bản nháp không thay đổi cho đến khi').waitFor();
    };
    await propose('Sửa tên bước');
    expect(await author.getByRole('button', { name: 'Duyệt và công bố' }).count()).toBe(0);
    expect(await author.getByRole('button', { name: 'Lưu nháp' }).count()).toBe(0);

    await second.goto(`/analyst/drafts/${id}`);
    await second.getByText('Sửa tên bước').waitFor();
    await second.getByLabel('Lý do trả lại').fill('Thiếu căn cứ');
    await second.getByRole('button', { name: 'Trả lại' }).click();
    await second.getByText('Thiếu căn cứ').waitFor();
    await second.getByRole('button', { name: 'Lưu nháp' }).waitFor();

    await propose('Đã bổ sung căn cứ');
    await second.goto('/analyst');
    await second.getByText('Chờ duyệt').waitFor();
    await second.goto(`/analyst/drafts/${id}`);
    await second.getByRole('button', { name: 'Duyệt và công bố' }).click();
    await second.getByText('Đã công bố thủ tục 1.001612, phiên bản 2025-07-hai-nguoi.').waitFor();
  });

  it('shows that somebody else saved the draft, and keeps either what they wrote or what is drawn', async () => {
    const analyst = await callerAs(office.url, 'analyst');
    const from = { code: '1.001612', version: '2025-07' };
    const { id } = await analyst.post<{ readonly id: string }>('/api/drafts', { from });
    const mine = await office.deskOf('analyst');
    const theirs = await office.newDesk('analyst');
    for (const page of [mine, theirs]) await page.goto(`/analyst/drafts/${id}`);

    await rename(theirs, 'Tên của họ');
    await theirs.getByRole('button', { name: 'Lưu nháp' }).click();
    await theirs.getByText('Đã lưu', { exact: true }).waitFor();
    await rename(mine, 'Tên của tôi');
    await mine.getByRole('button', { name: 'Lưu nháp' }).click();
    await mine.getByRole('dialog', { name: 'Người khác vừa lưu bản nháp này' }).waitFor();
    await mine.getByRole('button', { name: 'Lấy bản của họ' }).click();
    await mine.locator('.djs-shape[data-element-id="ThamTra"]', { hasText: 'Tên của họ' }).waitFor();

    await rename(theirs, 'Lại của họ');
    await theirs.getByRole('button', { name: 'Lưu nháp' }).click();
    await theirs.getByText('Đã lưu', { exact: true }).waitFor();
    await rename(mine, 'Lại của tôi');
    await mine.getByRole('button', { name: 'Lưu nháp' }).click();
    await mine.getByRole('button', { name: 'Ghi đè bằng bản của tôi' }).click();
    await mine.getByText('Đã lưu', { exact: true }).waitFor();
    const saved = await analyst.get<{ readonly files: Readonly<Record<string, string>> }>(`/api/drafts/${id}`);
    expect(saved.files['process.bpmn']).toContain('Lại của tôi');
    await theirs.context().close();
  });
});

/** Asks how often a case got stuck so far. */
function incidentsOf(auditor: Caller, caseId: string): () => Promise<number> {
  return async () => {
    const path = `/api/cases/${caseId}/history?limit=200`;
    const { items } = await auditor.get<{ readonly items: readonly SealedCommit[] }>(path);
    return items.flatMap(({ events }) => events).filter(({ type }) => type === 'IncidentRaised').length;
  };
}

/** Names the step "ThamTra" in the properties panel. */
async function rename(page: Page, name: string): Promise<void> {
  const step = page.locator('.djs-shape[data-element-id="ThamTra"]');
  const properties = page.getByRole('region', { name: 'Thuộc tính' });
  await step.waitFor();
  // A click on what is selected already would take the selection away.
  if ((await step.and(page.locator('.selected')).count()) === 0) await step.click({ force: true });
  await properties.getByText('Bước của cán bộ').waitFor();
  const general = properties.locator('[data-group-id="group-general"]');
  if ((await general.locator('.bio-properties-panel-group-header.open').count()) === 0)
    await general.getByText('Chung', { exact: true }).click();
  await general.locator('[name="name"]').fill(name);
  await page.getByText('Có thay đổi chưa lưu').waitFor();
}

/** Presses Tab until the keyboard is there, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator, { backwards = false } = {}): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    if (await focused(target)) return;
    await page.keyboard.press(backwards ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`The keyboard does not reach ${String(target)}.`);
}

const focused = (target: Locator): Promise<boolean> => target.evaluate((element) => element === document.activeElement);
