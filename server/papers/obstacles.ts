import type { CaseHistory } from './case-history.ts';
import { letterFor, type Letter } from './letter.ts';
import type { CaseFile, PaperForm, PaperObstacle, PaperObstacleCode } from './paper.ts';
import { words } from './words.ts';

export function obstacle(code: PaperObstacleCode, vi: string, en: string): PaperObstacle {
  return { code, message: words(vi, en) };
}

/** What stands in the way of any form about a case. */
export function commonObstacle(
  file: CaseFile,
  history: CaseHistory,
  form: PaperForm,
  standard: Letter,
): PaperObstacle | undefined {
  if (history.receipt === undefined)
    return obstacle(
      'NO_RECEIPT',
      'Hồ sơ không do bộ phận một cửa tiếp nhận nên không có mẫu giấy tờ.',
      'The case was not received by a one-stop office, so there is no form for it.',
    );
  if (file.procedure.manifest === undefined)
    return obstacle(
      'NO_VERSION',
      'Thủ tục không có phiên bản công bố (procedure.json) nên không lập được mẫu.',
      'The procedure has no published version (procedure.json) to make the form from.',
    );
  if (letterFor(file, form, standard) === undefined)
    return obstacle(
      'LETTER_UNREADABLE',
      `Mẫu ${form} trong phiên bản thủ tục không đọc được; sửa và ban hành phiên bản mới.`,
      `Form ${form} of the procedure's version cannot be read; mend it and publish a new version.`,
    );
  return undefined;
}
