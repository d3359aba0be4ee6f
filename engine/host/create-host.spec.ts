import { describe, expect, it } from 'vitest';
import { createHost, RejectionError, type Host } from './index.ts';

/** The host as its callers see it. What runs in it is in tests/conformance. */

const file = (content: string): string =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:motcua:spec"><message id="a" name="a"/><message id="b" name="b"/>${content}</definitions>`;
const flow = (source: string, target: string): string =>
  `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`;
const process = (id: string, start = '<startEvent id="s"/>'): string =>
  file(
    `<process id="${id}" isExecutable="true">${start}<userTask id="t"/><endEvent id="e"/>${flow('s', 't')}${flow('t', 'e')}</process>`,
  );
const timerStart = (cycle: string): string =>
  `<startEvent id="s"><timerEventDefinition><timeCycle>${cycle}</timeCycle></timerEventDefinition></startEvent>`;
const together =
  '<startEvent id="s" parallelMultiple="true"><messageEventDefinition messageRef="a"/><messageEventDefinition messageRef="b"/></startEvent>';

const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof RejectionError) return error.code;
    throw error;
  }
};
const restored = (host: Host): Host => createHost({ from: JSON.stringify(host.snapshot()) });

describe('deploy', () => {
  it('takes a text, files by path, and a list of files', async () => {
    const host = createHost();
    expect(await host.deploy(process('p'))).toMatchObject({ ok: true, processIds: ['p'] });
    const several = { 'one.bpmn': process('q'), 'two.bpmn': process('r') };
    expect(await host.deploy(several)).toMatchObject({ ok: true, processIds: ['q', 'r'] });
    expect(
      await host.deploy([
        { name: 'x.bpmn', content: process('x') },
        { path: 'y.bpmn', xml: process('y') },
      ]),
    ).toMatchObject({
      ok: true,
      processIds: ['x', 'y'],
    });
    for (const id of ['p', 'q', 'r', 'x', 'y']) expect(host.instance(host.start(id)).waiting).toEqual(['t']);
  });

  it('refuses what does not verify, and deploys nothing of it', async () => {
    const host = createHost();
    const refused = await host.deploy({ 'good.bpmn': process('p'), 'bad.bpmn': 'no BPMN' });
    expect(refused.ok).toBe(false);
    expect(refused.diagnostics.map(({ severity }) => severity)).toContain('error');
    expect(codeOf(() => host.start('p'))).toBe('PROCESS_NOT_FOUND');
  });

  it('never changes a case that runs: a new version is for new cases', async () => {
    const host = createHost();
    await host.deploy(process('p'));
    const old = host.start('p');
    await host.deploy(process('p').replaceAll('"t"', '"u"').replaceAll('s_t', 's_u').replaceAll('t_e', 'u_e'));
    expect(host.instance(host.start('p')).waiting).toEqual(['u']);
    host.completeTask(old, 't');
    expect(host.instance(old).state).toBe('completed');
  });

  it('replaces the schedule of timer start events, and forgets what came for a start event that is no more', async () => {
    const host = createHost();
    await host.deploy(process('p', timerStart('R/PT1H')));
    await host.deploy(process('q', together));
    host.message('a');
    await host.deploy(process('p', timerStart('R1/PT3H')));
    await host.deploy(process('q', together));
    host.message('b');
    host.advance(5 * 3_600_000);
    expect(host.instances().map(({ processId }) => processId)).toEqual(['p']);
  });
});

describe('the virtual clock', () => {
  it.each([
    ['a Date', new Date('2026-11-24T01:00:00Z')],
    ['a text', '2026-11-24T08:00:00+07:00'],
    ['milliseconds', Date.UTC(2026, 10, 24, 1)],
    ['a function', () => new Date('2026-11-24T01:00:00Z')],
  ])('begins where %s says, and moves only when told', (_, now) => {
    const host = createHost({ now });
    expect(host.now().toISOString()).toBe('2026-11-24T01:00:00.000Z');
    host.advance(1_000);
    expect(host.now().toISOString()).toBe('2026-11-24T01:00:01.000Z');
  });

  it('does not begin at no time', () => {
    expect(() => createHost({ now: 'tomorrow' })).toThrow(RangeError);
  });

  it('begins where it is told', () => {
    expect(createHost().now().toISOString()).toBe('2026-01-05T01:00:00.000Z');
    for (const now of [new Date('2027-03-01T00:00:00Z'), '2027-03-01T00:00:00Z', Date.UTC(2027, 2, 1)])
      expect(createHost({ now }).now().toISOString()).toBe('2027-03-01T00:00:00.000Z');
  });

  it('moves on by what is asked, and stamps what happens with its time', async () => {
    const host = createHost();
    await host.deploy(process('p', timerStart('R2/PT1H')));
    host.advance(90 * 60_000);
    expect(host.now().toISOString()).toBe('2026-01-05T02:30:00.000Z');
    expect(host.history().map(({ at }) => at)).toEqual(Array(3).fill('2026-01-05T02:00:00.000Z'));
  });
});

describe('a refused call', () => {
  it('throws an error with a stable code, and changes nothing', async () => {
    const host = createHost();
    await host.deploy(process('p'));
    const id = host.start('p');
    const before = host.snapshot();
    expect(codeOf(() => host.instance('nobody'))).toBe('CASE_NOT_FOUND');
    expect(codeOf(() => host.events('nobody'))).toBe('CASE_NOT_FOUND');
    expect(codeOf(() => host.completeTask(id, 'nowhere'))).toBe('NOTHING_WAITS_HERE');
    expect(codeOf(() => host.fire(id, 'nowhere'))).toBe('NOTHING_WAITS_HERE');
    expect(codeOf(() => host.start('p', {}, { startEventId: 't' }))).toBe('START_EVENT_NOT_FOUND');
    expect(codeOf(() => host.resolveIncident(id, 99))).toBe('INCIDENT_NOT_FOUND');
    expect(host.snapshot()).toEqual(before);
    host.completeTask(id, 't');
    expect(codeOf(() => host.completeTask(id, 't'))).toBe('CASE_ENDED');
  });
});

describe('a snapshot', () => {
  it('goes on with clock, schedules, timers, buffered and held messages, history and numbers', async () => {
    const host = createHost({ stepBudget: 50 });
    await host.deploy(process('p', timerStart('R/PT1H')));
    await host.deploy(process('q', together));
    host.message('a', { correlationKey: 7, variables: { n: 1 } });
    host.message('later', { timeToLive: 3_600_000 });
    host.advance(90 * 60_000);
    const other = restored(host);
    for (const one of [host, other]) {
      one.message('b', { correlationKey: 7 });
      one.advance(60 * 60_000);
    }
    expect(other.snapshot()).toEqual(host.snapshot());
    expect(other.instances().map(({ processId }) => processId)).toEqual(['p', 'q', 'p']);
    expect(other.history()).toEqual(host.history());
  });

  it('does not change with the host it was taken from, nor the host with it', async () => {
    const host = createHost();
    await host.deploy(process('p'));
    const id = host.start('p', { list: [1] });
    const snapshot = host.snapshot();
    const text = JSON.stringify(snapshot);
    host.completeTask(id, 't', { list: [2] });
    expect(JSON.stringify(snapshot)).toBe(text);
    createHost({ from: snapshot }).completeTask(id, 't');
    expect(host.instance(id).variables).toEqual({ list: [2] });
    expect(JSON.stringify(snapshot)).toBe(text);
  });
});
