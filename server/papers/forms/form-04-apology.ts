import { statutoryTimerDue } from '../../../engine/index.ts';
import { readHistory, variablesUpTo, type CaseHistory } from '../case-history.ts';
import { commonObstacle, obstacle } from '../obstacles.ts';
import type { CaseFile, CasePaper, PaperObstacle } from '../paper.ts';
import { standardLetter } from '../standard-letter.ts';
import { moment, words } from '../words.ts';
import { caseContent, personOf } from './case-content.ts';

const TITLE = words('Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết', 'Apology and new appointment');
const STANDARD = standardLetter(
  TITLE,
  [
    { label: words('Ngày hẹn đã ghi', 'Original appointment'), value: 'clock.dueAt' },
    { label: words('Lý do', 'Reason'), value: 'lyDoCham' },
  ],
  [words('Lãnh đạo cơ quan', 'Leader')],
);

/**
 * Form 04, the apology with a new date: at most as often as the version allows (once), granted not later than its time
 * before expiry (one working day), to a date after the old one. The engine refuses an extension against these rules; the
 * paper checks the history again, because it is what the applicant holds.
 *
 * @source 61/2018/NĐ-CP Art. 19(9)
 */
export const form04: CasePaper = {
  form: '04',
  title: TITLE,
  obstacle(file) {
    const history = readHistory(file.commits, file.procedure);
    return commonObstacle(file, history, '04', STANDARD) ?? extensionObstacle(file, history);
  },
  content(file) {
    const history = readHistory(file.commits, file.procedure);
    const granted = extensionsOf(history).at(-1);
    const { dueAt, previousDueAt, explanation } = granted?.event ?? {};
    return caseContent(file, history, {
      form: '04',
      standard: STANDARD,
      variables: granted === undefined ? {} : variablesUpTo(history, granted.seq),
      clock: {
        ...(previousDueAt === undefined ? {} : { dueAt: previousDueAt }),
        ...(explanation === undefined ? {} : { explanation }),
      },
      notes: [
        ...(dueAt === undefined
          ? []
          : [
              words(
                `Ngày hẹn trả kết quả mới: ${moment(dueAt, file.timeZone)}.`,
                `The new appointment: ${moment(dueAt, file.timeZone)}.`,
              ),
            ]),
        words(
          'Cơ quan xin lỗi vì chưa giải quyết hồ sơ đúng hẹn.',
          'The authority apologises for not keeping the appointment.',
        ),
      ],
      signers: [personOf(file, granted?.by)],
      addressed: true,
      ...(granted === undefined ? {} : { issuedAt: granted.at }),
    });
  },
};

function extensionObstacle(
  { procedure, calendarAt, timeZone }: CaseFile,
  history: CaseHistory,
): PaperObstacle | undefined {
  const extensions = extensionsOf(history);
  const last = extensions.at(-1);
  if (last === undefined)
    return obstacle('NO_EXTENSION', 'Chưa có quyết định gia hạn nào được ký.', 'No extension has been signed.');
  const rules = procedure.manifest?.clock.extension;
  const max = rules?.max ?? 1;
  if (extensions.length > max)
    return obstacle(
      'EXTENSION_LIMIT',
      `Chỉ được hẹn lại ${String(max)} lần; hồ sơ đã hẹn lại ${String(extensions.length)} lần.`,
      `Only ${String(max)} new appointment(s) may be made; the case has ${String(extensions.length)}.`,
    );
  const { dueAt, previousDueAt } = last.event;
  if (dueAt === undefined || previousDueAt === undefined || dueAt <= previousDueAt)
    return obstacle(
      'DATE_NOT_LATER',
      'Ngày hẹn mới phải sau ngày hẹn cũ.',
      'The new appointment must be after the old one.',
    );
  const calendar = calendarAt(last.at);
  const latest =
    rules === undefined || calendar === undefined
      ? undefined
      : statutoryTimerDue(
          { duration: rules.apologyBefore, from: 'BEFORE_CASE_DUE' },
          { at: last.at, calendar, caseDueAt: previousDueAt },
        )?.dueAt;
  if (latest !== undefined && last.at > latest)
    return obstacle(
      'EXTENSION_TOO_LATE',
      `Văn bản xin lỗi phải được ký chậm nhất lúc ${moment(latest, timeZone)}.`,
      `The apology had to be signed by ${moment(latest, timeZone)}.`,
    );
  return undefined;
}

function extensionsOf({ clock }: CaseHistory) {
  return clock.filter(({ event }) => event.action === 'EXTEND');
}
