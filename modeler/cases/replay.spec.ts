import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../engine/index.ts';
import type { SealedCommit } from '../contract.ts';
import { frameAt, personNames, subjects, timeline, versionStarts } from './replay.ts';

const commit = (events: readonly CaseEvent[]): SealedCommit => ({
  firstSeq: events[0]?.seq ?? 1,
  lastSeq: events.at(-1)?.seq ?? 1,
  at: '2026-11-24T01:00:00.000Z',
  by: { kind: 'user', id: 'u1' },
  commandType: 'StartCase',
  events,
  hash: 'h',
  previousHash: 'p',
});

const history = [
  commit([
    { seq: 1, type: 'ElementActivated', elementId: 'start', elementType: 'startEvent', scopeKey: 0 },
    { seq: 2, type: 'ElementCompleted', key: 1 },
    { seq: 3, type: 'SequenceFlowTaken', flowId: 'f1', scopeKey: 0, elementKey: 1 },
    { seq: 4, type: 'ElementActivated', elementId: 'task', elementType: 'userTask', scopeKey: 0 },
    { seq: 5, type: 'UserTaskCreated', key: 4, elementId: 'task', candidateGroups: ['g'], candidateUsers: [] },
    { seq: 6, type: 'VariablesSet', scopeKey: 0, variables: { a: 1 } },
  ]),
  commit([
    { seq: 7, type: 'UserTaskClaimed', key: 4, assignee: 'u2' },
    { seq: 8, type: 'UserTaskReleased', key: 4 },
  ]),
  commit([
    { seq: 9, type: 'ElementActivated', elementId: 'task', elementType: 'userTask', scopeKey: 0 },
    { seq: 10, type: 'ElementTerminated', key: 4 },
    { seq: 11, type: 'ElementCompleted', key: 9 },
    { seq: 12, type: 'VariablesSet', scopeKey: 0, variables: { b: 2 } },
  ]),
];
const entries = timeline(history);

describe('frameAt', () => {
  it('shows nothing before the first event', () => {
    expect(frameAt(entries, 0)).toMatchObject({ active: new Map(), flows: new Map(), tasks: [], at: undefined });
  });

  it('shows tokens, flows, tasks and data as they were', () => {
    const frame = frameAt(entries, 6);
    expect([...frame.active]).toEqual([['task', 1]]);
    expect([...frame.completed]).toEqual(['start']);
    expect([...frame.flows]).toEqual([['f1', 1]]);
    expect(frame.tasks).toEqual([{ key: 4, elementId: 'task' }]);
    expect(frame.variables).toEqual([{ key: 0, elementId: undefined, variables: { a: 1 } }]);
  });

  it('follows a task from hand to hand', () => {
    expect(frameAt(entries, 7).tasks).toEqual([{ key: 4, elementId: 'task', assignee: 'u2' }]);
    expect(frameAt(entries, 8).tasks).toEqual([{ key: 4, elementId: 'task' }]);
  });

  it('counts instances of one element, and calls it completed once one of them was', () => {
    expect([...frameAt(entries, 9).active]).toEqual([['task', 2]]);
    const interrupted = frameAt(entries, 10);
    expect([...interrupted.active]).toEqual([['task', 1]]);
    const done = frameAt(entries, 12);
    expect([...done.active]).toEqual([]);
    expect(done.completed.has('task')).toBe(true);
    expect(done.ended.has('task')).toBe(false);
    expect(done.variables[0]?.variables).toEqual({ a: 1, b: 2 });
  });

  it('names what its event is about', () => {
    expect(frameAt(entries, 3).focus).toBe('f1');
    expect(frameAt(entries, 7).focus).toBe('task');
    expect(subjects(entries).get(11)).toBe('task');
  });

  it('names who acted by name, and by id whom nothing names', () => {
    const [first] = entries;
    if (first === undefined) throw new Error('no history');
    const by = { ...first.commit.by, id: 'u1', name: 'Chuyên viên' };
    const personOf = personNames([{ ...first, commit: { ...first.commit, by } }]);
    expect([personOf('u1'), personOf('u2')]).toEqual(['Chuyên viên', 'u2']);
  });
});

describe('a case that was moved to another version', () => {
  const moved = timeline([
    ...history.slice(0, 2),
    commit([
      {
        seq: 9,
        type: 'CaseMigrated',
        from: { digest: 'd1' },
        to: { digest: 'd2' },
        processId: 'p',
        act: 'a#1',
        ground: 'g',
        elements: [{ key: 4, from: 'task', to: 'step' }],
        tokens: [],
        timers: [],
        subscriptions: [],
        incidents: [],
        compensations: [],
        completed: [{ from: 'start', to: 'begin' }],
      },
      {
        seq: 10,
        type: 'UserTaskMigrated',
        key: 4,
        elementId: 'step',
        candidateGroups: ['g'],
        candidateUsers: [],
        dueAt: '2026-11-25T01:00:00.000Z',
      },
    ]),
    commit([
      { seq: 11, type: 'UserTaskCompleted', key: 4, by: 'u2' },
      { seq: 12, type: 'ElementCompleted', key: 4 },
    ]),
  ]);

  it('goes by the elements of the newer version from then on', () => {
    expect(versionStarts(moved)).toEqual([1, 9]);
    expect([...frameAt(moved, 8).active]).toEqual([['task', 1]]);
    const frame = frameAt(moved, 10);
    expect([...frame.active]).toEqual([['step', 1]]);
    expect([...frame.completed]).toEqual(['begin']);
    expect(frame.tasks).toEqual([{ key: 4, elementId: 'step', dueAt: '2026-11-25T01:00:00.000Z' }]);
    expect([...frameAt(moved, 12).completed]).toEqual(['begin', 'step']);
    expect(subjects(moved).get(12)).toBe('step');
    expect(subjects(moved).get(8)).toBe('task');
  });
});
