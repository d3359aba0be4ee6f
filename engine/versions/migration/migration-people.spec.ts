import { describe, expect, it } from 'vitest';
import { explainHistory } from '../../history/explain.ts';
import { draw, ends, named, one, task, ways } from './drawn-process.ts';
import { AT, clerk, compiled, RunningCase, typesOf } from './running-case.ts';

/** What people see of a migration: their tasks, their duties, the telling of it. */

describe('for people', () => {
  it('a task that is offered to others goes back; one offered to more stays with its holder', async () => {
    const offered = (groups: string): string => draw(ends + task('a', '', groups) + ways('s>a>e'));
    const running = await RunningCase.of(offered('counter'));
    running.ask({ type: 'ClaimUserTask', taskKey: running.state.tasks[0]?.key ?? 0 }, clerk);
    expect(typesOf(await running.to(offered('counter,archive')))).toEqual(['CaseMigrated', 'UserTaskMigrated']);
    expect(running.state.tasks).toMatchObject([{ assignee: 'clerk', candidateGroups: ['counter', 'archive'] }]);
    expect(typesOf(await running.to(offered('archive')))).toEqual([
      'CaseMigrated',
      'UserTaskMigrated',
      'UserTaskReleased',
    ]);
    expect(running.state.tasks[0]?.assignee).toBeUndefined();
    expect(running.ask({ type: 'ClaimUserTask', taskKey: running.state.tasks[0]?.key ?? 0 }, clerk)).toBe(
      'NOT_A_CANDIDATE',
    );
  });

  it('separation of duties follows a completed step by its new id, and is not forgotten', async () => {
    const signed = (drafter: string): string =>
      draw(
        `${ends}${named(drafter, 'Dự thảo')}<userTask id="sign"><extensionElements><zeebe:assignmentDefinition candidateGroups="counter"/><statute:separation notBy="${drafter}"/></extensionElements></userTask>${ways(`s>${drafter}>sign>e`)}`,
      );
    const running = await RunningCase.of(signed('draft'));
    running.ask({ type: 'ClaimUserTask', taskKey: running.state.tasks[0]?.key ?? 0 }, clerk);
    expect(
      running.ask(
        { type: 'CompleteUserTask', taskKey: running.state.tasks[0]?.key ?? 0, submission: {}, enforceForm: false },
        clerk,
      ),
    ).toBeUndefined();
    expect(await running.refusals(signed('writer'))).toEqual(['DUTY_UNMAPPED']);
    await running.to(signed('writer'), { draft: 'writer' });
    expect(running.ask({ type: 'ClaimUserTask', taskKey: running.state.tasks[0]?.key ?? 0 }, clerk)).toBe(
      'SEPARATION_OF_DUTIES',
    );
  });

  it('a new step before the case, and data that it lacks, are told beforehand and kept in history', async () => {
    const running = await RunningCase.of(one('b'));
    const target = draw(
      `${ends}${task('a')}${task('b')}<exclusiveGateway id="g" default="g_e"/>${task('c')}${ways('s>a>b>g', 'c>e')}<sequenceFlow id="g_e" sourceRef="g" targetRef="e"/><sequenceFlow id="g_c" sourceRef="g" targetRef="c"><conditionExpression xsi:type="tFormalExpression">= area &gt; 5</conditionExpression></sequenceFlow>`,
    );
    const findings = running.plan(await compiled(target)).findings;
    expect(findings).toMatchObject([{ code: 'STEP_NOT_DONE', targetId: 'a' }]);
    const [moved] = await running.to(target);
    expect(moved).toMatchObject({ type: 'CaseMigrated', warnings: [{ vi: expect.stringContaining('“a”') as string }] });
  });

  it('history tells it, and each event in the words of its own version', async () => {
    const running = await RunningCase.of(draw(ends + named('a', 'Thẩm tra') + ways('s>a>e')));
    const before = running.procedure;
    await running.to(draw(ends + named('z', 'Thẩm định') + ways('s>z>e')), { a: 'z' });
    running.complete('z');
    const commit = {
      caseId: 'c',
      firstSeq: 1,
      at: AT,
      by: { kind: 'system', id: 'x' },
      commandType: '',
      events: running.events,
    } as const;
    const texts = explainHistory([commit], {
      procedureOf: (digest) => (digest === before.digest ? before : running.procedure),
    });
    expect(texts.find(({ type }) => type === 'UserTaskCreated')?.text.vi).toContain('Thẩm tra');
    expect(texts.find(({ type }) => type === 'UserTaskCompleted')?.text.vi).toContain('Thẩm định');
    const line = texts.find(({ type }) => type === 'CaseMigrated');
    expect(line?.level).toBe('story');
    expect(line?.text.vi).toContain('ND-1 Điều 2: Chuyển tiếp theo nghị định; a lập, b duyệt.');
    expect(line?.text.en).toContain('by ND-1 Art. 2');
  });
});
