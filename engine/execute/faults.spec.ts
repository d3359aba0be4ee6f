import { describe, expect, it } from 'vitest';
import { createHost, type Host } from '../host/index.ts';
import type { JsonObject } from '../model/json.ts';

/** What is written down about an error or an escalation: who threw it, with which code, and who caught it. */

const CASE = 'case-1';

/** `S` holds what is given; under it and in the process stand the events that may catch. */
async function run(inner: string, around: string, variables: JsonObject = {}): Promise<Host> {
  const host = createHost();
  const deployed = await host.deploy(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="urn:motcua:spec">
      <error id="E1" errorCode="E1"/><error id="E2" errorCode="=code"/><error id="E3" errorCode="=function(x) x"/>
      <escalation id="X1" escalationCode="X1"/><escalation id="X2" escalationCode="=code"/>
      <process id="p" isExecutable="true"><startEvent id="s"/>
        <subProcess id="S"><startEvent id="t"/>${inner}</subProcess><endEvent id="e"/>
        <sequenceFlow id="s_S" sourceRef="s" targetRef="S"/><sequenceFlow id="S_e" sourceRef="S" targetRef="e"/>${around}
      </process></definitions>`,
  );
  if (!deployed.ok) throw new Error(deployed.diagnostics.map(({ message }) => message).join('\n'));
  host.start('p', variables);
  return host;
}

/** Everything of these kinds that was written down, without the keys. */
function said(host: Host, ...types: readonly string[]): readonly object[] {
  return host
    .events(CASE)
    .filter(({ type }) => types.includes(type))
    .map((event) =>
      Object.fromEntries(Object.entries(event).filter(([name]) => !['seq', 'key', 'elementKey'].includes(name))),
    );
}

const faults = (host: Host): readonly object[] => said(host, 'ErrorThrown', 'EscalationThrown', 'CaseFailed');

const throws = (definition: string): string =>
  `<endEvent id="x">${definition}</endEvent><sequenceFlow id="t_x" sourceRef="t" targetRef="x"/>`;
const error = (ref?: string): string => `<errorEventDefinition${ref === undefined ? '' : ` errorRef="${ref}"`}/>`;
const escalation = (ref?: string): string =>
  `<escalationEventDefinition${ref === undefined ? '' : ` escalationRef="${ref}"`}/>`;
const boundary = (id: string, definition: string): string =>
  `<boundaryEvent id="${id}" attachedToRef="S">${definition}</boundaryEvent><userTask id="after_${id}"/><endEvent id="end_${id}"/><sequenceFlow id="${id}_f" sourceRef="${id}" targetRef="after_${id}"/><sequenceFlow id="${id}_e" sourceRef="after_${id}" targetRef="end_${id}"/>`;

describe('an error', () => {
  it('says who caught it', async () => {
    const host = await run(throws(error('E1')), boundary('b', error('E1')));
    expect(faults(host)).toStrictEqual([{ type: 'ErrorThrown', errorCode: 'E1', caughtBy: 'b' }]);
    expect(host.instance(CASE).waiting).toEqual(['after_b']);
  });

  it('that nobody catches fails the case', async () => {
    const host = await run(throws(error('E1')), boundary('b', error('E2')), { code: 'other' });
    expect(faults(host)).toStrictEqual([
      { type: 'ErrorThrown', errorCode: 'E1' },
      { type: 'CaseFailed', errorCode: 'E1' },
    ]);
    expect(host.instance(CASE)).toMatchObject({ state: 'failed', error: { code: 'E1' }, waiting: [] });
  });

  it('has a code that may be computed, where it is thrown and where it is caught', async () => {
    const host = await run(throws(error('E2')), boundary('a', error('E1')) + boundary('b', error('E2')), {
      code: 'land',
    });
    expect(faults(host)).toStrictEqual([{ type: 'ErrorThrown', errorCode: 'land', caughtBy: 'b' }]);
  });

  it('is not caught by a code that cannot be computed', async () => {
    const host = await run(throws(error('E1')), boundary('a', error('E3')) + boundary('b', error()));
    expect(faults(host)).toStrictEqual([{ type: 'ErrorThrown', errorCode: 'E1', caughtBy: 'b' }]);
  });

  it('that cannot be computed leaves an incident', async () => {
    const host = await run(throws(error('E3')), boundary('b', error()));
    expect(faults(host)).toEqual([]);
    expect(host.instance(CASE).incidents).toMatchObject([{ elementId: 'x', code: 'EXPRESSION_FAILED' }]);
  });

  it.each([
    ['before', boundary('a', error()) + boundary('b', error('E1')), 'b'],
    ['after', boundary('b', error('E1')) + boundary('a', error()), 'b'],
    ['the first of any code', boundary('a', error()) + boundary('b', error()), 'a'],
  ])('goes to its own code, wherever one of any code stands (%s)', async (_where, around, caughtBy) => {
    expect(faults(await run(throws(error('E1')), around))).toStrictEqual([
      { type: 'ErrorThrown', errorCode: 'E1', caughtBy },
    ]);
  });

  it('is not caught by an escalation event, nor an escalation by an error event', async () => {
    const host = await run(throws(error('E1')), boundary('a', escalation()) + boundary('b', error()));
    expect(faults(host)).toStrictEqual([{ type: 'ErrorThrown', errorCode: 'E1', caughtBy: 'b' }]);
    const other = await run(throws(escalation('X1')), boundary('b', error()) + boundary('a', escalation()));
    expect(faults(other)).toStrictEqual([{ type: 'EscalationThrown', escalationCode: 'X1', caughtBy: 'a' }]);
  });
});

describe('an error of a job', () => {
  const job =
    '<serviceTask id="j"><extensionElements><zeebe:taskDefinition type="work"/></extensionElements></serviceTask><endEvent id="x"/><sequenceFlow id="t_j" sourceRef="t" targetRef="j"/><sequenceFlow id="j_x" sourceRef="j" targetRef="x"/>';

  it('brings its message and its variables to who catches it', async () => {
    const host = await run(job, boundary('b', error('E1')));
    host.failTask(CASE, 'j', { errorCode: 'E1', message: 'no such plot', variables: { plot: 7 } });
    expect(faults(host)).toStrictEqual([
      { type: 'ErrorThrown', errorCode: 'E1', message: 'no such plot', caughtBy: 'b' },
    ]);
    expect(host.instance(CASE).variables).toMatchObject({ plot: 7 });
  });

  it('that nobody catches is an incident, and nothing has been thrown', async () => {
    const host = await run(job, boundary('b', error('E1')));
    host.failTask(CASE, 'j', { errorCode: 'other', message: 'no such plot' });
    expect(faults(host)).toEqual([]);
    expect(host.instance(CASE).incidents).toMatchObject([{ elementId: 'j' }]);
    expect(host.instance(CASE).state).toBe('active');
  });
});

describe('an escalation', () => {
  it('that nobody catches is written down and lost', async () => {
    const host = await run(throws(escalation('X1')), boundary('b', escalation('X2')), { code: 'other' });
    expect(faults(host)).toStrictEqual([{ type: 'EscalationThrown', escalationCode: 'X1' }]);
    expect(host.instance(CASE).state).toBe('completed');
  });

  it('has a code that may be computed', async () => {
    const host = await run(throws(escalation('X2')), boundary('b', escalation('X2')), { code: 'land' });
    expect(faults(host)).toStrictEqual([{ type: 'EscalationThrown', escalationCode: 'land', caughtBy: 'b' }]);
  });
});
