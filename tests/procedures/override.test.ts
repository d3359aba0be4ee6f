import { beforeAll, describe, expect, it } from 'vitest';
import { caseRecord } from '../../engine/calendar/case-record.ts';
import { calendarKnownAt } from '../../engine/calendar/calendar-source.ts';
import { nationalVerdict } from '../../engine/calendar/statistics.ts';
import type { Deviation } from '../../engine/execute/command.ts';
import type { Commit } from '../../engine/execute/event.ts';
import { emptyCase } from '../../engine/execute/state.ts';
import { evolveAll } from '../../engine/execute/evolve.ts';
import { explainHistory } from '../../engine/history/explain.ts';
import type { Procedure } from '../../engine/model/procedure.ts';
import { VIETNAM } from '../calendar/vietnam.ts';
import { ask, codeOf, compileBundle, complete, officer, playUntil, type CaseAt, type Manifest } from './case-at.ts';

/** The lawful exit: what the rules forbid can be done on a ground, with a reason, by two persons, and stays visible for ever. */
const HOUSEHOLD = '1.001612-household-business/2025-07';
const SPECIALIST = officer('chuyen-vien');
const HEAD = officer('lanh-dao');
const ONE_STOP = officer('mot-cua');
const REASON = 'Cán bộ hướng dẫn thiếu ở lần bổ sung thứ nhất.';

let published: Procedure;
beforeAll(async () => {
  published = await compileBundle(HOUSEHOLD);
});

const request = (case_: CaseAt, deviation: Deviation, by = SPECIALIST, ground = 'SAI_SOT_CAN_BO', reason = REASON) =>
  codeOf(ask(case_, by, { type: 'RequestOverride', deviation, ground, reason }));
const openKey = (case_: CaseAt): number => case_.state.overrides?.at(-1)?.key ?? 0;
const confirm = (case_: CaseAt, by = HEAD) =>
  codeOf(ask(case_, by, { type: 'ConfirmOverride', overrideKey: openKey(case_) }));

/** The application has come back from its supplement, and lacks something again. */
const supplemented = (procedure: Procedure): CaseAt => playUntil(procedure, HOUSEHOLD, '02-bo-sung-mot-lan.json', 7);
const examined = (procedure: Procedure): CaseAt =>
  playUntil(procedure, HOUSEHOLD, '12-nguoi-du-thao-khong-duoc-ky.json', 2);
const finished = (procedure: Procedure): CaseAt => playUntil(procedure, HOUSEHOLD, '03-nganh-bi-cam.json', 7);
const keyOf = (case_: CaseAt, elementId: string): number =>
  case_.state.elements.find((element) => element.elementId === elementId)?.key ?? 0;

const lacks = { giayToHopLe: ['GIAY_DE_NGHI'], daThuLePhi: true, ketLuanTiepNhan: 'BO_SUNG' };
const notice = { noiDungBoSung: ['NGANH_NGHE'], huongDanBoSung: 'Đề nghị ghi rõ mã ngành cấp bốn theo hướng dẫn.' };

describe('a second supplement', () => {
  it('needs the head, is asked for once more then, and counts as late', () => {
    const case_ = supplemented(published);
    expect(complete(case_, ONE_STOP, 'TiepNhan', lacks)).toBe('FORM_INVALID');
    expect(request(case_, { kind: 'SECOND_SUPPLEMENT' })).toBeUndefined();
    expect(complete(case_, ONE_STOP, 'TiepNhan', lacks)).toBe('FORM_INVALID');
    expect(confirm(case_)).toBeUndefined();
    expect(complete(case_, ONE_STOP, 'TiepNhan', lacks)).toBeUndefined();
    expect(complete(case_, ONE_STOP, 'LapPhieuBoSung', notice)).toBeUndefined();
    expect(case_.state.clock).toMatchObject({ status: 'paused', supplements: 2 });
    const record = caseRecord([commitOf(case_)]);
    expect(record?.overrides).toMatchObject([{ kind: 'SECOND_SUPPLEMENT', ground: 'SAI_SOT_CAN_BO' }]);
    if (record === undefined) throw new Error('no record');
    expect(nationalVerdict(record, case_.at, calendarKnownAt(VIETNAM, case_.at))).toMatchObject({
      onTime: false,
      isLateBySecondSupplement: true,
    });
  });

  it('is not for one that the version still allows', () => {
    expect(request(examined(published), { kind: 'SECOND_SUPPLEMENT' })).toBe('OVERRIDE_IMPOSSIBLE');
  });
});

describe('four eyes, a ground, a reason', () => {
  const deviation = (case_: CaseAt): Deviation => ({
    kind: 'MOVE_TOKEN',
    elementKey: keyOf(case_, 'ThamTra'),
    targetId: 'LapPhieuBoSung',
  });

  it('whoever asks does not decide, though a head', () => {
    const case_ = examined(published);
    expect(request(case_, deviation(case_), HEAD)).toBeUndefined();
    expect(confirm(case_, HEAD)).toBe('OVERRIDE_SECOND_PERSON');
    expect(confirm(case_, officer('pho-lanh-dao', 'lanh-dao'))).toBeUndefined();
  });

  it('only those whom the version names decide; without the rule anybody named does', async () => {
    const case_ = examined(published);
    expect(request(case_, deviation(case_))).toBeUndefined();
    expect(confirm(case_, officer('truong-phong'))).toBe('OVERRIDE_NOT_CONFIRMER');
    expect(confirm(case_, { kind: 'worker', id: 'may', groups: ['lanh-dao'], roles: ['worker'] })).toBe(
      'OVERRIDE_NOT_CONFIRMER',
    );
    const double = examined(
      await compileBundle(HOUSEHOLD, {
        manifest: (m: Manifest) =>
          (m.overrides = { grounds: m.overrides?.grounds ?? [], confirmedBy: ['truong-phong'] }),
      }),
    );
    expect(request(double, deviation(double))).toBeUndefined();
    expect(confirm(double, officer('truong-phong'))).toBeUndefined();
  });

  it('the ground is published and the reason said; a version without an exit has none', async () => {
    const case_ = examined(published);
    expect(request(case_, deviation(case_), SPECIALIST, 'CHO_NHANH')).toBe('GROUND_NOT_LISTED');
    expect(request(case_, deviation(case_), SPECIALIST, 'SAI_SOT_CAN_BO', ' – ')).toBe('REASON_REQUIRED');
    expect(request(case_, deviation(case_))).toBeUndefined();
    expect(request(case_, deviation(case_), HEAD)).toBe('OVERRIDE_PENDING');
    const closed = examined(await compileBundle(HOUSEHOLD, { manifest: (m: Manifest) => void delete m.overrides }));
    expect(request(closed, deviation(closed))).toBe('OVERRIDE_NOT_PROVIDED');
  });

  it('is turned down with a reason, or taken back by the one who asked, and then is gone', () => {
    const case_ = examined(published);
    const reject = (by = HEAD, reason = 'Chưa đủ căn cứ.') =>
      codeOf(ask(case_, by, { type: 'RejectOverride', overrideKey: openKey(case_), reason }));
    expect(request(case_, deviation(case_))).toBeUndefined();
    expect(reject(officer('truong-phong'))).toBe('OVERRIDE_NOT_CONFIRMER');
    expect(reject(HEAD, '')).toBe('REASON_REQUIRED');
    const key = openKey(case_);
    expect(reject()).toBeUndefined();
    expect(codeOf(ask(case_, HEAD, { type: 'ConfirmOverride', overrideKey: key }))).toBe('OVERRIDE_NOT_FOUND');
    expect(request(case_, deviation(case_))).toBeUndefined();
    expect(reject(SPECIALIST, 'Đề nghị nhầm.')).toBeUndefined();
    expect(case_.state.overrides).toEqual([]);
  });
});

describe('a token is moved', () => {
  it('what was at work is withdrawn and the other step begins; history tells it, marked', () => {
    const case_ = examined(published);
    request(case_, { kind: 'MOVE_TOKEN', elementKey: keyOf(case_, 'ThamTra'), targetId: 'SoanTuChoi' });
    expect(confirm(case_)).toBeUndefined();
    expect(case_.state.tasks.map(({ elementId }) => elementId)).toEqual(['SoanTuChoi']);
    const told = explainHistory([commitOf(case_)], { procedure: published }).filter(
      ({ deviates }) => deviates === true,
    );
    expect(told.map(({ type, text }) => [type, text.vi])).toEqual([
      [
        'OverrideRequested',
        expect.stringMatching(
          /đề nghị làm khác quy trình: chuyển hồ sơ từ “.+” đến “.+”; căn cứ SAI_SOT_CAN_BO \(61\/2018\/NĐ-CP#21\): Cán bộ hướng dẫn thiếu/,
        ),
      ],
      ['OverrideConfirmed', expect.stringMatching(/đồng ý làm khác quy trình: chuyển hồ sơ từ “.+” đến “.+”/)],
    ]);
  });

  it('out of a rest, the clock runs again', () => {
    const case_ = playUntil(published, HOUSEHOLD, '02-bo-sung-mot-lan.json', 6);
    expect(case_.state.clock?.status).toBe('paused');
    request(case_, { kind: 'MOVE_TOKEN', elementKey: keyOf(case_, 'NopBoSung'), targetId: 'ThamTra' });
    expect(confirm(case_)).toBeUndefined();
    expect(case_.state.clock?.status).toBe('running');
    expect(case_.state.tasks.map(({ elementId }) => elementId)).toEqual(['ThamTra']);
  });

  it('only to where a token can be, and only while it is still there', () => {
    const case_ = examined(published);
    const elementKey = keyOf(case_, 'ThamTra');
    expect(request(case_, { kind: 'MOVE_TOKEN', elementKey, targetId: 'KhongCo' })).toBe('OVERRIDE_IMPOSSIBLE');
    expect(request(case_, { kind: 'MOVE_TOKEN', elementKey, targetId: 'ThamTra' })).toBe('OVERRIDE_IMPOSSIBLE');
    expect(request(case_, { kind: 'MOVE_TOKEN', elementKey: case_.state.rootKey, targetId: 'SoanTuChoi' })).toBe(
      'OVERRIDE_IMPOSSIBLE',
    );
    expect(request(case_, { kind: 'MOVE_TOKEN', elementKey, targetId: 'SoanTuChoi' })).toBeUndefined();
    complete(case_, SPECIALIST, 'ThamTra', {
      dkTen: 'DAT',
      dkNganh: 'DAT',
      dkChuThe: 'DAT',
      ketLuanThamTra: 'DU_DIEU_KIEN',
    });
    expect(confirm(case_)).toBe('OVERRIDE_IMPOSSIBLE');
  });
});

describe('a case is reopened', () => {
  it('goes on where it is told, over its old data, with the date it had, and is undecided again', () => {
    const case_ = finished(published);
    const { clock, variables } = case_.state;
    expect(case_.state.status).toBe('completed');
    expect(codeOf(ask(case_, HEAD, { type: 'SetVariables', variables: {} }))).toBe('CASE_ENDED');
    expect(request(case_, { kind: 'SECOND_SUPPLEMENT' })).toBe('CASE_ENDED');
    expect(request(case_, { kind: 'REOPEN', targetId: 'ThamTra' })).toBeUndefined();
    expect(case_.state.status).toBe('completed');
    expect(confirm(case_)).toBeUndefined();
    expect(case_.state).toMatchObject({
      status: 'active',
      publicStatus: 4,
      clock: { status: 'running', dueAt: clock?.dueAt },
      variables,
    });
    expect(case_.state.outcome).toBeUndefined();
    expect(case_.state.tasks.map(({ elementId }) => elementId)).toEqual(['ThamTra']);
    expect(caseRecord([commitOf(case_)])).not.toHaveProperty('returnedAt');
    expect(
      complete(case_, SPECIALIST, 'ThamTra', {
        dkTen: 'DAT',
        dkNganh: 'DAT',
        dkChuThe: 'DAT',
        ketLuanThamTra: 'DU_DIEU_KIEN',
      }),
    ).toBeUndefined();
    expect(case_.state.incidents).toEqual([]);
  });

  it('is no way to move the token of a case that is open', () => {
    expect(request(examined(published), { kind: 'REOPEN', targetId: 'ThamTra' })).toBe('OVERRIDE_IMPOSSIBLE');
  });
});

describe('a task is given to someone against the rule', () => {
  it('but never to one who did the step that excludes it', () => {
    const case_ = playUntil(published, HOUSEHOLD, '12-nguoi-du-thao-khong-duoc-ky.json', 5);
    const taskKey = case_.state.tasks.find(({ elementId }) => elementId === 'SoatXet')?.key ?? 0;
    expect(
      codeOf(ask(case_, HEAD, { type: 'AssignUserTask', taskKey, assignee: 'van-thu', assigneeGroups: ['van-thu'] })),
    ).toBe('NOT_A_CANDIDATE');
    expect(request(case_, { kind: 'REASSIGN', taskKey, assignee: 'can-bo-kiem-nhiem' })).toBe('SEPARATION_OF_DUTIES');
    expect(request(case_, { kind: 'REASSIGN', taskKey, assignee: 'van-thu' })).toBeUndefined();
    expect(confirm(case_)).toBeUndefined();
    expect(complete(case_, officer('van-thu'), 'SoatXet', { soatXet: 'DONG_Y' })).toBeUndefined();
  });
});

describe('a conflict of interest', () => {
  it('keeps the person out of the case: what they hold is given back, and nothing more can be taken', () => {
    const case_ = examined(published);
    const taskKey = case_.state.tasks[0]?.key ?? 0;
    expect(codeOf(ask(case_, SPECIALIST, { type: 'ClaimUserTask', taskKey }))).toBeUndefined();
    expect(codeOf(ask(case_, SPECIALIST, { type: 'DeclareConflict', reason: '' }))).toBe('REASON_REQUIRED');
    expect(
      codeOf(ask(case_, SPECIALIST, { type: 'DeclareConflict', reason: 'Người nộp là anh em ruột.' })),
    ).toBeUndefined();
    expect(case_.state.tasks[0]).toMatchObject({ status: 'offered' });
    expect(codeOf(ask(case_, SPECIALIST, { type: 'ClaimUserTask', taskKey }))).toBe('CONFLICT_OF_INTEREST');
    expect(
      codeOf(
        ask(case_, HEAD, { type: 'AssignUserTask', taskKey, assignee: 'chuyen-vien', assigneeGroups: ['chuyen-vien'] }),
      ),
    ).toMatch(/^(NOT_A_CANDIDATE|CONFLICT_OF_INTEREST)$/);
    expect(request(case_, { kind: 'REASSIGN', taskKey, assignee: 'chuyen-vien' }, HEAD)).toBe('CONFLICT_OF_INTEREST');
    expect(
      codeOf(ask(case_, officer('chuyen-vien-2', 'chuyen-vien'), { type: 'ClaimUserTask', taskKey })),
    ).toBeUndefined();
  });
});

it('live and replayed state are one, through every kind of override', () => {
  const case_ = finished(published);
  request(case_, { kind: 'REOPEN', targetId: 'ThamTra' });
  confirm(case_);
  request(case_, { kind: 'MOVE_TOKEN', elementKey: keyOf(case_, 'ThamTra'), targetId: 'SoanTuChoi' });
  confirm(case_);
  expect(evolveAll(emptyCase(case_.state.caseId), case_.events)).toEqual(case_.state);
});

function commitOf({ state, events, at }: CaseAt): Commit {
  return { caseId: state.caseId, firstSeq: 1, at, by: { kind: 'user', id: 'can-bo' }, commandType: 'test', events };
}
