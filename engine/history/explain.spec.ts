import { describe, expect, it } from 'vitest';
import type { CaseEvent, Commit } from '../execute/event.ts';
import { eraseFrom } from './erase.ts';
import { explainHistory } from './explain.ts';
import { GENESIS, sealCommit } from './hash-chain.ts';
import { stateAt, stepsOf } from './replay.ts';

function commit(firstSeq: number, by: Commit['by'], events: readonly CaseEvent[]): Commit {
  return { caseId: 'c1', firstSeq, at: `2026-11-24T01:00:0${firstSeq % 10}.000Z`, by, commandType: 'x', events };
}

const OFFICER = { kind: 'user', id: 'o1' } as const;
const HISTORY: readonly Commit[] = [
  commit(1, OFFICER, [
    { seq: 1, type: 'CaseStarted', processId: 'p', procedureDigest: 'd' },
    { seq: 2, type: 'ProcessInstanceStarted', processId: 'p' },
    { seq: 3, type: 'VariablesSet', scopeKey: 2, variables: { applicant: 'a name' } },
    { seq: 4, type: 'ElementActivated', elementId: 'examine', elementType: 'userTask', scopeKey: 2 },
    {
      seq: 5,
      type: 'UserTaskCreated',
      key: 4,
      elementId: 'examine',
      candidateGroups: ['thẩm định'],
      candidateUsers: [],
    },
  ]),
  commit(6, OFFICER, [{ seq: 6, type: 'UserTaskClaimed', key: 4, assignee: 'o1' }]),
  commit(7, OFFICER, [
    { seq: 7, type: 'UserTaskCompleted', key: 4, by: 'o1' },
    { seq: 8, type: 'VariablesSet', scopeKey: 2, variables: { ok: true } },
    { seq: 9, type: 'ElementCompleted', key: 4 },
  ]),
];

const PROCEDURE = {
  processes: {
    p: {
      id: 'p',
      scopes: {},
      lanes: [],
      flows: {},
      nodes: {
        examine: {
          id: 'examine',
          name: 'Thẩm định hồ sơ',
          type: 'task',
          scopeId: 'p',
          incoming: [],
          outgoing: [],
          inputs: [],
          outputs: [],
          boundaryEvents: [],
          isForCompensation: false,
          startQuantity: 1,
          completionQuantity: 1,
        },
      },
    },
  },
} as const;

describe('replay', () => {
  it('gives the state right after any event', () => {
    expect(stateAt(HISTORY, 0)).toBeUndefined();
    expect(stateAt(HISTORY, 3)).toMatchObject({ version: 3, variables: { applicant: 'a name' } });
    expect(stateAt(HISTORY, 7)?.variables).toEqual({ applicant: 'a name' });
    expect(stateAt(HISTORY, 8)?.variables).toEqual({ applicant: 'a name', ok: true });
    expect(stateAt(HISTORY, 99)?.version).toBe(9);
  });

  it('gives the same from a snapshot as from the beginning', () => {
    for (let seq = 1; seq <= 9; seq += 1) {
      for (let snapshot = 1; snapshot <= 9; snapshot += 1) {
        expect(stateAt(HISTORY, seq, stateAt(HISTORY, snapshot))).toEqual(stateAt(HISTORY, seq));
      }
    }
  });

  it('walks event by event through the same states', () => {
    const steps = [...stepsOf(HISTORY)];
    expect(steps.map(({ event }) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const { event, state } of steps) expect(state).toEqual(stateAt(HISTORY, event.seq));
  });
});

describe('the story of a case', () => {
  const told = explainHistory(HISTORY, { procedure: PROCEDURE, nameOf: (id) => (id === 'o1' ? 'thụ lý' : id) });

  it('is told in Vietnamese and English', () => {
    expect(told.filter(({ level }) => level === 'story').map(({ text }) => text.vi)).toEqual([
      'Cán bộ thụ lý đã mở hồ sơ.',
      'Bước “Thẩm định hồ sơ” được giao cho thẩm định.',
      'Cán bộ thụ lý đã nhận bước “Thẩm định hồ sơ”.',
      'Cán bộ thụ lý đã hoàn thành bước “Thẩm định hồ sơ”.',
    ]);
    expect(told[6]?.text.en).toBe('Officer thụ lý completed the step “Thẩm định hồ sơ”.');
  });

  it('names the element of every event that has one, and never a value', () => {
    expect(told.map(({ elementId }) => elementId)).toEqual([
      undefined,
      undefined,
      undefined,
      'examine',
      'examine',
      'examine',
      'examine',
      undefined,
      'examine',
    ]);
    expect(JSON.stringify(told)).not.toContain('a name');
  });

  it('goes by ids where nothing has a name', () => {
    expect(explainHistory(HISTORY)[3]?.text).toEqual({
      vi: 'Bước “examine” bắt đầu.',
      en: 'The step “examine” began.',
    });
  });

  it('says where data was erased', () => {
    const salt = 'ab'.repeat(16);
    const [first] = HISTORY;
    if (!first) throw new Error('no history');
    const erased = eraseFrom({ commit: first, seal: sealCommit(GENESIS, first, { salt }) }, () => true);
    expect(explainHistory([erased.commit])[2]?.text.vi).toBe('Dữ liệu đã ghi tại đây đã được xóa theo luật.');
  });

  it('tells a change of the due date with both dates', () => {
    const clock = commit(1, { kind: 'system', id: 'timer' }, [
      {
        seq: 1,
        type: 'StatutoryClockChanged',
        action: 'RECOMPUTE',
        dueAt: '2026-12-02T10:00:00.000Z',
        previousDueAt: '2026-12-01T10:00:00.000Z',
        explanation: [],
      },
    ]);
    expect(explainHistory([clock])[0]?.text.vi).toBe(
      'Thời hạn giải quyết được tính lại theo lịch mới; hạn trả kết quả đổi từ 2026-12-01T10:00:00.000Z thành 2026-12-02T10:00:00.000Z.',
    );
  });
});
