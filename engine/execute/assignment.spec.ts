import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileProcedure } from '../compile/compile-procedure.ts';
import type { Procedure } from '../model/procedure.ts';
import type { AssignmentRule } from '../model/statute.ts';
import { hexDigest, sha256 } from '../history/sha256.ts';
import type { Actor, Command, StaffList, StaffMember } from './command.ts';
import { allowedCommands } from './commands/task-rules.ts';
import { decide, type Decision } from './decide.ts';
import type { CaseEvent } from './event.ts';
import type { CaseState } from './state.ts';

/** Steps that are given out by rule: to whom, how it is recorded, and that nobody picks. */

const AT = '2026-01-05T01:00:00.000Z';
const SYSTEM: Actor = { kind: 'system', id: 'system', groups: [], roles: [] };

const member = (id: string, more: Partial<StaffMember> = {}): StaffMember => ({
  id,
  groups: ['desk'],
  openTasks: 0,
  turns: {},
  ...more,
});
const office = (...members: readonly StaffMember[]): StaffList => ({ members, seed: '00ff' });
const person = (id: string, more: Partial<Actor> = {}): Actor => ({
  kind: 'user',
  id,
  groups: ['desk'],
  roles: ['officer'],
  ...more,
});
const THREE = office(member('an'), member('binh'), member('chi'));

async function procedureWith(rule: AssignmentRule, body: 'one' | 'two' | 'draft-sign' = 'one'): Promise<Procedure> {
  const desk = '<zeebe:assignmentDefinition candidateGroups="desk"/>';
  const task = (id: string, more = ''): string =>
    `<userTask id="${id}"><extensionElements>${desk}<statute:assignment rule="${rule}"/>${more}</extensionElements></userTask>`;
  const flow = (from: string, to: string): string =>
    `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
  const bodies = {
    one: task('t') + flow('s', 't') + flow('t', 'e'),
    two:
      `<parallelGateway id="g"/><parallelGateway id="j"/>${task('t')}${task('u')}` +
      [
        ['s', 'g'],
        ['g', 't'],
        ['g', 'u'],
        ['t', 'j'],
        ['u', 'j'],
        ['j', 'e'],
      ]
        .map(([a = '', b = '']) => flow(a, b))
        .join(''),
    'draft-sign':
      `<userTask id="draft"><extensionElements>${desk}</extensionElements></userTask>${task('sign', '<statute:separation notBy="draft"/>')}` +
      flow('s', 'draft') +
      flow('draft', 'sign') +
      flow('sign', 'e'),
  };
  const compiled = await compileProcedure(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:statute="urn:motcua:statute:1" targetNamespace="urn:motcua:spec"><process id="p" isExecutable="true"><startEvent id="s"/>${bodies[body]}<endEvent id="e"/></process></definitions>`,
  );
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled.procedure;
}

function start(procedure: Procedure, staff: StaffList | undefined, caseId = 'c'): Decision {
  return decide(procedure, undefined, {
    type: 'StartCase',
    caseId,
    at: AT,
    by: SYSTEM,
    processId: 'p',
    variables: {},
    enforceForm: false,
    ...(staff === undefined ? {} : { staff }),
  });
}

function begun(procedure: Procedure, staff: StaffList, caseId = 'c') {
  const decision = start(procedure, staff, caseId);
  if (!decision.ok) throw new Error(decision.rejection.message);
  return decision;
}

type Asked<C = Command> = C extends Command ? Omit<C, 'caseId' | 'at' | 'by'> : never;

function ask(procedure: Procedure, state: CaseState, by: Actor, asked: Asked): Decision {
  return decide(procedure, state, { at: AT, staff: THREE, ...asked, caseId: 'c', by } as Command);
}

const codeOf = (decision: Decision): string | undefined => (decision.ok ? undefined : decision.rejection.code);
const created = (events: readonly CaseEvent[]) => events.filter((event) => event.type === 'UserTaskCreated');
const holders = (state: CaseState): (string | undefined)[] => state.tasks.map(({ assignee }) => assignee);
const keyOf = ({ tasks }: CaseState): number => tasks[0]?.key ?? 0;

describe('ROUND_ROBIN', () => {
  it('gives the step to whoever has waited longest, and records the turns it looked at', async () => {
    const procedure = await procedureWith('ROUND_ROBIN');
    const staff = office(
      member('an', { turns: { t: '2026-01-02' } }),
      member('binh', { turns: { t: '2026-01-01', u: '2026-01-04' } }),
      member('chi', { turns: { t: '2026-01-03' } }),
    );
    const { events, state } = begun(procedure, staff);
    expect(holders(state)).toEqual(['binh']);
    expect(created(events)).toMatchObject([
      {
        assignee: 'binh',
        assignment: {
          rule: 'ROUND_ROBIN',
          chosen: 'binh',
          candidates: [
            { id: 'an', lastTurn: '2026-01-02' },
            { id: 'binh', lastTurn: '2026-01-01' },
            { id: 'chi', lastTurn: '2026-01-03' },
          ],
        },
      },
    ]);
  });

  it('begins with whoever had no turn yet, in the order of the staff list', async () => {
    const procedure = await procedureWith('ROUND_ROBIN');
    const staff = office(member('an', { turns: { t: '2026-01-02' } }), member('binh'), member('chi'));
    expect(holders(begun(procedure, staff).state)).toEqual(['binh']);
  });

  it('over many cases no two turns of a person lie closer than everybody else’s', async () => {
    const procedure = await procedureWith('ROUND_ROBIN');
    let members = THREE.members;
    const given: string[] = [];
    for (let round = 0; round < 9; round += 1) {
      const { events } = begun(procedure, { members, seed: '' }, `case-${String(round)}`);
      const who = created(events)[0]?.assignment?.chosen ?? '';
      given.push(who);
      members = members.map((one) => (one.id === who ? { ...one, turns: { t: `turn ${String(round)}` } } : one));
    }
    expect(given).toEqual(['an', 'binh', 'chi', 'an', 'binh', 'chi', 'an', 'binh', 'chi']);
  });
});

describe('LEAST_LOADED', () => {
  it('gives the step to whoever holds least, and counts what the command itself has given', async () => {
    const procedure = await procedureWith('LEAST_LOADED', 'two');
    const staff = office(
      member('an', { openTasks: 3 }),
      member('binh', { openTasks: 1 }),
      member('chi', { openTasks: 1 }),
    );
    expect(holders(begun(procedure, staff).state)).toEqual(['binh', 'chi']);
    const busy = office(
      member('an', { openTasks: 9 }),
      member('binh', { openTasks: 1 }),
      member('chi', { openTasks: 4 }),
    );
    expect(holders(begun(procedure, busy).state)).toEqual(['binh', 'binh']);
  });

  it('never gives to somebody who holds more than another candidate', async () => {
    const procedure = await procedureWith('LEAST_LOADED');
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 12 }), (loads) => {
        const staff = office(...loads.map((openTasks, index) => member(`m${String(index)}`, { openTasks })));
        const chosen = holders(begun(procedure, staff).state)[0];
        expect(staff.members.find(({ id }) => id === chosen)?.openTasks).toBe(Math.min(...loads));
      }),
    );
  });
});

describe('DRAW', () => {
  it('can be reckoned again from the event alone', async () => {
    const procedure = await procedureWith('DRAW');
    const { events, state } = begun(procedure, THREE);
    const [task] = created(events);
    const { assignment } = task ?? {};
    const lots = (assignment?.candidates ?? []).map(({ id, lot }) => {
      expect(lot).toBe(hexDigest(`${assignment?.seed ?? ''}:c:${String(task?.key)}:${id}`, sha256));
      return { id, lot: lot ?? '' };
    });
    expect(lots.map(({ id }) => id)).toEqual(['an', 'binh', 'chi']);
    expect(assignment?.chosen).toBe([...lots].sort((a, b) => (a.lot < b.lot ? -1 : 1))[0]?.id);
    expect(holders(state)).toEqual([assignment?.chosen]);
  });

  it('does not depend on the order of the staff list, and leaves nobody out', async () => {
    const procedure = await procedureWith('DRAW');
    const drawn = new Map<string, number>();
    for (let seed = 0; seed < 600; seed += 1) {
      const list = { ...THREE, seed: String(seed) };
      const who = holders(begun(procedure, list).state)[0] ?? '';
      expect(holders(begun(procedure, { ...list, members: [...list.members].reverse() }).state)).toEqual([who]);
      drawn.set(who, (drawn.get(who) ?? 0) + 1);
    }
    // 200 each are expected; seeds are fixed, so this is no matter of luck.
    for (const { id } of THREE.members) expect(drawn.get(id)).toBeGreaterThan(150);
  });
});

describe('a task that a rule has given out', () => {
  it('is not there for others, nor to be given back or handed on', async () => {
    const procedure = await procedureWith('ROUND_ROBIN');
    const { state } = begun(procedure, THREE);
    const taskKey = keyOf(state);
    expect(codeOf(ask(procedure, state, person('binh'), { type: 'ClaimUserTask', taskKey }))).toBe(
      'TASK_CLAIMED_BY_ANOTHER',
    );
    expect(codeOf(ask(procedure, state, person('an'), { type: 'ReleaseUserTask', taskKey }))).toBe('ASSIGNED_BY_RULE');
    const operator = person('op', { roles: ['operator'], groups: [] });
    for (const by of [person('an'), operator]) {
      const handOn = { type: 'AssignUserTask', taskKey, assignee: 'binh', assigneeGroups: ['desk'] } as const;
      expect(codeOf(ask(procedure, state, by, handOn))).toBe('ASSIGNED_BY_RULE');
    }
    expect(codeOf(ask(procedure, state, operator, { type: 'ReleaseUserTask', taskKey }))).toBe('ASSIGNED_BY_RULE');
    expect(allowedCommands(procedure, state, taskKey, person('an'))).toEqual(['CompleteUserTask']);
    expect(allowedCommands(procedure, state, taskKey, person('binh'))).toEqual([]);
  });

  it('goes to the next one when its holder declares an interest', async () => {
    const procedure = await procedureWith('ROUND_ROBIN');
    const { state } = begun(procedure, THREE);
    const declared = ask(procedure, state, person('an'), { type: 'DeclareConflict', reason: 'Người thân.' });
    if (!declared.ok) throw new Error(declared.rejection.message);
    expect(holders(declared.state)).toEqual(['binh']);
    expect(declared.events.at(-1)).toMatchObject({
      type: 'UserTaskAssigned',
      assignment: { passedOver: [{ id: 'an', why: 'CONFLICT_OF_INTEREST' }] },
    });
  });

  it('is never given to whoever may not do it', async () => {
    const procedure = await procedureWith('LEAST_LOADED', 'draft-sign');
    const { state } = begun(procedure, THREE);
    const claimed = ask(procedure, state, person('an'), { type: 'ClaimUserTask', taskKey: keyOf(state) });
    if (!claimed.ok) throw new Error(claimed.rejection.message);
    const staff = office(member('an'), member('binh', { openTasks: 7 }));
    const complete = {
      type: 'CompleteUserTask',
      taskKey: keyOf(state),
      submission: {},
      enforceForm: false,
      staff,
    } as const;
    const drafted = ask(procedure, claimed.state, person('an'), complete);
    if (!drafted.ok) throw new Error(drafted.rejection.message);
    expect(holders(drafted.state)).toEqual(['binh']);
  });

  it('needs a staff list: without one the command is refused, not guessed', async () => {
    expect(codeOf(start(await procedureWith('DRAW'), undefined))).toBe('STAFF_MISSING');
  });

  it('waits for its candidates when nobody is there, and the rule is asked again when one of them comes', async () => {
    const procedure = await procedureWith('ROUND_ROBIN');
    const { events, state } = begun(procedure, office(member('an', { away: {} })));
    expect(created(events)[0]).toMatchObject({
      assignment: { candidates: [], passedOver: [{ id: 'an', why: 'AWAY' }] },
    });
    expect(holders(state)).toEqual([undefined]);
    const claim = { type: 'ClaimUserTask', taskKey: keyOf(state) } as const;
    expect(codeOf(ask(procedure, state, person('binh'), { ...claim, staff: office() }))).toBe('NOBODY_AVAILABLE');
    const staff = office(member('binh', { turns: { t: '2026' } }), member('chi'));
    const asked = ask(procedure, state, person('binh'), { ...claim, staff });
    if (!asked.ok) throw new Error(asked.rejection.message);
    expect(holders(asked.state)).toEqual(['chi']);
  });
});

describe('a deputy', () => {
  const away = office(
    member('an', { away: { deputy: 'dung' } }),
    member('dung', { groups: ['archive'], openTasks: 4 }),
  );

  it('takes the turn of who is away, and the record says on whose behalf', async () => {
    const procedure = await procedureWith('ROUND_ROBIN');
    const { events, state } = begun(procedure, away);
    expect(created(events)[0]).toMatchObject({
      assignee: 'dung',
      onBehalfOf: 'an',
      assignment: { chosen: 'an', candidates: [{ id: 'an', deputy: 'dung' }] },
    });
    const done = ask(procedure, state, person('dung', { groups: ['archive'] }), {
      type: 'CompleteUserTask',
      taskKey: keyOf(state),
      submission: {},
      enforceForm: false,
    });
    if (!done.ok) throw new Error(done.rejection.message);
    expect(done.events[0]).toMatchObject({ type: 'UserTaskCompleted', by: 'dung', onBehalfOf: 'an' });
    expect(done.state.completions).toEqual([[{ elementId: 't', by: ['dung', 'an'] }]]);
  });

  it('takes over what who is away holds, and what is offered to them', async () => {
    const procedure = await procedureWith('ROUND_ROBIN', 'draft-sign');
    const { state } = begun(procedure, THREE);
    const taskKey = keyOf(state);
    const dung = person('dung', { groups: ['archive'], standsInFor: [{ id: 'an', groups: ['desk'] }] });
    const offered = ask(procedure, state, dung, { type: 'ClaimUserTask', taskKey });
    expect(offered.ok && offered.events).toMatchObject([
      { type: 'UserTaskClaimed', assignee: 'dung', onBehalfOf: 'an' },
    ]);
    const held = ask(procedure, state, person('an'), { type: 'ClaimUserTask', taskKey });
    if (!held.ok) throw new Error(held.rejection.message);
    const over = ask(procedure, held.state, dung, { type: 'ClaimUserTask', taskKey });
    expect(over.ok && over.events).toMatchObject([{ type: 'UserTaskAssigned', assignee: 'dung', onBehalfOf: 'an' }]);
    expect(codeOf(ask(procedure, held.state, person('binh'), { type: 'ClaimUserTask', taskKey }))).toBe(
      'TASK_CLAIMED_BY_ANOTHER',
    );
  });

  it('cannot do what the one who is away may not, nor the other way round: four eyes hold through delegation', async () => {
    const procedure = await procedureWith('ROUND_ROBIN', 'draft-sign');
    const { state } = begun(procedure, THREE);
    const dung = person('dung', { groups: ['archive'], standsInFor: [{ id: 'an', groups: ['desk'] }] });
    const claimed = ask(procedure, state, dung, { type: 'ClaimUserTask', taskKey: keyOf(state) });
    if (!claimed.ok) throw new Error(claimed.rejection.message);
    // Only these two and nobody else are in the office: an drafted through dung, so neither may sign.
    const complete = { type: 'CompleteUserTask', taskKey: keyOf(state), submission: {}, enforceForm: false } as const;
    const drafted = ask(procedure, claimed.state, dung, { ...complete, staff: office(member('an'), member('dung')) });
    if (!drafted.ok) throw new Error(drafted.rejection.message);
    expect(holders(drafted.state)).toEqual([undefined]);
    const claim = { type: 'ClaimUserTask', taskKey: keyOf(drafted.state) } as const;
    expect(codeOf(ask(procedure, drafted.state, person('an'), claim))).toBe('SEPARATION_OF_DUTIES');
    expect(codeOf(ask(procedure, drafted.state, { ...dung, groups: ['desk'] }, claim))).toBe('SEPARATION_OF_DUTIES');
    // A third person has an own power, but not on behalf of somebody who drafted.
    const third = person('giang', { groups: ['archive'], standsInFor: [{ id: 'an', groups: ['desk'] }] });
    expect(codeOf(ask(procedure, drafted.state, third, claim))).toBe('SEPARATION_OF_DUTIES');
  });

  it('is passed over when away too', async () => {
    const procedure = await procedureWith('ROUND_ROBIN');
    const staff = office(member('an', { away: { deputy: 'binh' } }), member('binh', { away: {} }), member('chi'));
    expect(holders(begun(procedure, staff).state)).toEqual(['chi']);
  });
});
