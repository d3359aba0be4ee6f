import {
  caseRecord,
  stepPunctuality,
  type Commit,
  type LocalizedText,
  type Procedure,
  type StepRecord,
} from '../../../engine/index.ts';
import { nodeOf, readHistory, type CaseHistory } from '../case-history.ts';
import { commonObstacle } from '../obstacles.ts';
import type { CaseFile, CasePaper, PaperTable } from '../paper.ts';
import { standardLetter } from '../standard-letter.ts';
import { joined, moment, NOTHING, same, words } from '../words.ts';
import { caseContent, personOf } from './case-content.ts';

const TITLE = words('Phiếu kiểm soát quá trình giải quyết hồ sơ', 'Control sheet');
const STANDARD = standardLetter(
  TITLE,
  [
    { label: words('Nhận hồ sơ lúc', 'Received at'), value: 'receipt.receivedAt' },
    { label: words('Hẹn trả kết quả lúc', 'Appointment'), value: 'clock.dueAt' },
  ],
  [],
);

/**
 * Form 06, the control sheet: one row for every hand-over, read from the history and from nothing else, so that nobody can
 * write it by hand. The history's seal stands for the signatures.
 *
 * @source 03/2025/TT-VPCP Annex I, form 06
 */
export const form06: CasePaper = {
  form: '06',
  title: TITLE,
  obstacle: (file) => commonObstacle(file, readHistory(file.commits, file.procedure), '06', STANDARD),
  content(file) {
    const history = readHistory(file.commits, file.procedure);
    const dueAt = history.clock.findLast(({ event }) => event.dueAt !== undefined)?.event.dueAt;
    return {
      ...caseContent(file, history, {
        form: '06',
        standard: STANDARD,
        variables: {},
        clock: dueAt === undefined ? {} : { dueAt },
        tables: [
          handOverTable(file),
          clockTable(file),
          ...deadlineTables(file, history.deadlines),
          ...silenceTables(file, history.silences),
        ],
        notes: [
          words(
            'Phiếu được lập tự động từ lịch sử hồ sơ; mỗi dòng là một sự kiện đã được niêm phong.',
            'Made from the history of the case; every row is a sealed event.',
          ),
        ],
      }),
      page: { size: 'A4', orientation: 'landscape' },
    };
  },
};

/** One piece of work as it went from hand to hand. */
interface HandOver {
  readonly key: number;
  readonly elementId: string;
  readonly groups: readonly string[];
  readonly givenAt: string;
  readonly giver?: Commit['by'];
  readonly takenAt?: string;
  readonly taker?: string;
  readonly doneAt?: string;
  readonly cancelledAt?: string;
  readonly dueAt?: string;
}

function handOverTable(file: CaseFile): PaperTable {
  const time = (instant: string | undefined): LocalizedText =>
    instant === undefined ? NOTHING : same(moment(instant, file.timeZone));
  const steps = new Map(caseRecord(file.commits)?.steps.map((step) => [step.key, step]));
  return {
    caption: words('Quá trình giao, nhận', 'Hand-overs'),
    columns: [
      { header: words('TT', 'No.'), width: 20 },
      { header: words('Bước, bộ phận', 'Step, division'), width: '*' },
      { header: words('Người giao', 'Given by'), width: 80 },
      { header: words('Giao lúc', 'Given at'), width: 66 },
      { header: words('Người nhận', 'Taken by'), width: 80 },
      { header: words('Nhận lúc', 'Taken at'), width: 66 },
      { header: words('Xong lúc', 'Done at'), width: 66 },
      { header: words('Hạn', 'Due'), width: 66 },
      { header: words('Kết quả', 'Result'), width: 62 },
    ],
    rows: handOvers(file.commits).map((row, index) => [
      same(String(index + 1)),
      stepText(row, file.procedure),
      giverText(file, row.giver),
      time(row.givenAt),
      row.taker === undefined ? NOTHING : same(file.names.get(row.taker) ?? row.taker),
      time(row.takenAt),
      time(row.doneAt),
      time(row.dueAt),
      resultText(row, file, steps.get(row.key)),
    ]),
  };
}

/** Tasks and jobs of a case in the order in which they were given. Pure. */
export function handOvers(commits: readonly Commit[]): readonly HandOver[] {
  const rows = new Map<number, HandOver>();
  const elements = new Map<number, string>();
  const change = (key: number, more: Partial<HandOver>): void => {
    const row = rows.get(key);
    if (row !== undefined) rows.set(key, { ...row, ...more });
  };
  for (const { at, by, events } of commits) {
    for (const event of events) {
      switch (event.type) {
        case 'ElementActivated':
          elements.set(event.seq, event.elementId);
          break;
        case 'UserTaskCreated': {
          const { key, elementId, candidateGroups: groups, dueAt, assignee } = event;
          rows.set(key, {
            key,
            elementId,
            groups,
            givenAt: at,
            giver: by,
            ...(dueAt === undefined ? {} : { dueAt }),
            ...(assignee === undefined ? {} : { taker: assignee, takenAt: at }),
          });
          break;
        }
        case 'UserTaskClaimed':
        case 'UserTaskAssigned':
          change(event.key, { taker: event.assignee, takenAt: at });
          break;
        case 'UserTaskCompleted':
          change(event.key, { taker: event.by, doneAt: at });
          break;
        case 'UserTaskCancelled':
          change(event.key, { cancelledAt: at });
          break;
        case 'JobCreated':
          rows.set(event.key, {
            key: event.key,
            elementId: elements.get(event.key) ?? '',
            groups: [event.jobType],
            givenAt: at,
            giver: by,
          });
          break;
        case 'JobCompleted':
          change(event.key, { taker: by.id, doneAt: at });
          break;
        case 'JobCancelled':
          change(event.key, { cancelledAt: at });
          break;
        default:
          break;
      }
    }
  }
  return [...rows.values()];
}

function stepText({ elementId, groups }: HandOver, procedure: Procedure): LocalizedText {
  const name = same(nodeOf(procedure, elementId)?.name ?? elementId);
  const known = new Map(procedure.manifest?.groups.map(({ id, name: text }) => [id, text]) ?? []);
  const divisions = joined(
    groups.map((id) => known.get(id) ?? same(id)),
    ', ',
  );
  return divisions.vi === '' ? name : words(`${name.vi} (${divisions.vi})`, `${name.en} (${divisions.en})`);
}

function giverText(file: CaseFile, giver: Commit['by'] | undefined): LocalizedText {
  const person = personOf(file, giver);
  return person === undefined ? words('Hệ thống', 'The system') : same(person);
}

const RESULTS = {
  EARLY: words('Trước hạn', 'Before due'),
  ON_TIME: words('Đúng hạn', 'On time'),
  LATE: words('Quá hạn', 'Late'),
  OPEN_IN_TIME: words('Đang làm, còn hạn', 'Open, in time'),
  OPEN_OVERDUE: words('Đang làm, quá hạn', 'Open, overdue'),
} as const;

function resultText(row: HandOver, file: CaseFile, step: StepRecord | undefined): LocalizedText {
  if (row.cancelledAt !== undefined) return words('Không còn phải làm', 'No longer needed');
  const calendar = file.calendarAt(row.doneAt ?? file.at);
  if (step === undefined || calendar === undefined)
    return row.doneAt === undefined ? words('Đang làm', 'Open') : words('Đã xong', 'Done');
  return RESULTS[stepPunctuality(step, file.at, calendar)];
}

const CLOCK_ACTIONS = {
  START: words('Bắt đầu tính', 'Started'),
  PAUSE: words('Tạm dừng', 'Paused'),
  RESUME: words('Tính tiếp', 'Resumed'),
  RESTART: words('Tính lại từ đầu', 'Counted anew'),
  EXTEND: words('Gia hạn', 'Extended'),
  RECOMPUTE: words('Tính lại', 'Reckoned again'),
  STOP: words('Kết thúc', 'Stopped'),
  REOPEN: words('Tính tiếp khi mở lại', 'Runs on, reopened'),
} as const;

function clockTable(file: CaseFile): PaperTable {
  const { clock } = readHistory(file.commits, file.procedure);
  return {
    caption: words('Thời hạn giải quyết', 'The statutory limit'),
    columns: [
      { header: words('Lúc', 'At'), width: 80 },
      { header: words('Việc', 'What'), width: 110 },
      { header: words('Ngày hẹn cũ', 'Date before'), width: 90 },
      { header: words('Ngày hẹn', 'Date after'), width: 90 },
      { header: words('Cách tính', 'Reckoning'), width: '*' },
    ],
    rows: clock.map(({ at, event }) => [
      same(moment(at, file.timeZone)),
      CLOCK_ACTIONS[event.action],
      event.previousDueAt === undefined ? NOTHING : same(moment(event.previousDueAt, file.timeZone)),
      event.dueAt === undefined ? NOTHING : same(moment(event.dueAt, file.timeZone)),
      joined(
        event.explanation.map(({ text }) => text),
        '; ',
      ),
    ]),
  };
}

const LEVELS = {
  HALF: words('Đã dùng 50% thời hạn', 'Half of the time used'),
  THREE_QUARTERS: words('Đã dùng 75% thời hạn', 'Three quarters used'),
  DUE: words('Đã đến hạn', 'Due'),
  OVERDUE: words('Đã quá hạn', 'Overdue'),
} as const;

/** Deadlines of which the heads were told, so that nobody can say later that they did not know. */
function deadlineTables(file: CaseFile, deadlines: CaseHistory['deadlines']): readonly PaperTable[] {
  if (deadlines.length === 0) return [];
  const known = new Map(file.procedure.manifest?.groups.map(({ id, name }) => [id, name]) ?? []);
  return [
    {
      caption: words('Cảnh báo thời hạn đã báo lãnh đạo', 'Deadlines reported to the heads'),
      columns: [
        { header: words('Báo lúc', 'Reported at'), width: 90 },
        { header: words('Thời hạn của', 'Deadline of'), width: '*' },
        { header: words('Mức', 'Level'), width: 140 },
        { header: words('Hạn', 'Due'), width: 90 },
        { header: words('Báo cho', 'Reported to'), width: 140 },
      ],
      rows: deadlines.map(({ at, event: { elementId, level, dueAt, to } }) => [
        same(moment(at, file.timeZone)),
        elementId === undefined
          ? words('Toàn bộ hồ sơ', 'The whole case')
          : same(nodeOf(file.procedure, elementId)?.name ?? elementId),
        LEVELS[level],
        same(moment(dueAt, file.timeZone)),
        joined(
          to.map((id) => known.get(id) ?? same(id)),
          ', ',
        ),
      ]),
    },
  ];
}

/** Answers that were awaited in vain, and what the law makes of it; no table where everybody answered. */
function silenceTables(file: CaseFile, silences: CaseHistory['silences']): readonly PaperTable[] {
  if (silences.length === 0) return [];
  return [
    {
      caption: words('Im lặng và hệ quả pháp lý', 'Silence and its legal effect'),
      columns: [
        { header: words('Hết thời hạn lúc', 'Awaited until'), width: 90 },
        { header: words('Việc chờ trả lời', 'What was awaited'), width: 160 },
        { header: words('Hệ quả pháp lý', 'Legal effect'), width: '*' },
        { header: words('Căn cứ', 'Legal basis'), width: 140 },
      ],
      rows: silences.map(({ event: { elementId, effect, basis, until } }) => [
        same(moment(until, file.timeZone)),
        same(nodeOf(file.procedure, elementId)?.name ?? elementId),
        words(effect.vi, effect.en ?? effect.vi),
        basis === undefined ? NOTHING : same(basis),
      ]),
    },
  ];
}
