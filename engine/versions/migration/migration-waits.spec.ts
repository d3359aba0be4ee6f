import { describe, expect, it } from 'vitest';
import { catchMessage, draw, ends, message, one, task, timer, ways } from './drawn-process.ts';
import { compiled, LATER, RunningCase, typesOf } from './running-case.ts';

/** Timers, messages, conditions and joins that a case waits at when it moves. */

describe('waits', () => {
  const guarded = (event: string, more = ''): string =>
    draw(`${ends}${task('a')}${event}<endEvent id="l"/>${ways('s>a>e', 'b>l')}${more}`, message('x') + message('y'));
  const rings = (id: string, duration: string): string =>
    timer('b', 'a', duration, 'cancelActivity="false"').replace('id="b"', `id="${id}"`);
  const told = (name: string): string =>
    `<boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><messageEventDefinition messageRef="m_${name}"/></boundaryEvent>`;

  it('a kept timer keeps its time, also where it is written otherwise, which is told', async () => {
    const running = await RunningCase.of(guarded(rings('b', 'PT1H')));
    const [before] = running.state.timers;
    const target = await compiled(guarded(rings('b', 'PT9H')));
    expect(running.plan(target).findings).toMatchObject([{ code: 'TIMER_KEPT' }]);
    expect(typesOf(await running.to(guarded(rings('b', 'PT9H'))))).toEqual(['CaseMigrated']);
    expect(running.state.timers).toEqual([before]);
  });

  it('a new event is armed, a removed one is disarmed', async () => {
    const running = await RunningCase.of(guarded(rings('b', 'PT1H')));
    const events = await running.to(
      draw(`${ends}${task('a')}${rings('n', 'PT2H')}<endEvent id="l"/>${ways('s>a>e', 'n>l')}`),
    );
    expect(typesOf(events)).toEqual(['TimerCancelled', 'CaseMigrated', 'TimerScheduled']);
    expect(running.state.timers).toMatchObject([{ elementId: 'n', dueAt: '2026-01-05T05:00:00.000Z' }]);
  });

  it('one that has rung does not ring again', async () => {
    const running = await RunningCase.of(guarded(rings('b', 'PT1H')));
    running.at = LATER;
    expect(running.ask({ type: 'FireTimer', timerKey: running.state.timers[0]?.key ?? 0 })).toBeUndefined();
    await running.to(guarded(rings('b', 'PT9H')));
    expect(running.state.timers).toEqual([]);
  });

  it('another message is waited for anew; another kind of event too, at a boundary', async () => {
    const running = await RunningCase.of(guarded(told('x')));
    expect(typesOf(await running.to(guarded(told('y'))))).toEqual([
      'SubscriptionClosed',
      'CaseMigrated',
      'SubscriptionOpened',
    ]);
    expect(running.state.subscriptions).toMatchObject([{ elementId: 'b', name: 'y' }]);
    await running.to(guarded(rings('b', 'PT1H')));
    expect([running.state.subscriptions.length, running.state.timers.length]).toEqual([0, 1]);
  });

  it('whether it interrupts is asked of the new drawing', async () => {
    const running = await RunningCase.of(guarded(rings('b', 'PT1H')));
    await running.to(guarded(timer('b', 'a', 'PT1H')));
    expect(running.state.timers).toMatchObject([{ interrupting: true }]);
    expect(running.ask({ type: 'FireTimer', timerKey: running.state.timers[0]?.key ?? 0 })).toBeUndefined();
    expect(running.status).toBe('completed');
  });

  it('an event-based gateway keeps, drops and takes on events', async () => {
    const choice = (second: string): string =>
      draw(
        `${ends}<eventBasedGateway id="g"/>${catchMessage('c1', 'x')}${catchMessage(second, 'y')}${ways('s>g>c1>e', `g>${second}>e`)}`,
        message('x') + message('y'),
      );
    const running = await RunningCase.of(choice('c2'));
    const kept = running.state.subscriptions.find(({ elementId }) => elementId === 'c1');
    await running.to(choice('c3'));
    expect(running.state.subscriptions.map(({ elementId }) => elementId)).toEqual(['c1', 'c3']);
    expect(running.state.subscriptions[0]).toEqual(kept);
    expect(
      running.ask({
        type: 'CorrelateMessage',
        subscriptionKey: running.state.subscriptions[1]?.key ?? 0,
        messageId: 'm',
        variables: {},
      }),
    ).toBeUndefined();
    expect(running.status).toBe('completed');
  });

  it('an event sub-process that is new at an open scope is waited for', async () => {
    const running = await RunningCase.of(one('a'));
    await running.to(
      draw(
        `${ends}${task('a')}<subProcess id="w" triggeredByEvent="true"><startEvent id="ws"><messageEventDefinition messageRef="m_x"/></startEvent><endEvent id="we"/>${ways('ws>we')}</subProcess>${ways('s>a>e')}`,
        message('x'),
      ),
    );
    expect(running.state.subscriptions).toMatchObject([
      { elementId: 'ws', elementKey: running.state.rootKey, name: 'x' },
    ]);
  });

  it('a name that cannot be evaluated refuses the case, which stays as it is', async () => {
    const running = await RunningCase.of(one('a'));
    const target = await compiled(
      draw(
        `${ends}${task('a')}${told('x')}<endEvent id="l"/>${ways('s>a>e', 'b>l')}`,
        '<message id="m_x" name="= missing"/>',
      ),
    );
    expect(running.move(target)).toBe('MIGRATION_REFUSED');
    expect(running.state.subscriptions).toEqual([]);
  });

  it('an inclusive join whose last branch is gone fires at once', async () => {
    const join = (branch: string): string =>
      draw(
        `${ends}<inclusiveGateway id="f"/><inclusiveGateway id="j"/>${task('a')}${task('b')}${ways(`s>f>a>j>e`, `f>b>${branch}`)}`,
      );
    const running = (await RunningCase.of(join('j'))).complete('a');
    expect(running.state.tokens).toHaveLength(1);
    await running.to(join('e'));
    expect(running.state.tokens).toEqual([]);
    expect(running.complete('b').status).toBe('completed');
  });
});
