import { describe, expect, it } from 'vitest';
import type { MigrationCode } from '../../errors.ts';
import { catchMessage, draw, ends, fork, message, one, service, task, ways } from './drawn-process.ts';
import type { MigrationMapping } from './element-map.ts';
import { compiled, RunningCase } from './running-case.ts';

/** What has no place in the other drawing is refused, by which name, and the case stays as it was. */

describe('what is not plainly the same is refused by name', () => {
  const loop = (more: string): string =>
    `<multiInstanceLoopCharacteristics ${more}><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>`;
  const inner = (content: string): string =>
    `<subProcess id="sub"><startEvent id="s1"/>${content}<endEvent id="e1"/></subProcess>`;
  interface Refused {
    readonly code: MigrationCode;
    readonly before: string;
    readonly after: string;
    readonly mapping?: MigrationMapping;
  }
  const refused = (code: MigrationCode, before: string, after: string, mapping?: MigrationMapping): Refused => ({
    code,
    before,
    after,
    ...(mapping === undefined ? {} : { mapping }),
  });
  const cases: readonly Refused[] = [
    refused('ELEMENT_REMOVED', one('a'), one('b')),
    refused('ELEMENT_KIND_CHANGED', one('a'), draw(ends + service('a') + ways('s>a>e'))),
    refused('MAPPING_UNKNOWN', one('a'), `${one('a')}<!-- v2 -->`, { a: 'nowhere' }),
    refused(
      'MAPPING_AMBIGUOUS',
      draw(ends + fork('f', 'j') + task('a') + task('b') + ways('s>f>a>j>e', 'f>b>j')),
      one('z'),
      { a: 'z', b: 'z' },
    ),
    refused('SCOPE_CHANGED', one('a'), draw(ends + inner(task('a') + ways('s1>a>e1')) + ways('s>sub>e'))),
    refused(
      'SCOPE_CHANGED',
      draw(ends + inner(task('a') + ways('s1>a>e1')) + ways('s>sub>e')),
      draw(ends + inner(task('x') + ways('s1>x>e1')) + task('a') + ways('s>sub>a>e')),
    ),
    refused('LOOP_CHANGED', one('a'), draw(ends + task('a', loop('')) + ways('s>a>e'))),
    refused(
      'LOOP_CHANGED',
      draw(ends + task('a', loop('isSequential="true"')) + ways('s>a>e')),
      draw(ends + task('a', loop('isSequential="false"')) + ways('s>a>e')),
    ),
    refused(
      'WORK_CHANGED',
      draw(
        `${ends}<sendTask id="a"><extensionElements><zeebe:taskDefinition type="mail"/></extensionElements></sendTask>${ways('s>a>e')}`,
      ),
      draw(`${ends}<sendTask id="a" messageRef="m_x"/>${ways('s>a>e')}`, message('x')),
    ),
    refused(
      'JOIN_STARVED',
      draw(ends + fork('f', 'j') + task('a') + task('b') + ways('s>f>a>j>e', 'f>b>j')),
      draw(ends + fork('f', 'j') + task('a') + task('b') + task('c') + ways('s>f>a>j>e', 'f>b>j', 'f>c>j')),
    ),
    refused('JOIN_STARVED', one('a'), draw(ends + fork('f', 'j') + task('a') + task('b') + ways('s>f>a>j>e', 'f>b>j'))),
    refused(
      'NOT_CONCURRENT',
      draw(ends + fork('f', 'j') + task('a') + task('b') + ways('s>f>a>j>e', 'f>b>j')),
      draw(ends + task('a') + task('b') + ways('s>a>b>e')),
    ),
    refused(
      'EVENT_CHANGED',
      draw(ends + catchMessage('a', 'x') + ways('s>a>e'), message('x')),
      draw(
        `${ends}<intermediateCatchEvent id="a"><signalEventDefinition signalRef="g"/></intermediateCatchEvent>${ways('s>a>e')}`,
        '<signal id="g" name="g"/>',
      ),
    ),
    refused(
      'PROCESS_REMOVED',
      draw(
        `${ends}<callActivity id="a"><extensionElements><zeebe:calledElement processId="q"/></extensionElements></callActivity>${ways('s>a>e')}`,
      ).replace(
        '</definitions>',
        `<process id="q" isExecutable="true"><startEvent id="s2"/>${task('t')}<endEvent id="e2"/>${ways('s2>t>e2')}</process></definitions>`,
      ),
      draw(
        `${ends}<callActivity id="a"><extensionElements><zeebe:calledElement processId="q"/></extensionElements></callActivity>${ways('s>a>e')}`,
      ),
    ),
  ];
  it.each(cases)('$code', async ({ code, before, after, mapping }) => {
    const running = await RunningCase.of(before);
    expect(running.status).toBe('active');
    expect(await running.refusals(after, mapping)).toContain(code);
  });

  it('JOIN_CHANGED and FLOW_REMOVED: a join that holds a token', async () => {
    const forked = ends + fork('f', 'j') + task('a') + task('b');
    const running = (await RunningCase.of(draw(forked + ways('s>f>a>j>e', 'f>b>j')))).complete('a');
    expect(running.state.tokens).toMatchObject([{ flowId: 'a_j' }]);
    expect(await running.refusals(draw(forked + task('c') + ways('s>f>a>j>e', 'f>b>j', 'f>c>j')))).toContain(
      'JOIN_CHANGED',
    );
    expect(await running.refusals(draw(forked + task('c') + ways('s>f>a>c>j>e', 'f>b>j')))).toContain('FLOW_REMOVED');
    // The flow goes by another id between the same two: found without being told.
    await running.to(
      draw(forked + ways('s>f>a', 'f>b>j>e') + '<sequenceFlow id="other" sourceRef="a" targetRef="j"/>'),
    );
    expect(running.state.tokens).toMatchObject([{ flowId: 'other' }]);
    expect(running.complete('b').status).toBe('completed');
  });

  it('COMPENSATION_LOST: what could be undone must stay so; it moves with its handler', async () => {
    const drawnWith = (handler: string, association: boolean): string =>
      draw(
        `${ends}${task('a')}<boundaryEvent id="u" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><userTask id="${handler}" isForCompensation="true"><extensionElements><zeebe:assignmentDefinition candidateGroups="counter"/></extensionElements></userTask>${association ? `<association id="l" associationDirection="One" sourceRef="u" targetRef="${handler}"/>` : ''}${task('b')}<intermediateThrowEvent id="undo"><compensateEventDefinition/></intermediateThrowEvent>${ways('s>a>b>undo>e')}`,
      );
    const running = (await RunningCase.of(drawnWith('h', true))).complete('a');
    expect(running.state.compensations).toMatchObject([{ activityId: 'a', handlerId: 'h' }]);
    const without = draw(ends + task('a') + task('b') + ways('s>a>b>e'));
    expect(await running.refusals(without)).toEqual(['COMPENSATION_LOST']);
    await running.to(drawnWith('h2', true));
    expect(running.state.compensations).toMatchObject([{ activityId: 'a', handlerId: 'h2' }]);
    running.complete('b');
    expect(running.standsAt).toContain('h2');
    // While it is being undone nobody moves it.
    expect(await running.refusals(drawnWith('h3', true))).toContain('COMPENSATION_RUNNING');
    expect(running.complete('h2').status).toBe('completed');
  });

  it('SCOPE_INTERRUPTED: an interrupting event sub-process has the scope to itself', async () => {
    const withdrawal = (more: string): string =>
      draw(
        `${ends}${task('a')}<subProcess id="w" triggeredByEvent="true"><startEvent id="ws"><messageEventDefinition messageRef="m_x"/></startEvent>${task('b')}<endEvent id="we"/>${ways('ws>b>we')}</subProcess>${ways('s>a>e')}${more}`,
        message('x'),
      );
    const running = await RunningCase.of(withdrawal(''));
    await running.to(withdrawal('<!-- v2 -->'));
    expect(running.state.subscriptions).toMatchObject([{ elementId: 'ws', name: 'x' }]);
    expect(
      running.ask({
        type: 'CorrelateMessage',
        subscriptionKey: running.state.subscriptions[0]?.key ?? 0,
        messageId: 'm',
        variables: {},
      }),
    ).toBeUndefined();
    expect(await running.refusals(withdrawal('<!-- v3 -->'))).toContain('SCOPE_INTERRUPTED');
  });

  it('WORK_UNFINISHED, OVERRIDE_WAITING and groundless orders', async () => {
    const circle = draw(`${ends}<task id="a"/><task id="b"/>${ways('s>a>b>a')}`);
    const running = await RunningCase.of(circle);
    expect(running.state.incidents).toMatchObject([{ phase: 'work' }]);
    expect(await running.refusals(`${circle}<!-- v2 -->`)).toContain('WORK_UNFINISHED');
    const other = await RunningCase.of(one('a'));
    const target = await compiled(one('a') + '<!-- v2 -->');
    const order = { type: 'MigrateCase', target, act: 'ND-1', ground: 'x' } as const;
    expect(other.ask({ ...order, act: ' ' })).toBe('MIGRATION_ACT_REQUIRED');
    expect(other.ask({ ...order, ground: ' . ' })).toBe('REASON_REQUIRED');
    expect(other.ask({ ...order, order: { preparedBy: 'a', approvedBy: 'a' } })).toBe('MIGRATION_SECOND_PERSON');
  });
});
