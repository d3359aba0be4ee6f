import { describe, expect, it } from 'vitest';
import { compileProcedure } from '../../compile/compile-procedure.ts';
import type { MigrationCode } from '../../errors.ts';
import type { Actor, Command } from '../../execute/command.ts';
import { decide } from '../../execute/decide.ts';
import type { CaseEvent } from '../../execute/event.ts';
import { evolveAll } from '../../execute/evolve.ts';
import { emptyCase, type CaseState } from '../../execute/state.ts';
import { explainHistory } from '../../history/explain.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Procedure } from '../../model/procedure.ts';
import type { MigrationMapping } from './element-map.ts';
import { planMigration } from './plan-migration.ts';

/** Given a case of one drawing and another drawing: what goes on where, what is refused and by which name, and then to the end. */

const AT = '2026-01-05T01:00:00.000Z';
const LATER = '2026-01-05T03:00:00.000Z';
const SYSTEM: Actor = { kind: 'system', id: 'system', groups: [], roles: ['system'] };
const clerk: Actor = { kind: 'user', id: 'clerk', groups: ['counter'], roles: ['officer'] };

// --- drawings --------------------------------------------------------------------------------------------------------------

const draw = (content: string, around = ''): string =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:statute="urn:motcua:statute:1" targetNamespace="urn:motcua:spec">${around}<process id="p" isExecutable="true">${content}</process></definitions>`;
/** `s>a>e`: flows with ids `s_a`, `a_e`. */
const ways = (...paths: readonly string[]): string =>
  paths
    .flatMap((path) =>
      path
        .split('>')
        .slice(1)
        .map((to, index) => [path.split('>')[index] ?? '', to]),
    )
    .map(([from, to]) => `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`)
    .join('');
const task = (id: string, more = '', groups = 'counter'): string =>
  `<userTask id="${id}"><extensionElements><zeebe:assignmentDefinition candidateGroups="${groups}"/></extensionElements>${more}</userTask>`;
const named = (id: string, name: string): string =>
  `<userTask id="${id}" name="${name}"><extensionElements><zeebe:assignmentDefinition candidateGroups="counter"/></extensionElements></userTask>`;
const service = (id: string, type = 'work'): string =>
  `<serviceTask id="${id}"><extensionElements><zeebe:taskDefinition type="${type}"/></extensionElements></serviceTask>`;
const ends = '<startEvent id="s"/><endEvent id="e"/>';
const fork = (...ids: readonly string[]): string => ids.map((id) => `<parallelGateway id="${id}"/>`).join('');
const timer = (id: string, host: string, duration: string, more = ''): string =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" ${more}><timerEventDefinition><timeDuration xsi:type="tFormalExpression">${duration}</timeDuration></timerEventDefinition></boundaryEvent>`;
const message = (name: string): string => `<message id="m_${name}" name="${name}"/>`;
const catchMessage = (id: string, name: string): string =>
  `<intermediateCatchEvent id="${id}"><messageEventDefinition messageRef="m_${name}"/></intermediateCatchEvent>`;
const one = (id: string): string => draw(ends + task(id) + ways(`s>${id}>e`));

async function compiled(xml: string): Promise<Procedure> {
  const result = await compileProcedure(xml);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message: text }) => text).join('\n'));
  return result.procedure;
}

// --- a case ----------------------------------------------------------------------------------------------------------------

type Asked<C = Command> = C extends Command ? Omit<C, 'caseId' | 'at' | 'by'> : never;

/** A case that is worked on, and moved from version to version. */
class Running {
  procedure: Procedure;
  state: CaseState;
  events: readonly CaseEvent[];
  at = AT;

  constructor(procedure: Procedure, state: CaseState, events: readonly CaseEvent[]) {
    this.procedure = procedure;
    this.state = state;
    this.events = events;
  }

  static async of(xml: string, variables: JsonObject = {}): Promise<Running> {
    const procedure = await compiled(xml);
    const { mainProcessId: processId } = procedure;
    const decision = decide(procedure, undefined, {
      type: 'StartCase',
      caseId: 'c',
      at: AT,
      by: SYSTEM,
      processId,
      variables,
      enforceForm: false,
    });
    if (!decision.ok) throw new Error(decision.rejection.message);
    return new Running(procedure, decision.state, decision.events);
  }

  ask(asked: Asked, by: Actor = SYSTEM): string | undefined {
    const decision = decide(this.procedure, this.state, { ...asked, caseId: 'c', at: this.at, by } as Command);
    if (!decision.ok) return decision.rejection.code;
    this.state = decision.state;
    this.events = [...this.events, ...decision.events];
    // What is replayed is what lives, whatever happened.
    expect(evolveAll(emptyCase('c'), this.events)).toEqual(this.state);
    return undefined;
  }

  complete(...elementIds: readonly string[]): this {
    for (const id of elementIds) {
      const open = this.state.tasks.find(({ elementId }) => elementId === id);
      if (open === undefined) throw new Error(`no task ${id}`);
      expect(
        this.ask({ type: 'CompleteUserTask', taskKey: open.key, submission: {}, enforceForm: false }),
      ).toBeUndefined();
    }
    return this;
  }

  work(): this {
    for (const { key } of this.state.jobs) {
      expect(this.ask({ type: 'CompleteJob', jobKey: key, variables: {} })).toBeUndefined();
    }
    return this;
  }

  plan(target: Procedure, mapping?: MigrationMapping) {
    return planMigration(this.procedure, target, this.state, mapping);
  }

  /** Codes of the refusals. */
  async refusals(xml: string, mapping?: MigrationMapping): Promise<readonly MigrationCode[]> {
    const target = await compiled(xml);
    const plan = this.plan(target, mapping);
    const codes = plan.findings.filter(({ severity }) => severity === 'refusal').map(({ code }) => code);
    // What the planner refuses, the command refuses, and leaves everything as it was.
    const before = this.state;
    if (codes.length > 0) expect(this.move(target, mapping)).toBe('MIGRATION_REFUSED');
    expect(this.state).toEqual(before);
    return codes;
  }

  move(target: Procedure, mapping?: MigrationMapping): string | undefined {
    const refused = this.ask({
      type: 'MigrateCase',
      target,
      act: 'ND-1#2',
      ground: 'Chuyển tiếp theo nghị định',
      order: { preparedBy: 'a', approvedBy: 'b' },
      ...(mapping === undefined ? {} : { mapping }),
    });
    if (refused === undefined) this.procedure = target;
    return refused;
  }

  /** Moves and gives back what happened. */
  async to(xml: string, mapping?: MigrationMapping): Promise<readonly CaseEvent[]> {
    const before = this.events.length;
    const target = await compiled(xml);
    this.at = LATER;
    expect(this.plan(target, mapping).findings.filter(({ severity }) => severity === 'refusal')).toEqual([]);
    expect(this.move(target, mapping)).toBeUndefined();
    expect(this.state.procedureDigest).toBe(target.digest);
    return this.events.slice(before);
  }

  get standsAt(): readonly string[] {
    return this.state.elements.filter(({ type }) => type !== 'process').map(({ elementId }) => elementId);
  }

  get status(): string {
    return this.state.status;
  }
}

const typesOf = (events: readonly CaseEvent[]): readonly string[] => events.map(({ type }) => type);

// --- where things go ---------------------------------------------------------------------------------------------------------

describe('what is the same goes on', () => {
  it('a task of the same id, under new words and a step more behind it, to the end', async () => {
    const running = await Running.of(one('a'));
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
    const running = await Running.of(one('a'));
    const [open] = running.state.tasks;
    expect(running.ask({ type: 'ClaimUserTask', taskKey: open?.key ?? 0 }, clerk)).toBeUndefined();
    await running.to(one('z'), { a: 'z' });
    expect(running.state.tasks).toMatchObject([
      { key: open?.key, elementId: 'z', assignee: 'clerk', status: 'claimed' },
    ]);
    expect(running.complete('z').status).toBe('completed');
  });

  it('an element of the same kind and name is suggested, never taken', async () => {
    const running = await Running.of(draw(ends + named('a', 'Thẩm tra') + ways('s>a>e')));
    const plan = running.plan(await compiled(draw(ends + named('z', 'Thẩm tra') + ways('s>z>e'))));
    expect(plan.findings).toMatchObject([{ code: 'ELEMENT_REMOVED', elementId: 'a', suggestion: 'z' }]);
  });

  it('what the analyst gave away is not the same any more', async () => {
    const both = await Running.of(draw(ends + fork('f', 'j') + task('a') + task('b') + ways('s>f>a>j>e', 'f>b>j')));
    const swapped = draw(ends + fork('f', 'j') + task('a') + task('b') + ways('s>f>a>j>e', 'f>b>j') + task('x'));
    expect(await both.refusals(swapped, { a: 'b' })).toContain('ELEMENT_REMOVED');
    await both.to(swapped, { a: 'b', b: 'a' });
    expect(both.complete('a', 'b').status).toBe('completed');
  });

  it('asked again, nothing happens; a version that draws alike changes nothing but its name', async () => {
    const running = await Running.of(one('a'));
    const { tasks, elements, variables } = running.state;
    await running.to(`${one('a')}<!-- another file -->`);
    expect(running.state).toMatchObject({ tasks, elements, variables });
    const seen = running.events.length;
    expect(running.move(running.procedure)).toBeUndefined();
    expect(running.events.length).toBe(seen);
  });

  it('work that is out with a worker stays as it was given out, and is told', async () => {
    const running = await Running.of(draw(ends + service('a') + ways('s>a>e')));
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
    const running = await Running.of(stuck('= no'), { no: false });
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
    const running = await Running.of(called(ways('s2>t>e2')));
    expect(running.standsAt).toEqual(['a', 't']);
    await running.to(called(task('u') + ways('s2>t>u>e2')));
    expect(running.complete('t', 'u').status).toBe('completed');
  });
});

// --- what is refused -----------------------------------------------------------------------------------------------------------

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
    const running = await Running.of(before);
    expect(running.status).toBe('active');
    expect(await running.refusals(after, mapping)).toContain(code);
  });

  it('JOIN_CHANGED and FLOW_REMOVED: a join that holds a token', async () => {
    const forked = ends + fork('f', 'j') + task('a') + task('b');
    const running = (await Running.of(draw(forked + ways('s>f>a>j>e', 'f>b>j')))).complete('a');
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
    const running = (await Running.of(drawnWith('h', true))).complete('a');
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
    const running = await Running.of(withdrawal(''));
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
    const running = await Running.of(circle);
    expect(running.state.incidents).toMatchObject([{ phase: 'work' }]);
    expect(await running.refusals(`${circle}<!-- v2 -->`)).toContain('WORK_UNFINISHED');
    const other = await Running.of(one('a'));
    const target = await compiled(one('a') + '<!-- v2 -->');
    const order = { type: 'MigrateCase', target, act: 'ND-1', ground: 'x' } as const;
    expect(other.ask({ ...order, act: ' ' })).toBe('MIGRATION_ACT_REQUIRED');
    expect(other.ask({ ...order, ground: ' . ' })).toBe('REASON_REQUIRED');
    expect(other.ask({ ...order, order: { preparedBy: 'a', approvedBy: 'a' } })).toBe('MIGRATION_SECOND_PERSON');
  });
});

// --- waits ---------------------------------------------------------------------------------------------------------------------

describe('waits', () => {
  const guarded = (event: string, more = ''): string =>
    draw(`${ends}${task('a')}${event}<endEvent id="l"/>${ways('s>a>e', 'b>l')}${more}`, message('x') + message('y'));
  const rings = (id: string, duration: string): string =>
    timer('b', 'a', duration, 'cancelActivity="false"').replace('id="b"', `id="${id}"`);
  const told = (name: string): string =>
    `<boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><messageEventDefinition messageRef="m_${name}"/></boundaryEvent>`;

  it('a kept timer keeps its time, also where it is written otherwise, which is told', async () => {
    const running = await Running.of(guarded(rings('b', 'PT1H')));
    const [before] = running.state.timers;
    const target = await compiled(guarded(rings('b', 'PT9H')));
    expect(running.plan(target).findings).toMatchObject([{ code: 'TIMER_KEPT' }]);
    expect(typesOf(await running.to(guarded(rings('b', 'PT9H'))))).toEqual(['CaseMigrated']);
    expect(running.state.timers).toEqual([before]);
  });

  it('a new event is armed, a removed one is disarmed', async () => {
    const running = await Running.of(guarded(rings('b', 'PT1H')));
    const events = await running.to(
      draw(`${ends}${task('a')}${rings('n', 'PT2H')}<endEvent id="l"/>${ways('s>a>e', 'n>l')}`),
    );
    expect(typesOf(events)).toEqual(['TimerCancelled', 'CaseMigrated', 'TimerScheduled']);
    expect(running.state.timers).toMatchObject([{ elementId: 'n', dueAt: '2026-01-05T05:00:00.000Z' }]);
  });

  it('one that has rung does not ring again', async () => {
    const running = await Running.of(guarded(rings('b', 'PT1H')));
    running.at = LATER;
    expect(running.ask({ type: 'FireTimer', timerKey: running.state.timers[0]?.key ?? 0 })).toBeUndefined();
    await running.to(guarded(rings('b', 'PT9H')));
    expect(running.state.timers).toEqual([]);
  });

  it('another message is waited for anew; another kind of event too, at a boundary', async () => {
    const running = await Running.of(guarded(told('x')));
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
    const running = await Running.of(guarded(rings('b', 'PT1H')));
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
    const running = await Running.of(choice('c2'));
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
    const running = await Running.of(one('a'));
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
    const running = await Running.of(one('a'));
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
    const running = (await Running.of(join('j'))).complete('a');
    expect(running.state.tokens).toHaveLength(1);
    await running.to(join('e'));
    expect(running.state.tokens).toEqual([]);
    expect(running.complete('b').status).toBe('completed');
  });
});

// --- people --------------------------------------------------------------------------------------------------------------------

describe('for people', () => {
  it('a task that is offered to others goes back; one offered to more stays with its holder', async () => {
    const offered = (groups: string): string => draw(ends + task('a', '', groups) + ways('s>a>e'));
    const running = await Running.of(offered('counter'));
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
    const running = await Running.of(signed('draft'));
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
    const running = await Running.of(one('b'));
    const target = draw(
      `${ends}${task('a')}${task('b')}<exclusiveGateway id="g" default="g_e"/>${task('c')}${ways('s>a>b>g', 'c>e')}<sequenceFlow id="g_e" sourceRef="g" targetRef="e"/><sequenceFlow id="g_c" sourceRef="g" targetRef="c"><conditionExpression xsi:type="tFormalExpression">= area &gt; 5</conditionExpression></sequenceFlow>`,
    );
    const findings = running.plan(await compiled(target)).findings;
    expect(findings).toMatchObject([{ code: 'STEP_NOT_DONE', targetId: 'a' }]);
    const [moved] = await running.to(target);
    expect(moved).toMatchObject({ type: 'CaseMigrated', warnings: [{ vi: expect.stringContaining('“a”') as string }] });
  });

  it('history tells it, and each event in the words of its own version', async () => {
    const running = await Running.of(draw(ends + named('a', 'Thẩm tra') + ways('s>a>e')));
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
