import {
  caseRecord,
  nationalVerdict,
  type Calendar,
  type Commit,
  type LocalizedText,
  type Procedure,
} from '../../../engine/index.ts';
import { readHistory } from '../case-history.ts';
import { applicantOf, contactOf } from '../fact-values.ts';
import { FORMS_BASIS, type PaperContent } from '../paper.ts';
import { joined, moment, NOTHING, same, words, yearOf } from '../words.ts';
import { portalStatus, statusAfter } from '../../portal-status.ts';

/** One case in the book. */
export interface BookEntry {
  /** Number in the year, from 1 without a gap, in the order of receipt. */
  readonly number: number;
  readonly procedure: Procedure;
  readonly commits: readonly Commit[];
}

export interface BookPeriod {
  readonly year: number;
  /** From 1. A year is bound in volumes of so many numbers, so that none is too large to print. */
  readonly volume: number;
}

/** Numbers in a volume. */
const VOLUME_SIZE = 1_000;

export interface Book {
  readonly period: BookPeriod;
  readonly unit: LocalizedText;
  readonly entries: readonly BookEntry[];
  readonly at: string;
  readonly timeZone: string;
  readonly calendar: Calendar | undefined;
  readonly sampleData: boolean;
}

/** Numbers what a unit received in a year, in order of receipt, and takes a volume out: numbers never start anew. Pure. */
export function volumeOf<T extends { readonly receivedAt: string; readonly dossierCode: string }>(
  cases: readonly T[],
  { year, volume }: BookPeriod,
  timeZone: string,
  size: number = VOLUME_SIZE,
): readonly { readonly number: number; readonly of: T }[] {
  return cases
    .filter(({ receivedAt }) => yearOf(receivedAt, timeZone) === year)
    .sort((a, b) => compare(a.receivedAt, b.receivedAt) || compare(a.dossierCode, b.dossierCode))
    .map((of, index) => ({ number: index + 1, of }))
    .slice((volume - 1) * size, volume * size);
}

/**
 * Form 07, the book of a unit: a row for every dossier that it received in a year, from the histories. It is closed with
 * the year; what happens to a dossier later still shows, because the book is printed from what happened.
 *
 * @source 03/2025/TT-VPCP Annex I, form 07
 */
export function bookContent(book: Book): PaperContent {
  const { period, at, timeZone, unit } = book;
  const isClosed = yearOf(at, timeZone) > period.year;
  return {
    form: '07',
    page: { size: 'A4', orientation: 'landscape' },
    title: words('Sổ theo dõi hồ sơ', 'Book of dossiers'),
    office: unit,
    issuedAt: at,
    timeZone,
    facts: [
      { label: words('Năm', 'Year'), values: [same(String(period.year))] },
      { label: words('Quyển số', 'Volume'), values: [same(String(period.volume))] },
      { label: words('Số hồ sơ', 'Dossiers'), values: [same(String(book.entries.length))] },
      {
        label: words('Tình trạng sổ', 'State of the book'),
        values: [isClosed ? words('Đã khóa sổ', 'Closed') : words('Đang mở', 'Open')],
      },
    ],
    tables: [
      {
        caption: words('Hồ sơ tiếp nhận', 'Dossiers received'),
        columns: [
          { header: words('STT', 'No.'), width: 26 },
          { header: words('Mã hồ sơ', 'Dossier code'), width: 96 },
          { header: words('Thủ tục', 'Procedure'), width: '*' },
          { header: words('SL', 'Qty'), width: 18 },
          { header: words('Người nộp, liên hệ', 'Applicant, contact'), width: 96 },
          { header: words('Nhận', 'Received'), width: 56 },
          { header: words('Hẹn trả', 'Appointment'), width: 56 },
          { header: words('Có kết quả', 'Result'), width: 56 },
          { header: words('Trả kết quả', 'Returned'), width: 56 },
          { header: words('Trạng thái', 'State'), width: 66 },
          { header: words('Ký nhận', 'Signed'), width: 48 },
        ],
        rows: book.entries.map((entry) => rowOf(entry, book)),
      },
    ],
    notes: [
      words(
        'Sổ được lập tự động từ lịch sử hồ sơ; số thứ tự liên tục trong năm.',
        'Made from the histories of the cases; numbers run through the year without a gap.',
      ),
    ],
    signatures: [
      { role: words('Người lập sổ', 'Kept by') },
      { role: words('Thủ trưởng cơ quan', 'Head of the authority') },
    ],
    basis: FORMS_BASIS,
    sampleData: book.sampleData,
  };
}

function rowOf({ number, procedure, commits }: BookEntry, { timeZone, at, calendar }: Book): readonly LocalizedText[] {
  const history = readHistory(commits, procedure);
  const record = caseRecord(commits);
  const time = (instant: string | undefined): LocalizedText =>
    instant === undefined ? NOTHING : same(moment(instant, timeZone));
  const { manifest } = procedure;
  const contact = contactOf(history);
  return [
    same(String(number)),
    same(history.receipt?.dossierCode ?? ''),
    manifest === undefined ? same(procedure.mainProcessId) : joined([same(manifest.code), manifest.name], ': '),
    same('1'),
    contact === NOTHING ? applicantOf(history) : joined([applicantOf(history), contact], '; '),
    time(record?.receivedAt),
    time(record?.appointment ?? record?.dueAt),
    time(record?.processedAt),
    time(record?.returnedAt),
    stateText(commits, record, at, calendar),
    same(''),
  ];
}

function stateText(
  commits: readonly Commit[],
  record: ReturnType<typeof caseRecord>,
  at: string,
  calendar: Calendar | undefined,
): LocalizedText {
  let status: number | undefined;
  for (const { events } of commits) for (const event of events) status = statusAfter(status, event);
  const name = status === undefined ? NOTHING : (portalStatus(status) ?? NOTHING);
  if (record === undefined || calendar === undefined) return name;
  const verdict = nationalVerdict(record, at, calendar);
  const silences = (record.silences ?? []).map(({ kind }) => SILENCES[kind ?? 'UNNAMED']);
  const inTime = verdict.onTime ? words('đúng hạn', 'on time') : words('quá hạn', 'late');
  return joined([name, inTime, ...silences], ', ');
}

const SILENCES = {
  CONSENT: words('im lặng là đồng ý', 'consent by silence'),
  CONFIRMATION: words('im lặng là xác nhận', 'confirmed by silence'),
  VOID: words('hết giá trị do không trả lời', 'void by silence'),
  NOT_MET: words('không đáp ứng do không trả lời', 'not met by silence'),
  UNNAMED: words('hệ quả của việc không trả lời', 'effect of silence'),
} as const;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
