import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import { callerAs, receive } from './office.ts';
import { desks } from './workspace.ts';

describe('watching over an office', () => {
  let server: ServerProcess;
  let browser: Browser;
  let deskOf: (username: string) => Promise<Page>;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchBrowser()]);
    deskOf = desks(browser, server.url);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await server?.remove();
  });

  it('shows a head the figures of the own unit by every measure, and saves them as a file', async () => {
    const head = await deskOf('lanh-dao');
    await head.getByRole('link', { name: 'Thống kê' }).click();
    await head.getByText(/Không có hồ sơ nào được tiếp nhận trong kỳ này/).waitFor();
    await receive(server.url);
    const { caseId } = await receive(server.url);
    await (
      await callerAs(server.url, 'mot-cua')
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

  it('is no page for officers who do not lead', async () => {
    const officer = await deskOf('chuyen-vien');
    expect(await officer.getByRole('link', { name: 'Thống kê' }).count()).toBe(0);
    await officer.goto('/statistics');
    await officer.getByRole('heading', { level: 1, name: 'Bạn không có quyền xem trang này' }).waitFor();
  });
});
