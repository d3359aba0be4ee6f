import { describe, expect, it } from 'vitest';
import { compileProcedure } from '../compile/compile-procedure.ts';
import type { JsonObject } from '../model/json.ts';
import type { BundleFiles, Procedure } from '../model/procedure.ts';
import type { Actor, Command } from './command.ts';
import { allowedCommands } from './commands/task-rules.ts';
import { decide, type Decision } from './decide.ts';
import type { CaseState } from './state.ts';

/** What `decide` refuses, one code after another: when, and when not. The token game itself is in tests/conformance. */

const AT = '2026-01-05T01:00:00.000Z';
const SYSTEM: Actor = { kind: 'system', id: 'system', groups: [], roles: [] };
const clerk: Actor = { kind: 'user', id: 'clerk', groups: ['counter'], roles: ['officer'] };
const colleague: Actor = { kind: 'user', id: 'colleague', groups: ['counter'], roles: ['officer'] };
const stranger: Actor = { kind: 'user', id: 'stranger', groups: ['archive'], roles: ['officer'] };
const operator: Actor = { kind: 'user', id: 'operator', groups: [], roles: ['operator'] };

const file = (content: string): string =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:statute="urn:motcua:statute:1" targetNamespace="urn:motcua:spec">${content}</definitions>`;
const flow = (...ids: readonly string[]): string =>
  ids
    .slice(1)
    .map((id, index) => `<sequenceFlow id="f_${ids[index]}_${id}" sourceRef="${ids[index]}" targetRef="${id}"/>`)
    .join('');
const process = (...middle: readonly (readonly [id: string, xml: string])[]): string =>
  `<process id="p" isExecutable="true"><startEvent id="s"/>${middle.map(([, xml]) => xml).join('')}<endEvent id="e"/>${flow('s', ...middle.map(([id]) => id), 'e')}</process>`;
const offered = (id: string, more = ''): readonly [string, string] => [
  id,
  `<userTask id="${id}"><extensionElements><zeebe:assignmentDefinition candidateGroups="counter"/>${more}</extensionElements></userTask>`,
];

async function procedureOf(source: string | BundleFiles): Promise<Procedure> {
  const compiled = await compileProcedure(source);
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'));
  return compiled.procedure;
}

type Asked<C = Command> = C extends Command ? Omit<C, 'caseId' | 'at' | 'by'> & { readonly at?: string } : never;

/** A case that asks one command after another, and stops at the first refusal that the test did not expect. */
class Desk {
  readonly procedure: Procedure;
  state: CaseState;

  constructor(procedure: Procedure, state: CaseState) {
    this.procedure = procedure;
    this.state = state;
  }

  static async open(source: string | BundleFiles, variables: JsonObject = {}): Promise<Desk> {
    const procedure = await procedureOf(source);
    const started = decide(procedure, undefined, start(procedure, { variables }));
    if (!started.ok) throw new Error(started.rejection.message);
    return new Desk(procedure, started.state);
  }

  ask(by: Actor, asked: Asked): Decision {
    const decision = decide(this.procedure, this.state, { at: AT, ...asked, caseId: 'c', by } as Command);
    if (decision.ok) this.state = decision.state;
    return decision;
  }

  /** The code of the refusal; undefined when the command was done. */
  code(by: Actor, asked: Asked): string | undefined {
    const decision = this.ask(by, asked);
    return decision.ok ? undefined : decision.rejection.code;
  }

  get task(): number {
    return this.state.tasks[0]?.key ?? 0;
  }
}

function start(procedure: Procedure, more: Partial<Extract<Command, { type: 'StartCase' }>>): Command {
  const { mainProcessId: processId } = procedure;
  const plain = {
    type: 'StartCase',
    caseId: 'c',
    at: AT,
    by: SYSTEM,
    processId,
    variables: {},
    enforceForm: false,
  } as const;
  return { ...plain, ...more };
}

const claim = (taskKey: number): Asked => ({ type: 'ClaimUserTask', taskKey });
const release = (taskKey: number): Asked => ({ type: 'ReleaseUserTask', taskKey });
const assign = (taskKey: number, { id: assignee, groups: assigneeGroups }: Actor): Asked => ({
  type: 'AssignUserTask',
  taskKey,
  assignee,
  assigneeGroups,
});
const complete = (taskKey: number, submission: JsonObject = {}, enforceForm = false): Asked => ({
  type: 'CompleteUserTask',
  taskKey,
  submission,
  enforceForm,
});

const oneTask = file(process(offered('t')));

describe('a user task', () => {
  it('is claimed, released, claimed by another and completed', async () => {
    const desk = await Desk.open(oneTask);
    expect(desk.code(clerk, claim(desk.task))).toBeUndefined();
    expect(desk.code(clerk, release(desk.task))).toBeUndefined();
    expect(desk.state.tasks[0]?.assignee).toBeUndefined();
    expect(desk.code(colleague, claim(desk.task))).toBeUndefined();
    expect(desk.code(colleague, complete(desk.task, { a: 1 }))).toBeUndefined();
    expect(desk.state).toMatchObject({
      status: 'completed',
      variables: { a: 1 },
      completions: [[{ elementId: 't', by: ['colleague'] }]],
    });
  });

  it('is claimed twice by the same officer without a second event', async () => {
    const desk = await Desk.open(oneTask);
    desk.ask(clerk, claim(desk.task));
    expect(desk.ask(clerk, claim(desk.task))).toMatchObject({ ok: true, events: [] });
  });

  it('offers what it would accept', async () => {
    const desk = await Desk.open(oneTask);
    const may = (actor: Actor): readonly string[] => allowedCommands(desk.procedure, desk.state, desk.task, actor);
    expect(may(clerk)).toEqual(['ClaimUserTask', 'AssignUserTask']);
    expect(may(stranger)).toEqual([]);
    expect(may(operator)).toEqual(['AssignUserTask']);
    desk.ask(clerk, claim(desk.task));
    expect(may(clerk)).toEqual(['ReleaseUserTask', 'AssignUserTask', 'CompleteUserTask']);
    expect(may(colleague)).toEqual(['AssignUserTask']);
    for (const actor of [clerk, colleague, stranger, operator]) {
      const asked: Readonly<Record<string, Asked>> = {
        ClaimUserTask: claim(desk.task),
        ReleaseUserTask: release(desk.task),
        AssignUserTask: assign(desk.task, colleague),
        CompleteUserTask: complete(desk.task),
      };
      const state = desk.state;
      const accepted = Object.keys(asked).filter((type) => {
        desk.state = state;
        return desk.code(actor, asked[type] ?? claim(0)) === undefined;
      });
      desk.state = state;
      // Claiming what one holds is accepted, and is no button.
      expect(accepted.filter((type) => !(actor === clerk && type === 'ClaimUserTask')).sort()).toEqual(
        [...may(actor)].sort(),
      );
    }
  });
});

describe('NOT_A_CANDIDATE', () => {
  it('refuses a claim by someone to whom the task is not offered', async () => {
    const desk = await Desk.open(oneTask);
    expect(desk.code(stranger, claim(desk.task))).toBe('NOT_A_CANDIDATE');
  });

  it('refuses an assignment by, and to, someone who is no candidate; an operator may assign to one who is', async () => {
    const desk = await Desk.open(oneTask);
    expect(desk.code(stranger, assign(desk.task, clerk))).toBe('NOT_A_CANDIDATE');
    expect(desk.code(operator, assign(desk.task, stranger))).toBe('NOT_A_CANDIDATE');
    expect(desk.code(operator, assign(desk.task, clerk))).toBeUndefined();
    expect(desk.state.tasks[0]).toMatchObject({ status: 'claimed', assignee: 'clerk' });
  });

  it('lets anyone claim what is offered to nobody in particular', async () => {
    const desk = await Desk.open(file(process(['t', '<userTask id="t"/>'])));
    expect(desk.code(stranger, claim(desk.task))).toBeUndefined();
  });
});

describe('TASK_NOT_CLAIMED', () => {
  it('refuses to complete what nobody holds', async () => {
    const desk = await Desk.open(oneTask);
    expect(desk.code(clerk, complete(desk.task))).toBe('TASK_NOT_CLAIMED');
  });

  it('lets the in-memory host complete without a claim', async () => {
    const desk = await Desk.open(oneTask);
    expect(desk.code(SYSTEM, complete(desk.task))).toBeUndefined();
  });
});

describe('TASK_CLAIMED_BY_ANOTHER', () => {
  it('refuses every hand but the holder’s; an operator may take the task back', async () => {
    const desk = await Desk.open(oneTask);
    desk.ask(clerk, claim(desk.task));
    expect(desk.code(colleague, claim(desk.task))).toBe('TASK_CLAIMED_BY_ANOTHER');
    expect(desk.code(colleague, release(desk.task))).toBe('TASK_CLAIMED_BY_ANOTHER');
    expect(desk.code(colleague, complete(desk.task))).toBe('TASK_CLAIMED_BY_ANOTHER');
    expect(desk.code(operator, release(desk.task))).toBeUndefined();
  });
});

describe('TASK_NOT_FOUND', () => {
  it('refuses a task that was completed or never was', async () => {
    const desk = await Desk.open(file(process(offered('t'), offered('u'))));
    const key = desk.task;
    desk.ask(clerk, claim(key));
    desk.ask(clerk, complete(key));
    for (const asked of [claim(key), release(key), assign(key, clerk), complete(key), claim(999)])
      expect(desk.code(clerk, asked)).toBe('TASK_NOT_FOUND');
  });
});

describe('SEPARATION_OF_DUTIES', () => {
  const twoSteps = file(process(offered('t'), offered('u', '<statute:separation notBy="t"/>')));

  it('refuses the second step to whoever completed the first, on claim and on assignment', async () => {
    const desk = await Desk.open(twoSteps);
    desk.ask(clerk, claim(desk.task));
    desk.ask(clerk, complete(desk.task));
    expect(desk.code(clerk, claim(desk.task))).toBe('SEPARATION_OF_DUTIES');
    expect(desk.code(operator, assign(desk.task, clerk))).toBe('SEPARATION_OF_DUTIES');
    expect(allowedCommands(desk.procedure, desk.state, desk.task, clerk)).not.toContain('ClaimUserTask');
    expect(desk.code(colleague, claim(desk.task))).toBeUndefined();
    expect(desk.code(colleague, complete(desk.task))).toBeUndefined();
  });

  it('refuses the completion too, where the task was held before the other step was done', async () => {
    const parallel = file(
      `<process id="p" isExecutable="true"><startEvent id="s"/><parallelGateway id="g"/>${offered('t')[1]}${offered('u', '<statute:separation notBy="t"/>')[1]}<endEvent id="e"/><endEvent id="f"/>${flow('s', 'g', 't', 'e')}${flow('g', 'u', 'f')}</process>`,
    );
    const desk = await Desk.open(parallel);
    const [t, u] = desk.state.tasks.map(({ key }) => key);
    desk.ask(clerk, claim(u ?? 0));
    desk.ask(clerk, claim(t ?? 0));
    desk.ask(clerk, complete(t ?? 0));
    expect(desk.code(clerk, complete(u ?? 0))).toBe('SEPARATION_OF_DUTIES');
  });
});

describe('a declared conflict of interest', () => {
  const source = file(
    process(offered('t'), [
      'u',
      '<userTask id="u"><extensionElements><zeebe:assignmentDefinition assignee="clerk" candidateGroups="counter"/></extensionElements></userTask>',
    ]),
  );

  it('passes over whom the model names for a later step: its candidates are asked', async () => {
    const desk = await Desk.open(source);
    expect(desk.code(clerk, { type: 'DeclareConflict', reason: 'a relative' })).toBeUndefined();
    desk.ask(colleague, claim(desk.task));
    desk.ask(colleague, complete(desk.task));
    expect(desk.state.tasks).toMatchObject([{ elementId: 'u', candidateGroups: ['counter'] }]);
    expect(desk.state.tasks[0]?.assignee).toBeUndefined();
  });

  it('of somebody else does not', async () => {
    const desk = await Desk.open(source);
    expect(desk.code(stranger, { type: 'DeclareConflict', reason: 'a relative' })).toBeUndefined();
    desk.ask(colleague, claim(desk.task));
    desk.ask(colleague, complete(desk.task));
    expect(desk.state.tasks[0]?.assignee).toBe('clerk');
  });
});

describe('FORM_INVALID', () => {
  const form = JSON.stringify({
    id: 'f',
    type: 'default',
    schemaVersion: 19,
    components: [
      { id: 'a', type: 'textfield', key: 'subject', label: 'Subject', validate: { required: true, minLength: 3 } },
    ],
  });
  const withForm = {
    'p.bpmn': file(process(offered('t', '<zeebe:formDefinition formId="f"/>'))),
    'f.form': form,
  };

  it('refuses what the form does not allow, and says which field', async () => {
    const desk = await Desk.open(withForm);
    desk.ask(clerk, claim(desk.task));
    const decision = desk.ask(clerk, complete(desk.task, { subject: 'x' }, true));
    expect(decision).toMatchObject({
      ok: false,
      rejection: { code: 'FORM_INVALID', details: { formId: 'f', findings: [{ path: '/subject' }] } },
    });
    expect(desk.state.tasks).toHaveLength(1);
  });

  it('stores what the form accepted, and refuses what it does not hold', async () => {
    const desk = await Desk.open(withForm);
    desk.ask(clerk, claim(desk.task));
    const smuggled = complete(desk.task, { subject: 'Permit', smuggled: true }, true);
    expect(desk.code(clerk, smuggled)).toBe('FORM_INVALID');
    expect(desk.code(clerk, complete(desk.task, { subject: 'Permit' }, true))).toBeUndefined();
    expect(desk.state.variables).toEqual({ subject: 'Permit' });
  });

  it('enforces the start form when it is asked to', async () => {
    const procedure = await procedureOf({
      'p.bpmn': file(
        `<process id="p" isExecutable="true"><startEvent id="s"><extensionElements><zeebe:formDefinition formId="f"/></extensionElements></startEvent><endEvent id="e"/>${flow('s', 'e')}</process>`,
      ),
      'f.form': form,
    });
    const bad = start(procedure, { enforceForm: true });
    expect(decide(procedure, undefined, bad)).toMatchObject({ ok: false, rejection: { code: 'FORM_INVALID' } });
    const good = start(procedure, { enforceForm: true, variables: { subject: 'Permit' } });
    expect(decide(procedure, undefined, good)).toMatchObject({ ok: true, state: { variables: { subject: 'Permit' } } });
  });
});

describe('STALE_VERSION', () => {
  it('refuses a command about a case that has moved on, with both numbers', async () => {
    const desk = await Desk.open(oneTask);
    const expectedVersion = desk.state.version;
    const asked = { ...claim(desk.task), expectedVersion };
    expect(desk.code(clerk, asked)).toBeUndefined();
    const stale = desk.ask(clerk, { ...release(desk.task), expectedVersion });
    expect(stale).toMatchObject({
      ok: false,
      rejection: { code: 'STALE_VERSION', details: { expected: expectedVersion, actual: desk.state.version } },
    });
  });
});

describe('CASE_ENDED', () => {
  it('refuses everything once the case has ended', async () => {
    const desk = await Desk.open(oneTask);
    const key = desk.task;
    desk.ask(SYSTEM, { type: 'CancelCase', reason: 'entered twice' });
    expect(desk.state.status).toBe('cancelled');
    const everything: readonly Asked[] = [
      claim(key),
      complete(key),
      { type: 'SetVariables', variables: {} },
      { type: 'CancelCase', reason: 'again' },
      { type: 'WithdrawCase', reason: 'again' },
      { type: 'FireTimer', timerKey: 1 },
      { type: 'CorrelateMessage', subscriptionKey: 1, messageId: 'm', variables: {} },
      { type: 'CompleteJob', jobKey: 1, variables: {} },
      { type: 'ResolveIncident', incidentKey: 1 },
    ];
    for (const asked of everything) expect(desk.code(SYSTEM, asked)).toBe('CASE_ENDED');
  });
});

describe('CASE_NOT_FOUND, CASE_ALREADY_EXISTS', () => {
  it('refuse a command without a case, and a second start of one', async () => {
    const desk = await Desk.open(oneTask);
    const asked: Command = { type: 'ClaimUserTask', taskKey: 1, caseId: 'c', at: AT, by: clerk };
    expect(decide(desk.procedure, undefined, asked)).toMatchObject({ rejection: { code: 'CASE_NOT_FOUND' } });
    const again = start(desk.procedure, {});
    expect(decide(desk.procedure, desk.state, again)).toMatchObject({ rejection: { code: 'CASE_ALREADY_EXISTS' } });
  });
});

describe('PROCESS_NOT_FOUND, START_EVENT_NOT_FOUND', () => {
  it('refuse a start where nothing starts, and say where something does', async () => {
    const procedure = await procedureOf(oneTask);
    const nowhere = start(procedure, { processId: 'q' });
    expect(decide(procedure, undefined, nowhere)).toMatchObject({ rejection: { code: 'PROCESS_NOT_FOUND' } });
    for (const startEventId of ['x', 't', 'e']) {
      const wrong = decide(procedure, undefined, start(procedure, { startEventId }));
      expect(wrong).toMatchObject({
        rejection: { code: 'START_EVENT_NOT_FOUND', message: expect.stringContaining("'s'") },
      });
    }
  });
});

describe('CALENDAR_MISSING', () => {
  const limited = file(process(offered('t', '<statute:timeLimit value="2" unit="WORKING_DAY" basis="x"/>')));
  const day = [{ from: '08:00', to: '17:00' }];
  const calendar = {
    id: 'office',
    timeZone: 'Asia/Ho_Chi_Minh',
    week: { 1: day, 2: day, 3: day, 4: day, 5: day },
    exceptions: {},
  };

  it('refuses to move a token where limits are counted and no calendar is brought', async () => {
    const procedure = await procedureOf(limited);
    expect(decide(procedure, undefined, start(procedure, {}))).toMatchObject({
      rejection: { code: 'CALENDAR_MISSING' },
    });
  });

  it('reckons the due date with one; a claim needs none', async () => {
    const procedure = await procedureOf(limited);
    const started = decide(procedure, undefined, start(procedure, { calendar }));
    if (!started.ok) throw new Error(started.rejection.message);
    expect(started.state.tasks[0]?.dueAt).toBe('2026-01-07T10:00:00.000Z');
    const desk = new Desk(procedure, started.state);
    expect(desk.code(clerk, claim(desk.task))).toBeUndefined();
    expect(desk.code(clerk, complete(desk.task))).toBe('CALENDAR_MISSING');
  });
});

describe('TIMER_NOT_DUE, TIMER_NOT_FOUND', () => {
  const timed = file(
    process([
      'c',
      '<intermediateCatchEvent id="c"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>',
    ]),
  );

  it('refuse a timer before its time and after it has fired', async () => {
    const desk = await Desk.open(timed);
    const timerKey = desk.state.timers[0]?.key ?? 0;
    const early = desk.ask(SYSTEM, { type: 'FireTimer', timerKey, at: '2026-01-05T01:59:59.999Z' });
    expect(early).toMatchObject({
      rejection: { code: 'TIMER_NOT_DUE', details: { dueAt: '2026-01-05T02:00:00.000Z' } },
    });
    expect(desk.code(SYSTEM, { type: 'FireTimer', timerKey: 999 })).toBe('TIMER_NOT_FOUND');
    expect(desk.code(SYSTEM, { type: 'FireTimer', timerKey, at: '2026-01-05T02:00:00.000Z' })).toBeUndefined();
    expect(desk.state.status).toBe('completed');
  });
});

describe('JOB_NOT_FOUND, TRANSITION_NOT_ALLOWED', () => {
  it('refuse a job that is not there, and one that has failed for good', async () => {
    const desk = await Desk.open(file(process(['w', '<serviceTask id="w"/>'])));
    const jobKey = desk.state.jobs[0]?.key ?? 0;
    expect(desk.code(SYSTEM, { type: 'CompleteJob', jobKey: 999, variables: {} })).toBe('JOB_NOT_FOUND');
    desk.ask(SYSTEM, { type: 'FailJob', jobKey, retries: 0, message: 'no connection' });
    expect(desk.code(SYSTEM, { type: 'CompleteJob', jobKey, variables: {} })).toBe('TRANSITION_NOT_ALLOWED');
    const incidentKey = desk.state.incidents[0]?.key ?? 0;
    expect(desk.code(SYSTEM, { type: 'ResolveIncident', incidentKey, retries: 2 })).toBeUndefined();
    expect(desk.state.jobs[0]).toMatchObject({ status: 'created', retries: 2 });
    expect(desk.code(SYSTEM, { type: 'CompleteJob', jobKey, variables: {} })).toBeUndefined();
  });

  it('refuses to release what nobody holds', async () => {
    const desk = await Desk.open(oneTask);
    expect(desk.code(clerk, release(desk.task))).toBe('TRANSITION_NOT_ALLOWED');
  });
});

describe('SUBSCRIPTION_NOT_FOUND, INCIDENT_NOT_FOUND, SCOPE_NOT_FOUND, NOTHING_WAITS_HERE', () => {
  it('refuse what is not there', async () => {
    const desk = await Desk.open(oneTask);
    const about: readonly (readonly [string, Asked])[] = [
      ['SUBSCRIPTION_NOT_FOUND', { type: 'CorrelateMessage', subscriptionKey: 1, messageId: 'm', variables: {} }],
      ['SUBSCRIPTION_NOT_FOUND', { type: 'CatchSignal', subscriptionKey: 1, variables: {} }],
      ['INCIDENT_NOT_FOUND', { type: 'ResolveIncident', incidentKey: 1 }],
      ['SCOPE_NOT_FOUND', { type: 'SetVariables', variables: {}, scopeKey: 999 }],
      ['NOTHING_WAITS_HERE', { type: 'TriggerElement', elementId: 't', variables: {} }],
    ];
    for (const [code, asked] of about) expect(desk.code(SYSTEM, asked)).toBe(code);
  });
});

describe('VARIABLES_INVALID', () => {
  it('refuses what is no JSON object, and a name that means something to JavaScript', async () => {
    const desk = await Desk.open(oneTask);
    const hostile: JsonObject = JSON.parse('{"__proto__": {"admin": true}}');
    expect(desk.code(SYSTEM, { type: 'SetVariables', variables: hostile })).toBe('VARIABLES_INVALID');
    expect(desk.code(SYSTEM, complete(desk.task, hostile))).toBe('VARIABLES_INVALID');
    const list: JsonObject = JSON.parse('[1]');
    expect(desk.code(SYSTEM, { type: 'SetVariables', variables: list })).toBe('VARIABLES_INVALID');
  });
});

describe('a refusal', () => {
  it('changes nothing', async () => {
    const desk = await Desk.open(oneTask);
    const before = JSON.stringify(desk.state);
    desk.ask(stranger, claim(desk.task));
    desk.ask(clerk, complete(desk.task));
    expect(JSON.stringify(desk.state)).toBe(before);
  });
});
