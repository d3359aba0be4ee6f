import type { LocalizedText } from '../../../engine/index.ts';
import { readHistory, variablesUpTo, type CaseHistory } from '../case-history.ts';
import { commonObstacle, obstacle } from '../obstacles.ts';
import { portalStatus } from '../../portal-status.ts';
import type { CasePaper, PaperObstacle } from '../paper.ts';
import { standardLetter } from '../standard-letter.ts';
import { moment, words } from '../words.ts';
import { caseContent, personOf } from './case-content.ts';

const TITLE = words('Thông báo dừng giải quyết hồ sơ', 'Notice that the procedure stops');
const STANDARD = standardLetter(
  TITLE,
  [{ label: words('Yêu cầu của người nộp', 'Request'), value: 'yeuCauCuaNguoiNop' }],
  [words('Người nộp hồ sơ', 'Applicant'), words('Người tiếp nhận', 'Officer')],
);

/** Statuses that say that there is a decision: processed, and handed over. */
const DECIDED = new Set([9, 10]);

/**
 * Form 05, the notice that handling stops at the applicant's request: only while no decision has been made.
 *
 * @source 118/2025/NĐ-CP Art. 21; 03/2025/TT-VPCP Art. 7
 */
export const form05: CasePaper = {
  form: '05',
  title: TITLE,
  obstacle(file) {
    const history = readHistory(file.commits, file.procedure);
    return commonObstacle(file, history, '05', STANDARD) ?? stopObstacle(history);
  },
  content(file) {
    const history = readHistory(file.commits, file.procedure);
    const stop = stopOf(history);
    return caseContent(file, history, {
      form: '05',
      standard: STANDARD,
      variables: stop === undefined ? {} : variablesUpTo(history, stop.seq),
      notes: stop === undefined ? [] : stopNotes(history, stop, file.timeZone),
      signers: [undefined, personOf(file, stop?.by)],
      addressed: true,
      ...(stop === undefined ? {} : { issuedAt: stop.at }),
    });
  },
};

function stopObstacle(history: CaseHistory): PaperObstacle | undefined {
  const stop = stopOf(history);
  if (stop === undefined)
    return obstacle(
      'NOT_STOPPED',
      'Người nộp chưa yêu cầu rút hồ sơ, hoặc việc rút chưa được ghi nhận.',
      'The applicant has not taken the application back, or it has not been recorded.',
    );
  // What the stop itself decides (WITHDRAWN) is written by its own step, not before it.
  const isDecided =
    history.outcomes.some(({ seq, outcome }) => seq < stop.seq && outcome !== 'WITHDRAWN') ||
    history.statuses.some(({ seq, status }) => seq < stop.seq && DECIDED.has(status));
  return isDecided
    ? obstacle(
        'DECISION_ISSUED',
        'Đã có kết quả giải quyết nên không lập thông báo dừng.',
        'There is a decision already, so handling cannot be stopped.',
      )
    : undefined;
}

/** The step that prepared the notice, or the withdrawal itself. */
function stopOf({ letters, withdrawal }: CaseHistory) {
  return letters.findLast(({ form }) => form === '05') ?? withdrawal;
}

function stopNotes(
  { statuses, withdrawal }: CaseHistory,
  { at, seq }: { readonly at: string; readonly seq: number },
  timeZone: string,
): readonly LocalizedText[] {
  const status = statuses.findLast((each) => each.seq < seq && each.status !== 7)?.status;
  const name = status === undefined ? undefined : portalStatus(status);
  return [
    words(`Hồ sơ dừng giải quyết lúc ${moment(at, timeZone)}.`, `Handling stopped at ${moment(at, timeZone)}.`),
    ...(name === undefined ? [] : [words(`Trạng thái khi dừng: ${name.vi}.`, `Where the dossier stood: ${name.en}.`)]),
    ...(typeof withdrawal?.reason === 'string'
      ? [words(`Lý do: ${withdrawal.reason}`, `Reason: ${withdrawal.reason}`)]
      : []),
  ];
}
