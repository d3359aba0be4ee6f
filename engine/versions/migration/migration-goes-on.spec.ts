import { describe, expect, it } from 'vitest';
import { draw, ends, fork, named, one, service, task, ways } from './drawn-process.ts';
import { clerk, compiled, RunningCase, typesOf } from './running-case.ts';

/** Given a case of one drawing and another drawing that has the same elements: everything goes on, to the end. */

describe('what is the same goes on', () => {
  it('a task of the same id, under new words and a step more behind it, to the end', async () => {
    const running = await RunningCase.of(one('a'));
    const events = await running.to(draw(ends + named('a', 'Thẩm tra') + task('b') + ways('s>a>b>e')));
    expect(typesOf(events)).toEqual(['CaseMigrated']);
    expect(events[0]).toMatchObject({
      act: 'ND-1#2',
      order: { preparedBy: 'a', approvedBy: 'b' },
      elements: [
        { from: 'p', to: 'p' },
        { from: 'a', to: 'a' },
      ],
    });
    expect(running.complete('a', 'b').status).toBe('completed');
  });

  it('a task that the analyst maps goes by its new id, and keeps who holds it', async () => {
    const running = await RunningCase.of(one('a'));
    const [open] = running.state.tasks;
    expect(running.ask({ type: 'ClaimUserTask', taskKey: open?.key ?? 0 }, clerk)).toBeUndefined();
    await running.to(one('z'), { a: 'z' });
    expect(running.state.tasks).toMatchObject([
      { key: open?.key, elementId: 'z', assignee: 'clerk', status: 'claimed' },
    ]);
    expect(running.complete('z').status).toBe('completed');
  });

  it('an element of the same kind and name is suggested, never taken', async () => {
    const running = await RunningCase.of(draw(ends + named('a', 'Thẩm tra') + ways('s>a>e')));
    const plan = running.plan(await compiled(draw(ends + named('z', 'Thẩm tra') + ways('s>z>e'))));
    expect(plan.findings).toMatchObject([{ code: 'ELEMENT_REMOVED', elementId: 'a', suggestion: 'z' }]);
  });

  it('what the analyst gave away is not the same any more', async () => {
    const both = await RunningCase.of(draw(ends + fork('f', 'j') + task('a') + task('b') + ways('s>f>a>j>e', 'f>b>j')));
    const swapped = draw(ends + fork('f', 'j') + task('a') + task('b') + ways('s>f>a>j>e', 'f>b>j') + task('x'));
    expect(await both.refusals(swapped, { a: 'b' })).toContain('ELEMENT_REMOVED');
    await both.to(swapped, { a: 'b', b: 'a' });
    expect(both.complete('a', 'b').status).toBe('completed');
  });

  it('asked again, nothing happens; a version that draws alike changes nothing but its name', async () => {
    const running = await RunningCase.of(one('a'));
    const { tasks, elements, variables } = running.state;
    await running.to(`${one('a')}<!-- another file -->`);
    expect(running.state).toMatchObject({ tasks, elements, variables });
    const seen = running.events.length;
    expect(running.move(running.procedure)).toBeUndefined();
    expect(running.events.length).toBe(seen);
  });

  it('work that is out with a worker stays as it was given out, and is told', async () => {
    const running = await RunningCase.of(draw(ends + service('a') + ways('s>a>e')));
    const target = await compiled(draw(ends + service('a', 'other') + ways('s>a>e')));
    expect(running.plan(target).findings).toMatchObject([{ code: 'JOB_KEPT', severity: 'warning' }]);
    expect(running.move(target)).toBeUndefined();
    expect(running.work().status).toBe('completed');
  });

  it('an incident stays, and is tried again by the new rules', async () => {
    const stuck = (condition: string): string =>
      draw(
        `${ends}<exclusiveGateway id="g"/>${task('a')}${ways('s>g', 'a>e')}<sequenceFlow id="g_a" sourceRef="g" targetRef="a"><conditionExpression xsi:type="tFormalExpression">${condition}</conditionExpression></sequenceFlow><sequenceFlow id="g_e" sourceRef="g" targetRef="e"><conditionExpression xsi:type="tFormalExpression">= false</conditionExpression></sequenceFlow>`,
      );
    const running = await RunningCase.of(stuck('= no'), { no: false });
    const [incident] = running.state.incidents;
    expect(incident?.code).toBe('NO_FLOW_CHOSEN');
    await running.to(stuck('= not(no)'));
    expect(running.ask({ type: 'ResolveIncident', incidentKey: incident?.key ?? 0 })).toBeUndefined();
    expect(running.complete('a').status).toBe('completed');
  });

  it('a called process runs on in its caller', async () => {
    const called = (more: string): string =>
      draw(
        `${ends}<callActivity id="a"><extensionElements><zeebe:calledElement processId="q"/></extensionElements></callActivity>${ways('s>a>e')}`,
      ).replace(
        '</definitions>',
        `<process id="q" isExecutable="true"><startEvent id="s2"/>${task('t')}${more}<endEvent id="e2"/></process></definitions>`,
      );
    const running = await RunningCase.of(called(ways('s2>t>e2')));
    expect(running.standsAt).toEqual(['a', 't']);
    await running.to(called(task('u') + ways('s2>t>u>e2')));
    expect(running.complete('t', 'u').status).toBe('completed');
  });
});
