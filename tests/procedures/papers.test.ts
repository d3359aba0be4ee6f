import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  calendarKnownAt,
  caseRecord,
  caseStatistics,
  compileProcedure,
  type Commit,
  type Procedure,
} from '../../engine/index.ts';
import { CASE_PAPERS } from '../../server/papers/forms/index.ts';
import { bookContent, volumeOf } from '../../server/papers/forms/form-07-book.ts';
import type { CaseFile, CasePaperForm, PaperContent } from '../../server/papers/paper.ts';
import { renderPdf } from '../../server/papers/render-pdf.ts';
import { VIETNAM } from '../calendar/vietnam.ts';
import { readPdf } from '../support/read-pdf.ts';
import { applicationOf, bundleFiles, bundles, PROCEDURES, scenarioAt, scenarioFiles } from './bundles.ts';
import { playScenario } from './play-scenario.ts';

/** The papers of the sample procedures, made from the histories that their scenarios leave. */

const HOUSEHOLD = '1.001612-household-business/2025-07';
const procedures = new Map<string, Procedure>();

beforeAll(async () => {
  for (const path of bundles) {
    const compiled = await compileProcedure(bundleFiles(join(PROCEDURES, path)));
    if (!compiled.ok) throw new Error(`${path} does not compile.`);
    procedures.set(path, compiled.procedure);
  }
}, 60_000);

function fileOf(path: string, scenarioFile: string): CaseFile {
  const root = join(PROCEDURES, path);
  const procedure = procedures.get(path);
  if (procedure === undefined) throw new Error(`There is no procedure at ${path}.`);
  const scenario = scenarioAt(root, scenarioFile);
  return fileFrom(root, procedure, playScenario(procedure, scenario, applicationOf(root, scenario), VIETNAM).commits);
}

function fileFrom(root: string, procedure: Procedure, commits: readonly Commit[]): CaseFile {
  const changes = commits.flatMap(({ events }) => events.filter((event) => event.type === 'StatutoryClockChanged'));
  const listedDueAt = changes.at(-1)?.dueAt;
  const letters = Object.entries(procedure.manifest?.letters ?? {});
  return {
    caseId: 'scenario',
    procedure,
    commits,
    letters: Object.fromEntries(letters.map(([form, file]) => [form, readFileSync(join(root, file), 'utf8')])),
    unit: { vi: 'Trung tâm Phục vụ hành chính công', en: 'One-stop office' },
    names: new Map([
      ['mot-cua', 'Cán bộ Một cửa'],
      ['lanh-dao', 'Lãnh đạo'],
    ]),
    timeZone: 'Asia/Ho_Chi_Minh',
    calendarAt: (instant) => calendarKnownAt(VIETNAM, instant),
    at: commits.at(-1)?.at ?? '',
    receiptKey: 'ABCDEFGH2345',
    publicUrl: 'https://motcua.example.vn',
    ...(listedDueAt === undefined ? {} : { listedDueAt }),
  };
}

/** The history up to the commit that satisfies a condition. */
function until(file: CaseFile, holds: (commit: Commit) => boolean): CaseFile {
  const end = file.commits.findIndex(holds);
  if (end < 0) throw new Error('No commit of the history is the one looked for.');
  const root = join(PROCEDURES, HOUSEHOLD);
  return fileFrom(root, file.procedure, file.commits.slice(0, end + 1));
}

const obstacleOf = (file: CaseFile, form: CasePaperForm) => CASE_PAPERS[form].obstacle(file)?.code;
const issue = (file: CaseFile, form: CasePaperForm): PaperContent => {
  expect(CASE_PAPERS[form].obstacle(file)).toBeUndefined();
  return CASE_PAPERS[form].content(file);
};
const factsIn = ({ facts }: PaperContent) =>
  Object.fromEntries(facts.map(({ label, values }) => [label.vi, values.map(({ vi }) => vi)]));
const entered = (element: string) => (commit: Commit) =>
  commit.events.some((event) => event.type === 'ElementActivated' && event.elementId === element);

describe('every form over every scenario', () => {
  const scenarios = bundles.flatMap((path) =>
    scenarioFiles(join(PROCEDURES, path)).map((file) => [path, file] as const),
  );

  it.each(scenarios)('%s %s', (path, scenarioFile) => {
    const file = fileOf(path, scenarioFile);
    if (file.commits.length === 0) return;
    const events = file.commits.flatMap((commit) => commit.events);
    const extended = events.filter(
      (event) => event.type === 'StatutoryClockChanged' && event.action === 'EXTEND',
    ).length;
    for (const paper of Object.values(CASE_PAPERS)) {
      const obstacle = paper.obstacle(file);
      if (obstacle !== undefined) {
        expect(obstacle.message.vi).not.toBe('');
        expect(obstacle.message.en).not.toBe('');
        continue;
      }
      const content = paper.content(file);
      expect(content.title.vi).not.toBe('');
      // Nothing is printed as a code that the version has words for, and no row is ragged.
      for (const { columns, rows } of content.tables) for (const row of rows) expect(row).toHaveLength(columns.length);
      expect(JSON.stringify(content)).not.toMatch(/undefined|\[object|"NaN"/);
      expect(content.sampleData).toBe(true);
    }
    // One extension in history is one apology that may be printed, and none is none.
    expect(obstacleOf(file, '04') === undefined).toBe(extended === 1);
    expect(obstacleOf(file, '06')).toBeUndefined();
  });
});

describe('form 01, the slip', () => {
  it('says what was received and when the result is due, as the engine reckoned it', () => {
    const file = until(fileOf(HOUSEHOLD, '01-chap-nhan.json'), entered('TraCuuTen'));
    const slip = issue(file, '01');
    expect(factsIn(slip)).toMatchObject({
      'Mã hồ sơ': ['H44.31.10-000000-0001'],
      'Người nộp': ['Người nộp hồ sơ mẫu'],
      'Thủ tục': ['1.001612: Đăng ký thành lập hộ kinh doanh'],
      'Thời hạn theo quy định': ['3 ngày làm việc'],
      'Nhận hồ sơ lúc': ['09:00 23/11/2026'],
      'Hẹn trả kết quả lúc': ['17:00 27/11/2026'],
    });
    expect(factsIn(slip)['Cách tính ngày hẹn']?.join('\n')).toContain('nghỉ Ngày Văn hóa Việt Nam');
    expect(slip.tables[0]?.rows.map((row) => row.map(({ vi }) => vi))).toContainEqual(
      expect.arrayContaining(['Giấy đề nghị đăng ký hộ kinh doanh', 'Đã nộp']),
    );
    expect(slip.qr).toBe('https://motcua.example.vn/lookup?code=H44.31.10-000000-0001&key=ABCDEFGH2345');
    expect(slip.page).toEqual({ size: 'A5', orientation: 'portrait' });
  });

  it('is refused with another date than the engine’s, without a version, and while papers are missing', () => {
    const file = until(fileOf(HOUSEHOLD, '01-chap-nhan.json'), entered('TraCuuTen'));
    expect(obstacleOf({ ...file, listedDueAt: '2026-12-31T10:00:00.000Z' }, '01')).toBe('DUE_DATE_DIFFERS');
    const { manifest: _, ...bare } = file.procedure;
    expect(obstacleOf({ ...file, procedure: bare }, '01')).toBe('NO_VERSION');
    expect(obstacleOf({ ...file, letters: { '01': '{"title":1}' } }, '01')).toBe('LETTER_UNREADABLE');
    const waiting = until(fileOf(HOUSEHOLD, '02-bo-sung-mot-lan.json'), entered('NopBoSung'));
    expect(obstacleOf(waiting, '01')).toBe('DOSSIER_INCOMPLETE');
    expect(obstacleOf(fileOf(HOUSEHOLD, '15-tu-choi-tiep-nhan.json'), '01')).toBe('NOT_ACCEPTED');
  });

  it('names the later appointments of a split limit', () => {
    const path = '9.000006-land-transfer/2025-07';
    const [first] = scenarioFiles(join(PROCEDURES, path));
    const played = fileOf(path, first ?? '');
    const file = fileFrom(join(PROCEDURES, path), played.procedure, played.commits.slice(0, 1));
    expect(issue(file, '01').notes.map(({ vi }) => vi)).toContainEqual(
      expect.stringContaining('Hẹn lần 2: 3 ngày làm việc'),
    );
  });
});

describe('form 02, the supplement request', () => {
  it('lists published items with their articles, and which request it is', () => {
    const file = until(fileOf(HOUSEHOLD, '02-bo-sung-mot-lan.json'), entered('NopBoSung'));
    const request = issue(file, '02');
    const [items] = request.tables;
    expect(items?.rows.length).toBeGreaterThan(0);
    for (const row of items?.rows ?? []) expect(row[2]?.vi).toContain('168/2025/NĐ-CP');
    expect(request.notes.map(({ vi }) => vi)).toContainEqual(expect.stringMatching(/^Yêu cầu lần 1, lập lúc /));
    expect(request.notes.map(({ vi }) => vi)).toContainEqual('Thời hạn bổ sung: 15 ngày làm việc kể từ ngày yêu cầu.');
    expect(request.addressee?.vi).toBe('Người nộp hồ sơ mẫu');
  });

  it('is refused before the step, for an item outside the list, and a second time', () => {
    expect(obstacleOf(fileOf(HOUSEHOLD, '01-chap-nhan.json'), '02')).toBe('NOT_PREPARED');
    const file = until(fileOf(HOUSEHOLD, '02-bo-sung-mot-lan.json'), entered('NopBoSung'));
    const invented = rewritten(file, { noiDungBoSung: ['GIAY_KHAM_SUC_KHOE'] });
    expect(obstacleOf(invented, '02')).toBe('GROUND_NOT_LISTED');
    const last = file.commits.at(-1);
    if (last === undefined) throw new Error('The history is empty.');
    const twice = { ...file, commits: [...file.commits, last] };
    expect(obstacleOf(twice, '02')).toBe('SUPPLEMENT_LIMIT');
    const allowed: Commit = {
      ...last,
      commandType: 'ConfirmOverride',
      events: [
        {
          type: 'OverrideConfirmed',
          seq: 0,
          key: 0,
          deviation: { kind: 'SECOND_SUPPLEMENT' },
          ground: 'KHAC',
          basis: '61/2018/NĐ-CP#19.4',
          by: 'lanh-dao',
        },
      ],
    };
    const lawful = { ...twice, commits: [allowed, ...twice.commits] };
    expect(issue(lawful, '02').notes[0]?.vi).toMatch(/^Yêu cầu lần 2,/);
  });
});

describe('form 03, the refusal', () => {
  it('prints the published ground with its act, and who decided', () => {
    const refusal = issue(fileOf(HOUSEHOLD, '15-tu-choi-tiep-nhan.json'), '03');
    expect(refusal.tables[0]?.rows).toHaveLength(1);
    expect(refusal.tables[0]?.rows[0]?.[2]?.vi).toContain('NĐ-CP');
    expect(refusal.signatures).toEqual([{ role: expect.anything(), name: 'Cán bộ Một cửa' }]);
  });

  it('waits for the signature, and knows no ground of one’s own', () => {
    const refused = fileOf(HOUSEHOLD, '03-nganh-bi-cam.json');
    const drafted = until(refused, entered('KyTuChoi'));
    expect(obstacleOf(drafted, '03')).toBe('NOT_SIGNED');
    expect(issue(refused, '03').notes.map(({ vi }) => vi)).toContainEqual(
      'Điều kiện không đáp ứng: Ngành, nghề đăng ký không bị cấm đầu tư kinh doanh.',
    );
    expect(obstacleOf(rewritten(refused, { canCuTuChoi: 'KHONG_THICH' }), '03')).toBe('GROUND_NOT_LISTED');
    const { manifest } = refused.procedure;
    if (manifest === undefined) throw new Error('The procedure has no manifest.');
    const unfounded = { ...refused.procedure, manifest: { ...manifest, legalActs: [] } };
    expect(obstacleOf({ ...refused, procedure: unfounded }, '03')).toBe('GROUND_WITHOUT_BASIS');
  });
});

describe('form 04, the apology', () => {
  const apology = () => {
    const found = scenarioFiles(join(PROCEDURES, HOUSEHOLD))
      .map((each) => fileOf(HOUSEHOLD, each))
      .find((file) => obstacleOf(file, '04') === undefined);
    if (found === undefined) throw new Error('No scenario extends its limit.');
    return found;
  };

  it('states the old appointment, the reason and the new one', () => {
    const content = issue(apology(), '04');
    const facts = factsIn(content);
    expect(facts['Ngày hẹn đã ghi']?.[0]).toMatch(/^17:00 /);
    expect(facts['Lý do']?.[0]).not.toBe('');
    expect(content.notes[0]?.vi).toMatch(/^Ngày hẹn trả kết quả mới: 17:00 /);
    expect(content.signatures[0]?.name).toBe('Lãnh đạo');
  });

  it('is refused a second time, too late, and with a date that is not later', () => {
    const file = apology();
    const again = file.commits.find(({ events }) =>
      events.some((event) => event.type === 'StatutoryClockChanged' && event.action === 'EXTEND'),
    );
    if (again === undefined) throw new Error('There is no extension.');
    expect(obstacleOf({ ...file, commits: [...file.commits, again] }, '04')).toBe('EXTENSION_LIMIT');
    const changed = (change: (commit: Commit) => Commit): CaseFile => ({
      ...file,
      commits: file.commits.map((commit) => (commit === again ? change(commit) : commit)),
    });
    const clockEvent = again.events.find((event) => event.type === 'StatutoryClockChanged');
    if (clockEvent?.type !== 'StatutoryClockChanged' || clockEvent.previousDueAt === undefined)
      throw new Error('There is no date.');
    const { previousDueAt } = clockEvent;
    expect(
      obstacleOf(
        changed((commit) => ({ ...commit, at: previousDueAt })),
        '04',
      ),
    ).toBe('EXTENSION_TOO_LATE');
    const unmoved = changed((commit) => ({
      ...commit,
      events: commit.events.map((event) =>
        event.type === 'StatutoryClockChanged' ? { ...event, dueAt: previousDueAt } : event,
      ),
    }));
    expect(obstacleOf(unmoved, '04')).toBe('DATE_NOT_LATER');
  });
});

describe('form 05, the stop', () => {
  it('is issued while there is no decision, and refused after one', () => {
    const stop = issue(fileOf(HOUSEHOLD, '09-rut-ho-so.json'), '05');
    expect(factsIn(stop)).toHaveProperty('Lệ phí');
    expect(stop.notes[0]?.vi).toMatch(/^Hồ sơ dừng giải quyết lúc /);
    const file = fileOf(HOUSEHOLD, '01-chap-nhan.json');
    expect(obstacleOf(file, '05')).toBe('NOT_STOPPED');
    const last = file.commits.at(-1);
    const next = (last?.firstSeq ?? 0) + (last?.events.length ?? 0);
    const withdrawn: Commit = {
      caseId: 'scenario',
      firstSeq: next,
      at: file.at,
      by: { kind: 'user', id: 'mot-cua' },
      commandType: 'WithdrawCase',
      events: [{ type: 'CaseWithdrawn', seq: next, reason: 'Không còn nhu cầu' }],
    };
    expect(obstacleOf({ ...file, commits: [...file.commits, withdrawn] }, '05')).toBe('DECISION_ISSUED');
    const early = until(file, entered('TraCuuTen'));
    expect(obstacleOf({ ...early, commits: [...early.commits, withdrawn] }, '05')).toBeUndefined();
  });
});

describe('form 06, the control sheet', () => {
  it('has one row for every hand-over of the history, with its result', () => {
    const file = fileOf(HOUSEHOLD, '01-chap-nhan.json');
    const sheet = issue(file, '06');
    const created = file.commits.flatMap(({ events }) =>
      events.filter(({ type }) => type === 'UserTaskCreated' || type === 'JobCreated'),
    );
    const [handOvers, clock] = sheet.tables;
    expect(handOvers?.rows).toHaveLength(created.length);
    expect(handOvers?.rows[0]?.map(({ vi }) => vi)).toEqual([
      '1',
      'Tiếp nhận, kiểm tra hồ sơ và thu lệ phí (Bộ phận Một cửa)',
      'Hệ thống',
      '09:00 23/11/2026',
      'Cán bộ Một cửa',
      '10:00 23/11/2026',
      '10:00 23/11/2026',
      '11:00 23/11/2026',
      'Đúng hạn',
    ]);
    expect(clock?.rows.map((row) => row[1]?.vi)).toEqual(['Bắt đầu tính', 'Kết thúc']);
  });

  it('prints what silence came to, with its article, and only where somebody was silent', () => {
    const silences = (file: CaseFile) =>
      issue(file, '06')
        .tables.filter(({ caption }) => caption.vi.startsWith('Im lặng'))
        .map(({ rows }) => rows.map((row) => row.map(({ vi }) => vi)));
    expect(silences(fileOf(HOUSEHOLD, '01-chap-nhan.json'))).toEqual([]);
    expect(silences(fileOf('1.013225-house-permit/2026-07', '01-im-lang-la-dong-y.json'))).toEqual([
      [
        [
          '17:00 08/10/2026',
          'Quá 2 ngày làm việc không trả lời',
          'Cơ quan được lấy ý kiến im lặng: coi như đồng ý và chịu trách nhiệm về nội dung quản lý',
          '217/2026/NĐ-CP#56',
        ],
      ],
    ]);
  });

  it('the statistics count silence by what the law makes of it', () => {
    const counted = (path: string, scenario: string) => {
      const file = fileOf(path, scenario);
      const record = caseRecord(file.commits);
      if (record === undefined) throw new Error('The scenario leaves no case.');
      return caseStatistics([record], file.at, calendarKnownAt(VIETNAM, file.at)).silences;
    };
    const none = { CONSENT: 0, CONFIRMATION: 0, VOID: 0, NOT_MET: 0, UNNAMED: 0 };
    expect(counted(HOUSEHOLD, '01-chap-nhan.json')).toEqual(none);
    expect(counted('1.013225-house-permit/2026-07', '01-im-lang-la-dong-y.json')).toEqual({ ...none, CONSENT: 1 });
    expect(counted('1.001193-birth/2025-07', '02-im-lang-la-xac-nhan.json')).toEqual({ ...none, CONFIRMATION: 1 });
    expect(counted('2.001827-food-safety/2026-04', '05-ho-so-het-gia-tri.json')).toEqual({ ...none, VOID: 1 });
    expect(counted('2.001827-food-safety/2026-04', '03-khong-khac-phuc.json')).toEqual({ ...none, NOT_MET: 1 });
  });
});

describe('form 07, the book', () => {
  it('numbers a year continuously through its volumes', () => {
    const received = (dossierCode: string, receivedAt: string) => ({ dossierCode, receivedAt });
    const cases = [
      received('C', '2026-03-01T03:00:00.000Z'),
      received('A', '2025-12-31T17:30:00.000Z'),
      received('B', '2026-01-05T03:00:00.000Z'),
      received('old', '2025-12-31T16:30:00.000Z'),
    ];
    const numbers = (volume: number, size?: number) =>
      volumeOf(cases, { year: 2026, volume }, 'Asia/Ho_Chi_Minh', size).map(
        ({ number, of }) => `${String(number)} ${of.dossierCode}`,
      );
    // Half past midnight of 1 January in Viet Nam.
    expect(numbers(1)).toEqual(['1 A', '2 B', '3 C']);
    expect(numbers(1, 2)).toEqual(['1 A', '2 B']);
    expect(numbers(2, 2)).toEqual(['3 C']);
    expect(numbers(3, 2)).toEqual([]);
  });

  it('has a row for every dossier, from its history', () => {
    const files = ['01-chap-nhan.json', '09-rut-ho-so.json'].map((each) => fileOf(HOUSEHOLD, each));
    const book = bookContent({
      period: { year: 2026, volume: 1 },
      unit: { vi: 'Đơn vị' },
      entries: files.map(({ procedure, commits }, index) => ({ number: index + 1, procedure, commits })),
      at: '2027-01-04T01:00:00.000Z',
      timeZone: 'Asia/Ho_Chi_Minh',
      calendar: calendarKnownAt(VIETNAM, '2027-01-04T01:00:00.000Z'),
      sampleData: true,
    });
    const rows = book.tables[0]?.rows.map((row) => row.map(({ vi }) => vi)) ?? [];
    expect(rows[0]?.slice(0, 3)).toEqual(['1', 'H44.31.10-000000-0001', '1.001612: Đăng ký thành lập hộ kinh doanh']);
    expect(rows.map((row) => row[9])).toEqual(['Đã trả kết quả, đúng hạn', 'Dừng xử lý, đúng hạn']);
    expect(factsIn(book)['Tình trạng sổ']).toEqual(['Đã khóa sổ']);
  });
});

describe('the printed paper', () => {
  it('is a PDF with its fonts in it, from which the Vietnamese text reads back', async () => {
    const slip = issue(until(fileOf(HOUSEHOLD, '01-chap-nhan.json'), entered('TraCuuTen')), '01');
    const bytes = await renderPdf(slip, 'vi');
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const { text, embeddedFonts } = readPdf(bytes);
    expect(embeddedFonts).toBeGreaterThan(0);
    expect(text).toContain('GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ');
    expect(text).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    expect(text).toContain('17:00 27/11/2026');
    expect(text).toContain('Giấy tờ đã nhận:Giấy đề nghị đăng ký hộ kinh doanh');
    expect(text).toContain('Đăng ký thành lập hộ kinh doanh');
    expect(text).toContain('DỮ LIỆU MẪU');
    // A second print is the same paper.
    expect((await renderPdf(slip, 'vi')).equals(bytes)).toBe(true);
    expect(readPdf(await renderPdf(slip, 'en')).text).toContain('Reference translation');
  });
});

/** The same history with other values written by its last letter step. */
function rewritten(file: CaseFile, variables: Readonly<Record<string, string | readonly string[]>>): CaseFile {
  const names = Object.keys(variables);
  return {
    ...file,
    commits: file.commits.map((commit) => ({
      ...commit,
      events: commit.events.map((event) =>
        event.type === 'VariablesSet' && names.some((name) => Object.hasOwn(event.variables, name))
          ? { ...event, variables: { ...event.variables, ...variables } }
          : event,
      ),
    })),
  };
}
