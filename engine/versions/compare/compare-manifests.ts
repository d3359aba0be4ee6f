import type { Bilingual } from '../../model/expression.ts';
import type { ClockRules, Fee, Ground, Paper, ProcedureManifest } from '../../model/procedure-manifest.ts';
import type { TimeLimit } from '../../model/statute.ts';
import { intervalWords } from '../succession.ts';
import { added, bilingual, changed, quoted, removed, same, type Difference, type Subject } from './difference.ts';
import { basisWords, durationWords, jsonWords, textWords } from './words.ts';

/** What the law says of the procedure as a whole: limits, dates of effect, papers, fees, conditions, grounds, duties. */
export function compareManifests(before: ProcedureManifest, after: ProcedureManifest): readonly Difference[] {
  return [
    ...compareClocks(before.clock, after.clock),
    ...compareEffect(before, after),
    ...compareLists('paper', { vi: 'giấy tờ', en: 'paper' }, before.papers, after.papers, paperProperties),
    ...compareLists('fee', { vi: 'khoản phí, lệ phí', en: 'fee' }, before.fees, after.fees, feeProperties),
    ...compareLists(
      'condition',
      { vi: 'điều kiện', en: 'condition' },
      before.conditions.map(asNamed),
      after.conditions.map(asNamed),
      () => [],
    ),
    ...compareGrounds('supplement', before.supplementGrounds, after.supplementGrounds),
    ...compareGrounds('refusal', before.refusalGrounds, after.refusalGrounds),
    ...compareGrounds('override', before.overrides?.grounds ?? [], after.overrides?.grounds ?? []),
    ...compareDuties(before, after),
    ...compareGeneral(before, after),
    ...compareLetters(before, after),
  ];
}

// --- limits ---------------------------------------------------------------------------------------------------------------

const CLOCK: Subject = { area: 'limit', id: 'clock', name: same('') };

function compareClocks(before: ClockRules, after: ClockRules): readonly Difference[] {
  const supplement = after.supplement.basis;
  return [
    ...changed(
      CLOCK,
      named('limit', 'Thời hạn giải quyết', 'Time limit'),
      durationWords(before.limit),
      durationWords(after.limit),
      after.limit.basis,
    ),
    ...changed(
      CLOCK,
      named('appointments', 'Các lần hẹn', 'Appointments'),
      appointments(before.appointments),
      appointments(after.appointments),
      after.appointments?.[0]?.basis,
    ),
    ...changed(
      CLOCK,
      named('start', 'Thời hạn tính từ', 'The limit counts from'),
      START[before.start],
      START[after.start],
      after.limit.basis,
    ),
    ...changed(
      CLOCK,
      named('cutoff', 'Giờ chốt nhận hồ sơ', 'Cut-off'),
      cutoff(before),
      cutoff(after),
      after.cutoff?.basis,
    ),
    ...changed(
      CLOCK,
      named('supplement.policy', 'Khi yêu cầu bổ sung, đồng hồ', 'On a supplement request the clock'),
      POLICY[before.supplement.policy],
      POLICY[after.supplement.policy],
      supplement,
    ),
    ...changed(
      CLOCK,
      named('supplement.max', 'Số lần yêu cầu bổ sung', 'Supplement requests'),
      same(String(before.supplement.max)),
      same(String(after.supplement.max)),
      supplement,
    ),
    ...changed(
      CLOCK,
      named('supplement.citizenLimit', 'Thời hạn người nộp bổ sung', "Applicant's time to supplement"),
      durationWords(before.supplement.citizenLimit),
      durationWords(after.supplement.citizenLimit),
      supplement,
    ),
    ...changed(
      CLOCK,
      named('supplement.noticeWithin', 'Thời hạn thông báo bổ sung', 'Time to ask for a supplement'),
      durationWords(before.supplement.noticeWithin),
      durationWords(after.supplement.noticeWithin),
      supplement,
    ),
    ...changed(
      CLOCK,
      named('extension.max', 'Số lần gia hạn', 'Extensions'),
      same(String(before.extension.max)),
      same(String(after.extension.max)),
      after.extension.basis,
    ),
    ...changed(
      CLOCK,
      named('extension.apologyBefore', 'Xin lỗi và hẹn lại trước hạn', 'Apology before expiry'),
      durationWords(before.extension.apologyBefore),
      durationWords(after.extension.apologyBefore),
      after.extension.basis,
    ),
  ];
}

const START: Readonly<Record<ClockRules['start'], Bilingual>> = {
  RECEIVED: { vi: 'khi tiếp nhận', en: 'receipt' },
  DOSSIER_COMPLETE: { vi: 'khi nhận đủ hồ sơ hợp lệ', en: 'the complete dossier' },
  COMPETENT_AUTHORITY_RECEIVED: {
    vi: 'khi cơ quan có thẩm quyền nhận hồ sơ',
    en: 'receipt by the competent authority',
  },
  PAID: { vi: 'khi nộp phí', en: 'payment' },
};

const POLICY: Readonly<Record<ClockRules['supplement']['policy'], Bilingual>> = {
  RESTART: { vi: 'tính lại từ đầu', en: 'starts anew' },
  PAUSE: { vi: 'tạm dừng', en: 'pauses' },
  SPLIT: { vi: 'dừng giữa hai lần hẹn', en: 'rests between two appointments' },
  CONTINUE: { vi: 'vẫn chạy', en: 'goes on' },
};

function appointments(limits: readonly TimeLimit[] | undefined): Bilingual | undefined {
  if (limits === undefined) return undefined;
  const words = limits.flatMap((limit) => durationWords(limit) ?? []);
  return { vi: words.map(({ vi }) => vi).join(' + '), en: words.map(({ en }) => en).join(' + ') };
}

function cutoff({ cutoff: rule }: ClockRules): Bilingual | undefined {
  if (rule === undefined) return undefined;
  return rule.effect === 'RECEIVED_NEXT_DAY'
    ? {
        vi: `sau ${rule.at} tính là nhận ngày làm việc tiếp theo`,
        en: `after ${rule.at} received on the next working day`,
      }
    : {
        vi: `sau ${rule.at} tính từ ngày làm việc tiếp theo`,
        en: `after ${rule.at} counted from the next working day`,
      };
}

// --- effect ---------------------------------------------------------------------------------------------------------------

function compareEffect(before: ProcedureManifest, after: ProcedureManifest): readonly Difference[] {
  const subject: Subject = { area: 'effect', id: 'effective', name: same('') };
  const intervals = ({ effective }: ProcedureManifest): Bilingual | undefined => {
    const words = effective.map(intervalWords);
    return words.length === 0
      ? undefined
      : { vi: words.map(({ vi }) => vi).join('; '), en: words.map(({ en }) => en).join('; ') };
  };
  return [
    ...changed(subject, named('effective', 'Hiệu lực', 'Effect'), intervals(before), intervals(after)),
    ...changed(
      subject,
      named('anchor', 'Mốc chọn phiên bản', 'Date that selects the version'),
      ANCHOR[before.anchor],
      ANCHOR[after.anchor],
    ),
    ...changed(
      subject,
      named('transition', 'Quy định chuyển tiếp', 'Transition clause'),
      textWords(before.transition?.when),
      textWords(after.transition?.when),
      after.transition?.basis,
    ),
  ];
}

const ANCHOR: Readonly<Record<ProcedureManifest['anchor'], Bilingual>> = {
  received: { vi: 'ngày tiếp nhận', en: 'date of receipt' },
  submitted: { vi: 'ngày nộp', en: 'date of submission' },
  postmarked: { vi: 'ngày theo dấu bưu điện', en: 'date of the postmark' },
  decided: { vi: 'ngày quyết định', en: 'date of the decision' },
};

// --- lists ----------------------------------------------------------------------------------------------------------------

interface Listed {
  readonly id: string;
  readonly name: { readonly vi: string; readonly en?: string };
  readonly basis: string;
}

function compareLists<Item extends Listed>(
  area: 'paper' | 'fee' | 'condition' | 'ground',
  kind: Bilingual,
  before: readonly Item[],
  after: readonly Item[],
  properties: (subject: Subject, old: Item, next: Item) => readonly Difference[],
): readonly Difference[] {
  const subjectOf = (item: Item): Subject => {
    const name = quoted(bilingual(item.name));
    return { area, id: item.id, name: { vi: `${kind.vi} ${name.vi}`, en: `${kind.en} ${name.en}` } };
  };
  const differences: Difference[] = [];
  for (const old of before) {
    const next = after.find(({ id }) => id === old.id);
    if (next === undefined) {
      differences.push(removed(subjectOf(old), old.basis));
      continue;
    }
    const subject = subjectOf(next);
    differences.push(
      ...changed(
        subject,
        named('name', 'tên', 'name'),
        quoted(bilingual(old.name)),
        quoted(bilingual(next.name)),
        next.basis,
      ),
      ...properties(subject, old, next),
      ...changed(subject, named('basis', 'căn cứ', 'basis'), basisWords([old.basis]), basisWords([next.basis])),
    );
  }
  for (const next of after) {
    if (!before.some(({ id }) => id === next.id)) differences.push(added(subjectOf(next), next.basis));
  }
  return differences;
}

function paperProperties(subject: Subject, old: Paper, next: Paper): readonly Difference[] {
  return [
    ...changed(
      subject,
      named('original', 'số bản chính', 'originals'),
      same(String(old.original)),
      same(String(next.original)),
      next.basis,
    ),
    ...changed(
      subject,
      named('copies', 'số bản sao', 'copies'),
      same(String(old.copies)),
      same(String(next.copies)),
      next.basis,
    ),
    ...changed(subject, named('requiredIf', 'bắt buộc khi', 'required if'), required(old), required(next), next.basis),
    ...changed(
      subject,
      named('replacedBy', 'thay bằng dữ liệu', 'replaced by data'),
      textWords(old.replacedBy),
      textWords(next.replacedBy),
      next.basis,
    ),
  ];
}

function required({ requiredIf }: Paper): Bilingual {
  return requiredIf === undefined ? { vi: 'luôn luôn', en: 'always' } : same(requiredIf);
}

function feeProperties(subject: Subject, old: Fee, next: Fee): readonly Difference[] {
  return [
    ...changed(subject, named('amount', 'mức thu', 'amount'), money(old.amount), money(next.amount), next.basis),
    ...changed(
      subject,
      named('channel', 'hình thức nộp', 'channel'),
      textWords(old.channel),
      textWords(next.channel),
      next.basis,
    ),
  ];
}

function money(amount: number): Bilingual {
  const digits = String(amount);
  const grouped = (separator: string) => digits.replace(/\B(?=(\d{3})+$)/g, separator);
  return { vi: `${grouped('.')} đồng`, en: `${grouped(',')} VND` };
}

function compareGrounds(
  list: 'supplement' | 'refusal' | 'override',
  before: readonly Ground[],
  after: readonly Ground[],
): readonly Difference[] {
  const kind = {
    supplement: { vi: 'căn cứ yêu cầu bổ sung', en: 'supplement ground' },
    refusal: { vi: 'căn cứ từ chối', en: 'refusal ground' },
    override: { vi: 'căn cứ làm khác quy trình', en: 'override ground' },
  }[list];
  const listed = ({ code, text, basis }: Ground): Listed => ({ id: code, name: text, basis });
  return compareLists('ground', kind, before.map(listed), after.map(listed), () => []);
}

function asNamed({ id, text, basis }: ProcedureManifest['conditions'][number]): Listed {
  return { id, name: text, basis };
}

// --- duties and the rest --------------------------------------------------------------------------------------------------

function compareDuties(before: ProcedureManifest, after: ProcedureManifest): readonly Difference[] {
  const pairs = ({ separationOfDuties }: ProcedureManifest) =>
    new Map(separationOfDuties.map((pair) => [[...pair].sort().join(' ≠ '), pair]));
  const [old, next] = [pairs(before), pairs(after)];
  const subject = (id: string): Subject => ({
    area: 'duty',
    id,
    name: { vi: `quy định không cùng một người: ${id}`, en: `separation of duties: ${id}` },
  });
  return [
    ...[...old.keys()].filter((id) => !next.has(id)).map((id) => removed(subject(id))),
    ...[...next.keys()].filter((id) => !old.has(id)).map((id) => added(subject(id))),
    ...changed(
      { area: 'duty', id: 'overrides', name: same('') },
      named('confirmedBy', 'Người có thẩm quyền cho làm khác quy trình', 'Who allows departures from the rules'),
      textWords(before.overrides?.confirmedBy.join(', ')),
      textWords(after.overrides?.confirmedBy.join(', ')),
    ),
    ...changed(
      { area: 'duty', id: 'groups', name: same('') },
      named('groups', 'Các nhóm cán bộ', 'Groups of officers'),
      textWords(before.groups.map(({ id }) => id).join(', ')),
      textWords(after.groups.map(({ id }) => id).join(', ')),
    ),
  ];
}

function compareGeneral(before: ProcedureManifest, after: ProcedureManifest): readonly Difference[] {
  const subject: Subject = { area: 'general', id: 'procedure', name: same('') };
  const texts = [
    ['name', 'Tên thủ tục', 'Name'],
    ['field', 'Lĩnh vực', 'Field'],
    ['applicants', 'Đối tượng thực hiện', 'Applicants'],
    ['authority', 'Cơ quan thực hiện', 'Authority'],
    ['result', 'Kết quả', 'Result'],
  ] as const;
  return [
    ...texts.flatMap(([id, vi, en]) =>
      changed(subject, named(id, vi, en), quoted(bilingual(before[id])), quoted(bilingual(after[id]))),
    ),
    ...changed(subject, named('level', 'Cấp thực hiện', 'Level'), same(before.level), same(after.level)),
    ...changed(
      subject,
      named('serviceLevel', 'Mức độ trực tuyến', 'Online service'),
      same(before.serviceLevel),
      same(after.serviceLevel),
    ),
    ...changed(
      subject,
      named('manner', 'Cách thức thực hiện', 'Ways to apply'),
      textWords(before.manner.map(({ channel }) => channel).join(', ')),
      textWords(after.manner.map(({ channel }) => channel).join(', ')),
    ),
    ...changed(
      subject,
      named('startForm', 'Tờ khai', 'Application form'),
      textWords(before.startForm),
      textWords(after.startForm),
    ),
    ...changed(
      subject,
      named('legalActs', 'Văn bản căn cứ', 'Legal acts'),
      textWords(before.legalActs.map(({ id }) => id).join(', ')),
      textWords(after.legalActs.map(({ id }) => id).join(', ')),
    ),
    ...changed(
      subject,
      named('closedLists', 'Trường gắn với danh mục đóng', 'Fields bound to closed lists'),
      jsonWords(JSON.stringify(before.closedLists)),
      jsonWords(JSON.stringify(after.closedLists)),
    ),
  ];
}

function compareLetters(before: ProcedureManifest, after: ProcedureManifest): readonly Difference[] {
  const subject = (id: string): Subject => ({ area: 'letter', id, name: { vi: `mẫu ${id}`, en: `form ${id}` } });
  return [
    ...Object.keys(before.letters)
      .filter((id) => !Object.hasOwn(after.letters, id))
      .map((id) => removed(subject(id))),
    ...Object.keys(after.letters)
      .filter((id) => !Object.hasOwn(before.letters, id))
      .map((id) => added(subject(id))),
  ];
}

function named(id: string, vi: string, en: string): { readonly id: string; readonly name: Bilingual } {
  return { id, name: { vi, en } };
}
