import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoOffice } from './demo-office.ts';
import { callerAs, doStep, offered, publishLater, receive } from './office.ts';

const CODE = '1.001612';
const LATER = 'chuyen-tiep';
const GROUND = 'Quy định chuyển tiếp cho hồ sơ đang xử lý.';

describe('running cases go on under another version, in a real browser', () => {
  const office = demoOffice({ env: { MOTCUA_FOUR_EYES: '1' } });

  it('tries an order on every case, asks how the gone step goes on, and runs when a second analyst approves', async () => {
    const atReceipt = await receive(office.url);
    const examined = await receive(office.url);
    await doStep(office.url, examined.dossierCode, 'TiepNhan');
    await offered(office.url, 'chuyen-vien', examined.dossierCode, 'ThamTra');
    await offered(office.url, 'mot-cua', atReceipt.dossierCode, 'TiepNhan');
    // The first step may take one hour, not two, and goes by another id and name.
    await publishLater(office.url, LATER, (bpmn) => {
      const [before = '', step = ''] = bpmn.split('<bpmn:userTask id="TiepNhan"');
      const changed = `${before}<bpmn:userTask id="TiepNhan"${step.replace('value="2"', 'value="1"')}`;
      return changed.replaceAll(/\bTiepNhan\b/g, 'NhanHoSo');
    });

    const analyst = await office.deskOf('analyst');
    await analyst.goto(`/procedures/${CODE}/versions`);
    await analyst.getByRole('link', { name: 'Chuyển hồ sơ đang xử lý' }).click();
    // Though the address lies below that of the guide, the page is the analyst's.
    const navigation = analyst.getByRole('navigation');
    expect(await navigation.getByRole('link', { name: 'Thủ tục', exact: true }).getAttribute('aria-current')).toBe(
      'page',
    );
    const form = analyst.getByRole('region', { name: 'Lập đợt chuyển mới' });
    const attempt = form.getByRole('button', { name: 'Thử trên từng hồ sơ' });
    expect(await attempt.isDisabled()).toBe(true);
    await form.getByRole('combobox', { name: /^Văn bản/ }).click();
    await analyst.getByRole('option', { name: /^168\/2025/ }).click();
    await form.getByLabel(/^Điều, khoản/).fill('95.1');
    await form.getByText('168/2025/NĐ-CP Điều 95.1').waitFor();
    await form.getByLabel(/^Lý do/).fill(GROUND);
    await attempt.click();
    await outcome(analyst, atReceipt.dossierCode, 'Ở lại', /không còn trong phiên bản mới/);
    await outcome(analyst, examined.dossierCode, 'Sẽ chuyển', /./);

    // A suggestion is only one until somebody takes it, and what was changed has to be tried again.
    const mapping = form.getByRole('region', { name: 'Bảng đối chiếu' }).getByRole('row', { name: /^Tiếp nhận/ });
    await mapping.getByRole('button', { name: /^Dùng gợi ý: Tiếp nhận/ }).click();
    await form.getByText('Nội dung đã thay đổi sau lần thử').waitFor();
    const order = form.getByRole('button', { name: 'Lập đợt chuyển' });
    expect(await order.isDisabled()).toBe(true);
    await form.getByRole('button', { name: 'Thử lại' }).click();
    await outcome(analyst, atReceipt.dossierCode, 'Sẽ chuyển', /hạn đổi từ/);
    await order.click();

    const title = `2025-07 → ${LATER}`;
    const own = analyst.getByRole('region', { name: title });
    await own.getByText('Đang chờ một phân tích viên khác duyệt.').waitFor();
    expect(await own.getByRole('button', { name: 'Duyệt và chuyển' }).count()).toBe(0);

    const second = await office.deskOf('analyst-2');
    await second.goto('/analyst');
    await second.getByRole('alert').getByRole('link', { name: 'Chuyển hồ sơ đang xử lý' }).click();
    const card = second.getByRole('region', { name: title });
    await card.getByText(GROUND).waitFor();
    await card.getByRole('button', { name: 'Duyệt và chuyển' }).click();
    await card.getByText('Đã xong').waitFor();
    await card.getByText(/^Đã chuyển 2 hồ sơ; 0 hồ sơ ở lại/).waitFor();
    await card.getByText('Báo cáo từng hồ sơ').click();
    await card
      .getByRole('row', { name: new RegExp(atReceipt.dossierCode) })
      .getByText('Đã chuyển')
      .waitFor();
    // The first page learns of it by itself.
    await own.getByText(/^Đã chuyển 2 hồ sơ/).waitFor({ timeout: 60_000 });
    await offered(office.url, 'mot-cua', atReceipt.dossierCode, 'NhanHoSo');
  });

  it('replays a moved case on the drawing of the version of the time', async () => {
    const auditor = await office.deskOf('auditor');
    await auditor.goto(`/procedures/${CODE}/migrations`);
    const card = auditor.getByRole('region', { name: `2025-07 → ${LATER}` });
    await card.getByText('Báo cáo từng hồ sơ').click();
    expect(await auditor.getByRole('region', { name: 'Lập đợt chuyển mới' }).count()).toBe(0);
    await card.getByRole('row').nth(1).getByRole('link').click();
    const drawing = auditor.getByRole('figure', { name: 'Sơ đồ quy trình' });
    await drawing.locator('[data-element-id="NhanHoSo"]').first().waitFor();
    await auditor.getByText(`Theo phiên bản ${LATER}`).first().waitFor();
    await auditor
      .getByRole('button', { name: new RegExp(`^\\d+ Hồ sơ tiếp tục theo phiên bản ${LATER} thay cho 2025-07`) })
      .waitFor();

    await auditor.getByRole('button', { name: /^1 / }).click();
    await drawing.locator('[data-element-id="TiepNhan"]').first().waitFor();
    expect(await drawing.locator('[data-element-id="NhanHoSo"]').count()).toBe(0);
    await auditor.getByRole('link', { name: 'Theo phiên bản 2025-07' }).waitFor();
  });

  it('lets the one who prepared an order take it back', async () => {
    const author = await callerAs(office.url, 'analyst');
    await author.post(`/api/procedures/${CODE}/migrations`, {
      from: '2025-07',
      to: LATER,
      act: '168/2025/NĐ-CP#95.2',
      ground: GROUND,
    });
    const analyst = await office.deskOf('analyst');
    await analyst.goto(`/procedures/${CODE}/migrations`);
    const card = analyst.getByRole('region', { name: `2025-07 → ${LATER}` }).first();
    await card.getByRole('button', { name: 'Rút lại' }).click();
    await card.getByText('Đã rút').waitFor();
    expect(await card.getByRole('button').count()).toBe(0);
  });
});

/** Waits for the line of the dry run about a case. */
async function outcome(page: Page, dossierCode: string, word: string, words: RegExp): Promise<void> {
  const row = page
    .getByRole('region', { name: 'Kết quả thử' })
    .getByRole('row', { name: new RegExp(dossierCode) })
    .filter({ hasText: word })
    .filter({ hasText: words });
  await row.waitFor();
}
