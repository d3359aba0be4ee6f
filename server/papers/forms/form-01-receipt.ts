import { evaluateFeel, type JsonObject, type ProcedureManifest } from '../../../engine/index.ts';
import { readHistory, type CaseHistory } from '../case-history.ts';
import { commonObstacle, obstacle } from '../obstacles.ts';
import type { CaseFile, CasePaper, PaperObstacle, PaperTable } from '../paper.ts';
import { standardLetter } from '../standard-letter.ts';
import { duration, same, words } from '../words.ts';
import { caseContent, personOf } from './case-content.ts';

const TITLE = words('Giấy tiếp nhận hồ sơ và hẹn trả kết quả', 'Receipt and appointment');
const STANDARD = standardLetter(
  TITLE,
  [
    { label: words('Thời hạn theo quy định', 'Statutory limit'), value: 'clock.limit' },
    { label: words('Nhận hồ sơ lúc', 'Received at'), value: 'receipt.receivedAt' },
    { label: words('Hẹn trả kết quả lúc', 'Appointment'), value: 'clock.dueAt' },
    { label: words('Cách tính ngày hẹn', 'Reckoning'), value: 'clock.explanation' },
  ],
  [words('Người nộp hồ sơ', 'Applicant'), words('Người tiếp nhận', 'Receiving officer')],
);

/**
 * Form 01, the slip: only for a complete dossier, under a version that is fixed, with the due date that the engine reckoned
 * and no other. A slip is printed again after a supplement or an extension, with the date that holds then.
 *
 * @source 61/2018/NĐ-CP Art. 17 (receipt and appointment)
 */
export const form01: CasePaper = {
  form: '01',
  title: TITLE,
  obstacle(file) {
    const history = readHistory(file.commits, file.procedure);
    return commonObstacle(file, history, '01', STANDARD) ?? dossierObstacle(history) ?? dueDateObstacle(file, history);
  },
  content(file) {
    const history = readHistory(file.commits, file.procedure);
    const { receipt } = history;
    const applied = history.written[0]?.variables ?? {};
    const reckoned = history.clock.at(-1);
    const last = reckoned?.event;
    return caseContent(file, history, {
      form: '01',
      standard: STANDARD,
      variables: applied,
      clock: {
        ...(last?.clock === undefined ? {} : { limit: last.clock.limit }),
        ...(last?.dueAt === undefined ? {} : { dueAt: last.dueAt }),
        explanation: last?.explanation ?? [],
      },
      tables: papersTable(file, applied, receipt?.receivedAt ?? file.at),
      notes: laterAppointments(file, last?.clock?.appointment ?? 0),
      signers: [undefined, personOf(file, history.startedBy)],
      ...(reckoned === undefined ? {} : { issuedAt: reckoned.at }),
      ...(receipt === undefined ? {} : { qr: lookupText(file, receipt.dossierCode) }),
    });
  },
};

function dossierObstacle({ clock, outcomes }: CaseHistory): PaperObstacle | undefined {
  if (outcomes.some(({ outcome }) => outcome === 'NOT_ACCEPTED'))
    return obstacle(
      'NOT_ACCEPTED',
      'Hồ sơ đã bị từ chối tiếp nhận; dùng Mẫu 03.',
      'The dossier was refused at the counter; form 03 applies.',
    );
  const last = clock.at(-1)?.event.clock;
  if (last?.status === 'paused' && last.pausedFor === 'SUPPLEMENT')
    return obstacle(
      'DOSSIER_INCOMPLETE',
      'Hồ sơ đang chờ bổ sung theo Mẫu 02; giấy hẹn được in lại khi hồ sơ đầy đủ.',
      'The dossier waits for the supplement of form 02; the slip is printed when it is complete.',
    );
  return undefined;
}

function dueDateObstacle({ listedDueAt }: CaseFile, { clock }: CaseHistory): PaperObstacle | undefined {
  const dueAt = clock.at(-1)?.event.dueAt;
  if (dueAt === undefined)
    return obstacle(
      'NO_DUE_DATE',
      'Thời hạn chưa chạy hoặc đang tạm dừng nên không có ngày hẹn.',
      'The time limit does not run now, so there is no appointment.',
    );
  if (listedDueAt !== dueAt)
    return obstacle(
      'DUE_DATE_DIFFERS',
      'Ngày hẹn trong danh sách khác ngày hẹn trong lịch sử hồ sơ; báo người vận hành kiểm tra dữ liệu.',
      'The listed due date is not the one in the history; ask an operator to check the data.',
    );
  return undefined;
}

/** The papers of the version that this application needs, and whether each was handed in. */
function papersTable(file: CaseFile, applied: JsonObject, receivedAt: string): readonly PaperTable[] {
  const papers = file.procedure.manifest?.papers ?? [];
  const given = handedIn(papers, applied);
  const needed = papers.filter((paper) => given.has(paper.id) || isRequired(paper, applied, file, receivedAt));
  if (needed.length === 0) return [];
  return [
    {
      caption: words('Thành phần hồ sơ', 'Papers of the dossier'),
      columns: [
        { header: words('TT', 'No.'), width: 22 },
        { header: words('Tên giấy tờ', 'Paper'), width: '*' },
        { header: words('Bản chính', 'Originals'), width: 42 },
        { header: words('Bản sao', 'Copies'), width: 38 },
        { header: words('Đã nộp', 'Received'), width: 78 },
      ],
      rows: needed.map((paper, index) => [
        same(String(index + 1)),
        paper.name,
        same(String(paper.original)),
        same(String(paper.copies)),
        given.has(paper.id)
          ? words('Đã nộp', 'Yes')
          : paper.replacedBy === undefined
            ? words('Chưa nộp', 'No')
            : words(`Khai thác dữ liệu: ${paper.replacedBy}`, `From data: ${paper.replacedBy}`),
      ]),
    },
  ];
}

type Paper = ProcedureManifest['papers'][number];

/** Papers that the application says it brings: whichever list of the start form names them by their id. */
function handedIn(papers: readonly Paper[], applied: JsonObject): ReadonlySet<string> {
  const ids = new Set(papers.map(({ id }) => id));
  const named = Object.values(applied).flatMap((value) => (Array.isArray(value) ? value : []));
  return new Set(named.filter((value): value is string => typeof value === 'string' && ids.has(value)));
}

function isRequired({ requiredIf }: Paper, applied: JsonObject, { timeZone }: CaseFile, at: string): boolean {
  if (requiredIf === undefined) return true;
  const result = evaluateFeel(requiredIf, applied, { at, timeZone });
  return result.ok && result.value === true;
}

/** Under SPLIT, the appointments after the present one, which are counted when the obligation between them is met. */
function laterAppointments({ procedure }: CaseFile, present: number) {
  return (procedure.manifest?.clock.appointments ?? []).slice(present + 1).map((limit, index) => {
    const number = String(present + index + 2);
    return words(
      `Hẹn lần ${number}: ${duration(limit).vi} kể từ khi hoàn thành nghĩa vụ giữa hai lần hẹn.`,
      `Appointment ${number}: ${duration(limit).en} from when the obligation between the appointments is met.`,
    );
  });
}

/** What the QR code of the slip says: the public page with code and key, or both as text where there is no address. */
function lookupText({ publicUrl, receiptKey }: CaseFile, code: string): string {
  if (receiptKey === undefined) return code;
  if (publicUrl === undefined) return `${code} ${receiptKey}`;
  return `${publicUrl}/lookup?code=${encodeURIComponent(code)}&key=${receiptKey}`;
}
