import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoOffice } from './demo-office.ts';
import { callerAs, receive } from './office.ts';

interface DraftFiles {
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
}

describe('versions of a procedure in a real browser', () => {
  const office = demoOffice();

  it('shows an analyst what a draft changes of the published version, in words and on both drawings', async () => {
    const draftId = await changedDraft(office.url);
    const analyst = await office.deskOf('analyst');
    await analyst.goto(`/analyst/drafts/${draftId}`);
    await analyst.getByRole('link', { name: 'So sánh với bản đã công bố' }).click();
    await analyst.getByRole('heading', { level: 1, name: /^So sánh phiên bản/ }).waitFor();

    const process = analyst.getByRole('region', { name: 'Quy trình', exact: true });
    await process.getByText('Bỏ bước của cán bộ “Thẩm tra').waitFor();
    await process.getByText('Thêm bước của cán bộ “Thẩm tra lại”').waitFor();
    await process.getByText(/“Tiếp nhận.*thời hạn: 2 giờ làm việc → 1 giờ làm việc \(.*Điều/).waitFor();
    const [before, after] = [
      analyst.getByRole('region', { name: 'Phiên bản 2025-07' }),
      analyst.getByRole('region', { name: /^Bản nháp/ }),
    ];
    expect(await before.locator('.djs-element.mark-removed').getAttribute('data-element-id')).toBe('ThamTra');
    expect(await after.locator('.djs-element.mark-added').getAttribute('data-element-id')).toBe('ThamTraLai');
    for (const side of [before, after])
      expect(await side.locator('.djs-element.mark-changed[data-element-id="TiepNhan"]').count()).toBe(1);
    // Nobody has to tell the colours apart.
    expect(await before.getByRole('img', { name: 'Bỏ' }).textContent()).toBe('−');
    expect(await after.getByRole('img', { name: 'Thêm' }).textContent()).toBe('+');

    // By the keyboard: a change leads to its step.
    const change = process.getByRole('button', { name: /Thêm bước của cán bộ/ });
    await change.focus();
    await analyst.keyboard.press('Enter');
    await after.locator('.djs-element.mark-focus[data-element-id="ThamTraLai"]').waitFor();
    expect(await middleOf(after, '[data-element-id="ThamTraLai"]')).toBe(true);
    await before.getByText('Bản này không có phần tử đó.').waitFor();

    await analyst.getByRole('button', { name: 'Đổi chiều' }).click();
    await process.getByText('Bỏ bước của cán bộ “Thẩm tra lại”').waitFor();
  });

  it('offers the comparison to the second analyst before they publish', async () => {
    const draftId = await changedDraft(office.url);
    await (
      await callerAs(office.url, 'analyst')
    ).post(`/api/drafts/${draftId}/propose`, { version: '2025-07-so-sanh' });
    const second = await office.deskOf('analyst-2');
    await second.goto(`/analyst/drafts/${draftId}`);
    const bar = second.getByRole('alert').filter({ hasText: 'trình duyệt lúc' });
    await bar.getByRole('link', { name: 'So sánh với bản đã công bố' }).click();
    await second.getByText('Thêm bước của cán bộ “Thẩm tra lại”').waitFor();
  });

  it('lets an auditor compare published versions, each change of the law with its article', async () => {
    const auditor = await office.deskOf('auditor');
    await auditor.goto('/procedures/1.013225/compare');
    // The address lies below that of the public guide; the navigation does not say that this is the guide.
    const guide = auditor.getByRole('navigation').getByRole('link', { name: 'Cẩm nang thủ tục' });
    expect(await guide.getAttribute('aria-current')).toBe(null);
    await auditor.getByText('Thời hạn giải quyết: 15 ngày → 7 ngày làm việc (217/2026/NĐ-CP Điều 54.1.b)').waitFor();
    const fees = auditor.getByRole('region', { name: 'Phí, lệ phí' });
    const article = fees.getByText(/căn cứ: 175\/2024\/NĐ-CP.* → 217\/2026\/NĐ-CP Điều 60/).first();
    expect(await article.isVisible()).toBe(false);
    await fees.getByText('2 thay đổi chỉ về căn cứ').click();
    await article.waitFor();
    await auditor.goto('/procedures/1.013225');
    await expect.poll(() => guide.getAttribute('aria-current')).toBe('page');
  });

  it('suspends a version by an act and brings it back, and tells which version governs a day and why', async () => {
    const analyst = await office.deskOf('analyst');
    await analyst.goto('/analyst');
    await analyst
      .getByRole('region', { name: 'Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ' })
      .getByRole('link', { name: 'Phiên bản và hiệu lực' })
      .click();
    const version = analyst.getByRole('region', { name: 'Phiên bản 2026-07' });
    const governing = analyst.getByRole('region', { name: 'Phiên bản nào áp dụng?' });
    await version.getByText('Bắt đầu 01/07/2026').waitFor();
    await governing.getByText('Áp dụng phiên bản 2026-07', { exact: true }).waitFor();
    await governing.getByLabel('Ngày tiếp nhận').fill('2026-06-30');
    await governing.getByText('Áp dụng phiên bản 2024-12', { exact: true }).waitFor();
    await governing.getByLabel('Ngày tiếp nhận').fill('2020-01-01');
    await governing.getByText('Không phiên bản nào áp dụng', { exact: true }).waitFor();

    const enter = async (what: RegExp, from: string, act: string): Promise<void> => {
      await version.getByRole('button', { name: 'Nhập văn bản' }).click();
      const dialog = analyst.getByRole('dialog');
      expect(await dialog.getByRole('button', { name: 'Nhập văn bản' }).isDisabled()).toBe(true);
      await dialog.getByRole('combobox', { name: /^Nội dung/ }).click();
      await analyst.getByRole('option', { name: what }).click();
      await dialog.getByLabel(/^Từ ngày/).fill(from);
      await dialog.getByLabel(/^Văn bản/).fill(act);
      await dialog.getByRole('button', { name: 'Nhập văn bản' }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await enter(/^Tạm ngưng/, '2027-01-04', '09/2026/NQ-CP');
    await version.getByText('Tạm ngưng từ 04/01/2027 theo 09/2026/NQ-CP.').waitFor();
    await governing.getByLabel('Ngày tiếp nhận').fill('2027-01-05');
    await governing.getByText('Không phiên bản nào áp dụng', { exact: true }).waitFor();
    await enter(/^Áp dụng trở lại/, '2027-02-01', '10/2026/NQ-CP');
    await governing.getByLabel('Ngày tiếp nhận').fill('2027-02-02');
    await governing.getByText('Áp dụng phiên bản 2026-07', { exact: true }).waitFor();
    await version.getByText('Áp dụng trở lại từ 01/02/2027 theo 10/2026/NQ-CP.').waitFor();
  });

  it('tells an officer which version governs a case and why, and an auditor the versions without the means to change them', async () => {
    const { caseId } = await receive(office.url);
    const officer = await office.deskOf('mot-cua');
    await officer.goto(`/officer/cases/${caseId}`);
    await officer.getByText('Theo phiên bản 2025-07: vì sao?').click();
    await officer
      .getByText(/01\/07\/2025/)
      .first()
      .waitFor();
    const auditor = await office.deskOf('auditor');
    await auditor.goto(`/auditor/cases/${caseId}`);
    await auditor.getByRole('link', { name: 'Theo phiên bản 2025-07' }).click();
    await auditor.getByRole('region', { name: 'Phiên bản 2025-07' }).waitFor();
    expect(await auditor.getByRole('button', { name: 'Nhập văn bản' }).count()).toBe(0);
  });
});

/** A draft with one step put in the place of another and half the time for a third. @returns its id. */
async function changedDraft(url: string): Promise<string> {
  const analyst = await callerAs(url, 'analyst');
  const from = { code: '1.001612', version: '2025-07' };
  const { files } = await analyst.post<DraftFiles>('/api/drafts', { from });
  const [head = '', steps = ''] = (files['process.bpmn'] ?? '').split('<bpmn:userTask id="TiepNhan"');
  const drawing = `${head}<bpmn:userTask id="TiepNhan"${steps.replace('value="2"', 'value="1"')}`
    .replace(/(id="ThamTra" name=)"[^"]*"/, '$1"Thẩm tra lại"')
    .replace(/\bThamTra\b/g, 'ThamTraLai');
  const { id } = await analyst.post<DraftFiles>('/api/drafts', { from });
  await analyst.put(`/api/drafts/${id}`, { files: { ...files, 'process.bpmn': drawing } });
  return id;
}

/** Whether an element of a drawing lies in the middle of its canvas. */
async function middleOf(side: ReturnType<Page['locator']>, selector: string): Promise<boolean> {
  const [element, canvas] = await Promise.all([
    side.locator(`.djs-element${selector} .djs-visual`).boundingBox(),
    side.getByRole('figure').boundingBox(),
  ]);
  if (element === null || canvas === null) return false;
  const apart = (a: number, b: number): number => Math.abs(a - b);
  return (
    apart(element.x + element.width / 2, canvas.x + canvas.width / 2) < 20 &&
    apart(element.y + element.height / 2, canvas.y + canvas.height / 2) < 20
  );
}
