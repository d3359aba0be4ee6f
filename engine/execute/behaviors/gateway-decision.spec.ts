import { describe, expect, it } from 'vitest';
import { createHost, type Host } from '../../host/index.ts';
import type { Json, JsonObject } from '../../model/json.ts';

/** What a gateway writes down about its choice: the flows, what was asked, and why an answer was not true. */

interface Flow {
  readonly to: string;
  readonly condition?: string;
}

/** `s` → `g` → tasks `a`, `b`, `c` that wait, in the order of the flows; the last flow may be the default. */
async function run(gateway: string, flows: readonly Flow[], variables: JsonObject, byDefault?: string): Promise<Host> {
  const tasks = flows.map(({ to }) => `<userTask id="${to}"/><endEvent id="e_${to}"/>`).join('');
  const lines = flows.map(({ to, condition }) => {
    const inner = condition === undefined ? '' : `<conditionExpression>${condition}</conditionExpression>`;
    return `<sequenceFlow id="to_${to}" sourceRef="g" targetRef="${to}">${inner}</sequenceFlow><sequenceFlow id="from_${to}" sourceRef="${to}" targetRef="e_${to}"/>`;
  });
  const host = createHost();
  const deployed = await host.deploy(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:motcua:spec"><process id="p" isExecutable="true"><startEvent id="s"/><${gateway} id="g"${byDefault === undefined ? '' : ` default="to_${byDefault}"`}/>${tasks}<sequenceFlow id="s_g" sourceRef="s" targetRef="g"/>${lines.join('')}</process></definitions>`,
  );
  if (!deployed.ok) throw new Error(deployed.diagnostics.map(({ message }) => message).join('\n'));
  host.start('p', variables);
  return host;
}

function decided(host: Host): Json {
  const events = host.events('case-1').filter((event) => event.type === 'GatewayDecided');
  return events.map(({ chosen, evaluated }) => ({
    chosen: [...chosen],
    evaluated: evaluated.map((one) => ({ ...one })),
  }));
}

const incident = (host: Host) => host.caseState('case-1').incidents.map(({ code, details }) => ({ code, details }));

const A = { to: 'a', condition: '=n &gt; 10' };
const B = { to: 'b', condition: '=n &gt; 1' };
const C = { to: 'c', condition: '=n &gt; 0' };

describe('an exclusive gateway', () => {
  it('asks up to the first that is true', async () => {
    expect(decided(await run('exclusiveGateway', [A, B, C], { n: 5 }, 'c'))).toStrictEqual([
      {
        chosen: ['to_b'],
        evaluated: [
          { flowId: 'to_a', result: false },
          { flowId: 'to_b', result: true },
        ],
      },
    ]);
  });

  it('does not ask its default flow, and takes it when nothing else is true', async () => {
    expect(decided(await run('exclusiveGateway', [A, B, C], { n: 1 }, 'c'))).toStrictEqual([
      {
        chosen: ['to_c'],
        evaluated: [
          { flowId: 'to_a', result: false },
          { flowId: 'to_b', result: false },
        ],
      },
    ]);
  });

  it('says why an answer was not true', async () => {
    const said = decided(
      await run('exclusiveGateway', [{ to: 'a', condition: '=missing' }, { to: 'b', condition: '=null' }, C], {}, 'c'),
    );
    expect(said).toMatchObject([
      {
        chosen: ['to_c'],
        evaluated: [
          { flowId: 'to_a', result: false },
          { flowId: 'to_b', result: false },
        ],
      },
    ]);
    const [{ evaluated }] = said as unknown as readonly [
      { readonly evaluated: readonly { readonly reason: string }[] },
    ];
    expect(evaluated[0]?.reason).toContain('missing');
    expect(evaluated[1]?.reason).toBe('The condition gave null.');
  });

  it('lists in its incident what was asked, with the reasons', async () => {
    const host = await run('exclusiveGateway', [A, { to: 'b', condition: '=null' }], { n: 5 });
    expect(incident(host)).toStrictEqual([
      {
        code: 'NO_FLOW_CHOSEN',
        details: { falseConditions: [{ flowId: 'to_a' }, { flowId: 'to_b', reason: 'The condition gave null.' }] },
      },
    ]);
    expect(decided(host)).toEqual([]);
  });

  it('says in words what was asked', async () => {
    const host = await run('exclusiveGateway', [A, { to: 'b', condition: '=null' }], { n: 5 });
    expect(host.instance('case-1').incidents[0]?.message).toBe(
      `'g' has no default flow and every condition was false: 'to_a' "= n > 10"; 'to_b' "= null" (The condition gave null.). Set the variables that the conditions read and resolve the incident; add a default flow in the next version.`,
    );
  });

  it('names the flow whose condition is neither true nor false', async () => {
    const host = await run('exclusiveGateway', [A, { to: 'b', condition: '=n' }], { n: 5 });
    expect(incident(host)).toStrictEqual([{ code: 'CONDITION_NOT_BOOLEAN', details: { flowId: 'to_b' } }]);
  });
});

describe('an inclusive gateway', () => {
  it('asks all, and takes what is true in the order of the flows', async () => {
    expect(decided(await run('inclusiveGateway', [C, A, B], { n: 5 }))).toStrictEqual([
      {
        chosen: ['to_c', 'to_b'],
        evaluated: [
          { flowId: 'to_c', result: true },
          { flowId: 'to_a', result: false },
          { flowId: 'to_b', result: true },
        ],
      },
    ]);
  });

  it.each(['inclusiveGateway', 'complexGateway'])('counts a flow without condition as true (%s)', async (gateway) => {
    expect(decided(await run(gateway, [A, { to: 'b' }], { n: 5 }))).toStrictEqual([
      {
        chosen: ['to_b'],
        evaluated: [
          { flowId: 'to_a', result: false },
          { flowId: 'to_b', result: true },
        ],
      },
    ]);
  });
});

describe('an activity', () => {
  it('takes its plain flows always, and asks the conditions of the others alone', async () => {
    const host = await run('manualTask', [{ to: 'a' }, B, { to: 'c', condition: '=n &gt; 100' }], { n: 5 });
    expect(host.instance('case-1').waiting).toEqual(['a', 'b']);
    expect(decided(host)).toStrictEqual([
      {
        chosen: ['to_a', 'to_b'],
        evaluated: [
          { flowId: 'to_b', result: true },
          { flowId: 'to_c', result: false },
        ],
      },
    ]);
  });

  it('takes its default flow beside the plain ones when no condition holds', async () => {
    const host = await run('manualTask', [{ to: 'a' }, B, { to: 'c' }], { n: 1 }, 'c');
    expect(host.instance('case-1').waiting).toEqual(['a', 'c']);
  });

  it('does not take its default flow when a condition holds', async () => {
    const host = await run('manualTask', [{ to: 'a' }, B, { to: 'c' }], { n: 5 }, 'c');
    expect(host.instance('case-1').waiting).toEqual(['a', 'b']);
  });
});

describe('nothing is written down', () => {
  it.each(['exclusiveGateway', 'inclusiveGateway', 'complexGateway'])('by a %s with one plain way', async (gateway) => {
    const host = await run(gateway, [{ to: 'a' }], {});
    expect(decided(host)).toEqual([]);
    expect(host.instance('case-1').waiting).toEqual(['a']);
  });

  it('by a parallel gateway', async () => {
    expect(decided(await run('parallelGateway', [{ to: 'a' }, { to: 'b' }], {}))).toEqual([]);
  });
});

describe('a complex gateway', () => {
  const joined = (flow: string): string =>
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:motcua:spec"><process id="p" isExecutable="true"><startEvent id="s"/><parallelGateway id="p1"/><userTask id="x"/><userTask id="y"/><complexGateway id="g"/><endEvent id="e"/><sequenceFlow id="s_p1" sourceRef="s" targetRef="p1"/><sequenceFlow id="p1_x" sourceRef="p1" targetRef="x"/><sequenceFlow id="p1_y" sourceRef="p1" targetRef="y"/><sequenceFlow id="x_g" sourceRef="x" targetRef="g"/><sequenceFlow id="y_g" sourceRef="y" targetRef="g"/>${flow}</process></definitions>`;

  it('writes down both its choices: when it fires, and at its reset', async () => {
    const host = createHost();
    await host.deploy(
      joined(
        '<sequenceFlow id="out" sourceRef="g" targetRef="e"><conditionExpression>=true</conditionExpression></sequenceFlow>',
      ),
    );
    host.start('p');
    host.completeTask('case-1', 'x');
    expect(decided(host)).toStrictEqual([{ chosen: ['out'], evaluated: [{ flowId: 'out', result: true }] }]);
    host.completeTask('case-1', 'y');
    expect(decided(host)).toHaveLength(2);
  });

  it('writes down neither where there is nothing to choose', async () => {
    const host = createHost();
    await host.deploy(joined('<sequenceFlow id="out" sourceRef="g" targetRef="e"/>'));
    host.start('p');
    host.completeTask('case-1', 'x');
    host.completeTask('case-1', 'y');
    expect(host.instance('case-1').state).toBe('completed');
    expect(decided(host)).toEqual([]);
  });
});
