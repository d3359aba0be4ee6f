import { describe, expect, it } from 'vitest';
import { createHost } from '../../host/index.ts';
import type { JsonObject } from '../../model/json.ts';
import type { CaseEvent } from '../event.ts';

/** To whom a user task is offered, as its event says. What people then do with it is in `../decide.spec.ts`. */

const NOBODY = { candidateGroups: [], candidateUsers: [] };

/** `U` in the lane of a lane: the inner one is `counter`, the outer one `office`. */
function model(assignment: string, more = ''): string {
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="urn:motcua:spec">
    <process id="p" isExecutable="true">
      <laneSet id="lanes"><lane id="office"><flowNodeRef>s</flowNodeRef><flowNodeRef>U</flowNodeRef><flowNodeRef>e</flowNodeRef>
        <childLaneSet id="inner"><lane id="counter"><flowNodeRef>U</flowNodeRef></lane><lane id="archive"><flowNodeRef>e</flowNodeRef></lane></childLaneSet>
      </lane></laneSet>
      <startEvent id="s"/>
      <userTask id="U"><extensionElements><zeebe:assignmentDefinition ${assignment}/>${more}</extensionElements></userTask>
      <endEvent id="e"/>
      <sequenceFlow id="s_U" sourceRef="s" targetRef="U"/><sequenceFlow id="U_e" sourceRef="U" targetRef="e"/>
    </process></definitions>`;
}

/** What the task's event says of people and order, or the incident in its stead. */
async function offer(xml: string, variables: JsonObject = {}): Promise<object | string> {
  const host = createHost();
  const deployed = await host.deploy(xml);
  if (!deployed.ok) throw new Error(deployed.diagnostics.map(({ message }) => message).join('\n'));
  const id = host.start('p', variables);
  const [incident] = host.instance(id).incidents;
  if (incident !== undefined) return `${incident.code}: ${incident.message}`;
  const { seq: _seq, type: _type, key: _key, elementId: _id, ...said } = created(host.events(id));
  return said;
}

function created(events: readonly CaseEvent[]): Extract<CaseEvent, { type: 'UserTaskCreated' }> {
  const [event] = events.filter((one) => one.type === 'UserTaskCreated');
  if (event === undefined) throw new Error('no user task was created');
  return event;
}

describe('a user task is given to its assignee', () => {
  it.each([
    ['a name', 'assignee="an"', {}, { assignee: 'an', ...NOBODY }],
    ['an expression', 'assignee="=who"', { who: 'an' }, { assignee: 'an', ...NOBODY }],
    [
      'beside candidates',
      'assignee="an" candidateGroups="tax"',
      {},
      { assignee: 'an', candidateGroups: ['tax'], candidateUsers: [] },
    ],
  ])('%s', async (_what, assignment, variables, said) => {
    expect(await offer(model(assignment), variables)).toStrictEqual(said);
  });

  it.each([null, ''])('whom %j does not name, so that the candidates are asked', async (who) => {
    const said = { candidateGroups: ['tax'], candidateUsers: [] };
    expect(await offer(model('assignee="=who" candidateGroups="tax"'), { who })).toStrictEqual(said);
  });

  it('who is a text, or there is an incident', async () => {
    expect(await offer(model('assignee="=who"'), { who: 5 })).toMatch(
      /^EXPRESSION_FAILED: Assignee of 'U', "= who", must give text but gave a number/,
    );
    expect(await offer(model('assignee="=function(x) x"'))).toMatch(/^EXPRESSION_FAILED: Assignee of 'U'/);
  });
});

describe.each([
  ['Candidate groups', 'candidateGroups', 'candidateUsers'],
  ['Candidate users', 'candidateUsers', 'candidateGroups'],
])('%s', (what, attribute, other) => {
  it.each([
    ['names between commas', 'tax, land,, counter ', {}, ['tax', 'land', 'counter']],
    ['a text of names', '=names', { names: 'tax,land' }, ['tax', 'land']],
    ['a list of names', '=names', { names: ['tax, land', 'counter'] }, ['tax, land', 'counter']],
  ])('are %s', async (_how, value, variables, names) => {
    const said = { [attribute]: names, [other]: [] };
    expect(await offer(model(`${attribute}="${value}"`), variables)).toStrictEqual(said);
  });

  it.each([[null], [[]], ['']])('may be nobody (%j): then it is the lane', async (names) => {
    const said = { candidateGroups: ['counter'], candidateUsers: [] };
    expect(await offer(model(`${attribute}="=names"`), { names })).toStrictEqual(said);
  });

  it.each([[5], [['tax', 5]], [{ tax: true }]])('may not be %j', async (names) => {
    expect(await offer(model(`${attribute}="=names"`), { names })).toMatch(
      new RegExp(`^ASSIGNMENT_INVALID: ${what} of 'U' must give text or a list of texts but gave a`),
    );
  });

  it('that cannot be evaluated leave an incident', async () => {
    expect(await offer(model(`${attribute}="=function(x) x"`))).toMatch(new RegExp(`^EXPRESSION_FAILED: ${what}`));
  });
});

describe('the innermost lane', () => {
  it('stands in where the model names nobody', async () => {
    expect(await offer(model('assignee="=null"'))).toStrictEqual({ ...NOBODY, candidateGroups: ['counter'] });
  });

  it('does not where it names somebody', async () => {
    expect(await offer(model('assignee="an"'))).toStrictEqual({ assignee: 'an', ...NOBODY });
    expect(await offer(model('candidateUsers="an"'))).toStrictEqual({ ...NOBODY, candidateUsers: ['an'] });
  });

  it('is missing where there are no lanes: then the task is offered to nobody in particular', async () => {
    const xml = model('assignee="=null"').replace(/<laneSet.*<\/laneSet>/s, '');
    expect(await offer(xml)).toStrictEqual(NOBODY);
  });
});

describe('the priority', () => {
  const withPriority = (priority: string): string =>
    model('assignee="an"', `<zeebe:priorityDefinition priority="${priority}"/>`);

  it.each([
    ['7', {}, 7],
    ['=urgency * 10', { urgency: 5 }, 50],
  ])('%s is a whole number', async (priority, variables, is) => {
    expect(await offer(withPriority(priority), variables)).toStrictEqual({ assignee: 'an', ...NOBODY, priority: is });
  });

  it.each([['high'], [1.5], [true]])('may not be %j', async (urgency) => {
    expect(await offer(withPriority('=urgency'), { urgency })).toMatch(
      /^EXPRESSION_FAILED: Priority of 'U', "= urgency", must give/,
    );
  });
});
