import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { demoOffice } from './demo-office.ts';
import { callerAs, receive } from './office.ts';
import { localDate } from './workspace.ts';

describe('watching over an office', () => {
  const office = demoOffice();

  it('shows a head the figures of the own unit by every measure, and saves them as a file', async () => {
    const head = await office.deskOf('lanh-dao');
    await head.getByRole('link', { name: 'Thống kê' }).click();
    await head.getByText(/Không có hồ sơ nào được tiếp nhận trong kỳ này/).waitFor();
    await receive(office.url);
    const { caseId } = await receive(office.url);
    await (
      await callerAs(office.url, 'mot-cua')
    ).post(`/api/cases/${caseId}/withdraw`, { reason: 'Không còn nhu cầu' });
    await head.reload();
    await head.getByText('2 trên 2 hồ sơ').first().waitFor();
    const byProcedure = head.getByRole('region', { name: 'Theo thủ tục' });
    expect(await byProcedure.getByRole('row').last().innerText()).toMatch(
      /^Đăng ký thành lập hộ kinh doanh\s+2\s+100,00 %\s+100,00 %\s+[01]\s+[01]\s+1\s+0\s+0\s+0$/,
    );
    await head
      .getByRole('img', { name: /^Theo thủ tục\. Đăng ký thành lập hộ kinh doanh: .*Đang xử lý, trong hạn 1/ })
      .waitFor();
    await head.getByText('Trong kỳ này các cách tính không mâu thuẫn ở hồ sơ nào.').waitFor();
    expect(await head.getByRole('combobox', { name: 'Đơn vị' }).count()).toBe(0);

    const [download] = await Promise.all([
      head.waitForEvent('download'),
      head.getByRole('button', { name: 'Lưu bảng số liệu (CSV)' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFThủ tục,Hồ sơ,Công thức quốc gia,/);
    expect(lines[1]).toMatch(/^Đăng ký thành lập hộ kinh doanh,2,"100,00 %"/);
  });

  it('shows a head with whom each step lies, and who acts for an absent officer', async () => {
    const { dossierCode } = await receive(office.url);
    const head = await office.deskOf('lanh-dao');
    await head.getByRole('link', { name: 'Bảng theo dõi' }).click();
    const open = head.getByRole('region', { name: 'Mọi bước đang mở' });
    const row = open.getByRole('row', { name: new RegExp(dossierCode) });
    expect(await row.innerText()).toMatch(/còn [\d,]+ giờ làm việc\s+Tiếp nhận.*\s+Chờ nhận: Bộ phận Một cửa/);

    const operator = await office.deskOf('operator');
    await operator.getByRole('link', { name: 'Vắng mặt' }).click();
    await operator.getByRole('button', { name: 'Ghi nhận vắng mặt' }).click();
    const dialog = operator.getByRole('dialog');
    await dialog.getByRole('combobox', { name: /^Người vắng/ }).selectOption({ label: 'Chuyên viên' });
    await dialog.getByLabel(/^Từ lúc/).fill(`${localDate(1)}T08:00`);
    await dialog.getByLabel(/^Đến lúc/).fill(`${localDate(2)}T17:00`);
    await dialog.getByRole('combobox', { name: /^Người thay/ }).selectOption({ label: 'Văn thư' });
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    const absence = operator.getByRole('row', { name: /^Chuyên viên\s+Văn thư/ });
    expect(await absence.innerText()).toMatch(/08:00\s+.*17:00/);

    const officer = await office.deskOf('chuyen-vien');
    await officer.getByRole('link', { name: 'Vắng mặt' }).click();
    await officer.getByRole('button', { name: 'Kết thúc sớm' }).click();
    await officer.getByText(/Không có ai vắng mặt/).waitFor();
  });

  it('is no page for officers who do not lead', async () => {
    const officer = await office.deskOf('chuyen-vien');
    expect(await officer.getByRole('link', { name: 'Thống kê' }).count()).toBe(0);
    await officer.goto('/statistics');
    await officer.getByRole('heading', { level: 1, name: 'Bạn không có quyền xem trang này' }).waitFor();
  });
});
