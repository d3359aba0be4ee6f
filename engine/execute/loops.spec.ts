import { describe, expect, it } from 'vitest';
import { createHost, type Host } from '../host/index.ts';
import type { JsonObject } from '../model/json.ts';

/** What the instances of a loop see of it. How many there are, and when they end, is in tests/conformance. */

const CASE = 'case-1';

async function run(loop: string, variables: JsonObject = {}): Promise<Host> {
  const host = createHost();
  const deployed = await host.deploy(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="urn:motcua:spec"><process id="p" isExecutable="true"><startEvent id="s"/><userTask id="u">${loop}</userTask><endEvent id="e"/><sequenceFlow id="s_u" sourceRef="s" targetRef="u"/><sequenceFlow id="u_e" sourceRef="u" targetRef="e"/></process></definitions>`,
  );
  if (!deployed.ok) throw new Error(deployed.diagnostics.map(({ message }) => message).join('\n'));
  host.start('p', variables);
  return host;
}

/** The local variables of the instances that run now, one after another. */
function locals(host: Host): readonly unknown[] {
  return host
    .caseState(CASE)
    .elements.filter(({ elementId, role }) => elementId === 'u' && role === undefined)
    .map(({ variables }) => variables);
}

const collection = (attributes: string, sequential = false): string =>
  `<multiInstanceLoopCharacteristics${sequential ? ' isSequential="true"' : ''}><extensionElements><zeebe:loopCharacteristics ${attributes}/></extensionElements></multiInstanceLoopCharacteristics>`;

describe('an instance of a collection', () => {
  it('sees its item and its number', async () => {
    const host = await run(collection('inputCollection="=list" inputElement="i"'), { list: ['a', null] });
    expect(locals(host)).toStrictEqual([
      { i: 'a', loopCounter: 1 },
      { i: null, loopCounter: 2 },
    ]);
  });

  it('sees its own item too when one begins after another', async () => {
    const host = await run(collection('inputCollection="=list" inputElement="i"', true), { list: ['a', 'b'] });
    host.completeTask(CASE, 'u');
    expect(locals(host)).toStrictEqual([{ i: 'b', loopCounter: 2 }]);
  });

  it('sees its number alone where the item has no name', async () => {
    expect(locals(await run(collection('inputCollection="=list"'), { list: ['a'] }))).toStrictEqual([
      { loopCounter: 1 },
    ]);
  });

  it.each([
    ['r', 'r'],
    [' r ', 'r'],
    ['kết_quả1', 'kết_quả1'],
    ['_r', '_r'],
    ['r.value', 'r'],
    ['r1.value2.part3', 'r1'],
    ['r._value', 'r'],
  ])('has a place of its own for the output element %j', async (output, variable) => {
    const host = await run(collection(`inputCollection="=list" outputCollection="all" outputElement="=${output}"`), {
      list: ['a'],
    });
    expect(locals(host)).toStrictEqual([{ [variable]: null, loopCounter: 1 }]);
  });

  it.each(['r + 1', '1', 'true', 'null', '&quot;r&quot;', 'r[1]', '{ a: r }', 'r.value + 1', '-r', 'count(r)'])(
    'has none for the output element %j, which is computed',
    async (output) => {
      const host = await run(collection(`inputCollection="=list" outputCollection="all" outputElement="=${output}"`), {
        list: ['a'],
      });
      expect(locals(host)).toStrictEqual([{ loopCounter: 1 }]);
    },
  );
});

describe('a turn of a standard loop', () => {
  it('sees its number', async () => {
    const host = await run('<standardLoopCharacteristics loopMaximum="3"/>');
    for (const loopCounter of [1, 2, 3]) {
      expect(locals(host)).toStrictEqual([{ loopCounter }]);
      host.completeTask(CASE, 'u');
    }
    expect(host.instance(CASE).state).toBe('completed');
  });
});
