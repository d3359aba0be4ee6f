import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { Bilingual } from '../../model/expression.ts';
import type { ProcedureRule } from '../rule.ts';

/**
 * A procedure is complete only with its eight legal components: name, order of steps, manner, papers, time limit, who may
 * apply, deciding authority, and result with form, conditions and fees where there are any.
 *
 * @source Decree 63/2010/NĐ-CP Art. 8(2) as amended by Decree 92/2017/NĐ-CP
 */
export const legalComponents: ProcedureRule = {
  id: 'legal-components',
  check({ manifest, main }, report) {
    const missing = (what: Bilingual, hint: Bilingual): void =>
      report(
        'error',
        undefined,
        {
          en: `The procedure has no ${what.en}, one of its legal components (63/2010/NĐ-CP Art. 8(2)).`,
          vi: `Thủ tục thiếu ${what.vi}, một trong các bộ phận tạo thành thủ tục hành chính (khoản 2 Điều 8 Nghị định 63/2010/NĐ-CP).`,
        },
        hint,
      );
    if (manifest.name.vi.trim() === '')
      missing({ en: 'name', vi: 'tên thủ tục' }, { en: 'Fill in name.', vi: 'Điền name.' });
    if (!Object.values(main.nodes).some((node) => node.type === 'userTask'))
      missing(
        { en: 'order of steps', vi: 'trình tự thực hiện' },
        {
          en: `Draw the steps in ${describe({ ...main, type: 'process' })}.`,
          vi: `Vẽ các bước trong ${describeVi({ ...main, type: 'process' })}.`,
        },
      );
    if (manifest.manner.length === 0)
      missing(
        { en: 'manner of carrying it out', vi: 'cách thức thực hiện' },
        {
          en: 'Say in manner how people apply: at the counter, online, by post.',
          vi: 'Khai tại manner: nộp trực tiếp, trực tuyến hay qua bưu chính.',
        },
      );
    if (manifest.papers.length === 0)
      missing(
        { en: 'composition of the dossier', vi: 'thành phần hồ sơ' },
        { en: 'List the papers.', vi: 'Liệt kê giấy tờ tại papers.' },
      );
    // 0 working days means "within the day".
    const { value, unit } = manifest.clock.limit;
    if (value <= 0 && unit !== 'WORKING_DAY')
      missing({ en: 'time limit', vi: 'thời hạn giải quyết' }, { en: 'Fill in clock.limit.', vi: 'Điền clock.limit.' });
    if (manifest.applicants.vi.trim() === '')
      missing(
        { en: 'applicants', vi: 'đối tượng thực hiện' },
        { en: 'Say in applicants who may apply.', vi: 'Khai tại applicants ai được nộp hồ sơ.' },
      );
    if (manifest.authority.vi.trim() === '')
      missing(
        { en: 'deciding authority', vi: 'cơ quan giải quyết' },
        { en: 'Fill in authority.', vi: 'Điền authority.' },
      );
    if (manifest.result.vi.trim() === '')
      missing({ en: 'result', vi: 'kết quả thực hiện' }, { en: 'Fill in result.', vi: 'Điền result.' });
    if (manifest.startForm === undefined)
      report(
        'warning',
        undefined,
        { en: 'The procedure has no application form.', vi: 'Thủ tục không có mẫu đơn, tờ khai.' },
        { en: 'Name the form in startForm.', vi: 'Nêu biểu mẫu tại startForm.' },
      );
    if (manifest.clock.limit.basis === undefined)
      report(
        'error',
        undefined,
        {
          en: 'The time limit of the procedure has no legal basis.',
          vi: 'Thời hạn giải quyết của thủ tục không có căn cứ pháp lý.',
        },
        { en: 'Fill in clock.limit.basis.', vi: 'Điền clock.limit.basis.' },
      );
  },
};
