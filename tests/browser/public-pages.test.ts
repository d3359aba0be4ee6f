import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoOffice } from './demo-office.ts';
import { doStep, receive } from './office.ts';

describe('pages for everybody', () => {
  const office = demoOffice();
  let page: Page;

  beforeAll(async () => {
    page = await office.visitor();
  });

  it('guide an applicant by the keyboard from a word to the papers, hours and articles of a procedure', async () => {
    await page.goto('/procedures');
    await page.getByLabel('Tìm theo tên, mã hoặc lĩnh vực').focus();
    await page.keyboard.type('xyz');
    await page.getByText('Không có thủ tục nào khớp').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('hộ kinh doanh');
    const link = page.getByRole('link', { name: 'Đăng ký thành lập hộ kinh doanh' });
    await link.waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    await link.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Đăng ký thành lập hộ kinh doanh' }).waitFor();

    const steps = page.getByRole('region', { name: 'Trình tự thực hiện' }).getByRole('row');
    const signing = steps.filter({ hasText: 'Ký Giấy chứng nhận' });
    expect(await signing.innerText()).toMatch(/Lãnh đạo Ủy ban nhân dân\s+2 giờ làm việc\s+168\/2025\/NĐ-CP/);
    const papers = page.getByRole('region', { name: 'Thành phần hồ sơ' });
    await papers.getByText('Không phải nộp nếu tra được ở Cơ sở dữ liệu quốc gia về dân cư').waitFor();
    await page.getByText('01/07/2025 – nay; có hiệu lực theo 168/2025/NĐ-CP').waitFor();
    await page.getByText('Nội dung pháp lý là dữ liệu mẫu').waitFor();
  });

  it('say of a procedure that does not exist what to do', async () => {
    await page.goto('/procedures/0.000000');
    await page.getByRole('alert').getByText('PROCEDURE_NOT_FOUND').waitFor();
  });

  it('show the holder of a receipt the step, the office, the working time and what to do', async () => {
    const { dossierCode, publicKey } = await receive(office.url);
    await page.goto(`/lookup?code=${dossierCode}&key=${publicKey}`);
    await page.getByRole('button', { name: 'Tra cứu' }).click();
    const found = page.locator('dl.facts');
    await found.getByText('Tiếp nhận, kiểm tra hồ sơ và thu lệ phí').waitFor();
    await found.getByText(/^Bộ phận Một cửa; từ /).waitFor();
    await found.getByText(/^đã dùng .+ giờ làm việc; còn .+ giờ làm việc$/).waitFor();
    await page.getByText('Chưa cần làm gì: cơ quan đang giải quyết.').waitFor();

    await doStep(office.url, dossierCode, 'TiepNhan');
    await page.getByRole('button', { name: 'Tra cứu' }).click();
    await found.getByText(/Tra cứu CSDL hộ kinh doanh|Thẩm tra tên, ngành, nghề và điều kiện/).waitFor();
    await found.getByRole('link', { name: 'Đăng ký thành lập hộ kinh doanh' }).click();
    await page.getByRole('heading', { level: 1, name: 'Đăng ký thành lập hộ kinh doanh' }).waitFor();
  });
});
