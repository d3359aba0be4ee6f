import { describe, expect, it } from 'vitest';
import { createHost, type Host } from '../host/index.ts';
import type { JsonObject } from '../model/json.ts';

/** What an incident leaves behind when it is resolved: nothing opened twice, nothing left to wait for nobody. */

const CASE = 'case-1';

async function start(content: string, variables: JsonObject = {}): Promise<Host> {
  const host = createHost();
  const deployed = await host.deploy(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="urn:motcua:spec"><message id="m" name="m"/><process id="p" isExecutable="true"><startEvent id="s"/><endEvent id="e"/>${flow('s', 'S')}${flow('S', 'e')}${content}</process></definitions>`,
  );
  if (!deployed.ok) throw new Error(deployed.diagnostics.map(({ message }) => message).join('\n'));
  host.start('p', variables);
  return host;
}

const flow = (from: string, to: string): string =>
  `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
const onMessage = `<subProcess id="W" triggeredByEvent="true"><startEvent id="ws"><messageEventDefinition messageRef="m"/></startEvent><userTask id="w"/><endEvent id="we"/>${flow('ws', 'w')}${flow('w', 'we')}</subProcess>`;
const openedFor = (host: Host, id: string): number =>
  host.events(CASE).filter((event) => event.type === 'SubscriptionOpened' && event.elementId === id).length;

describe('an ad-hoc sub-process whose offer failed', () => {
  it('waits for its events once, however often it was tried', async () => {
    const host = await start(
      `<adHocSubProcess id="S"><extensionElements><zeebe:adHoc activeElementsCollection="=chosen"/></extensionElements><userTask id="a"/>${onMessage}</adHocSubProcess>`,
      { chosen: 'a' },
    );
    for (const chosen of ['a', 7, ['a']]) {
      const [incident] = host.instance(CASE).incidents;
      expect(incident?.code).toBe('COLLECTION_INVALID');
      host.setVariables(CASE, { chosen });
      host.resolveIncident(CASE, incident?.key ?? 0);
    }
    expect(host.instance(CASE).incidents).toEqual([]);
    expect(openedFor(host, 'ws')).toBe(1);
    host.completeTask(CASE, 'a');
    expect(host.instance(CASE).state).toBe('completed');
  });
});

describe('a scope that stood with an incident about a circle', () => {
  const circle = `<parallelGateway id="f"/><userTask id="a"/><task id="b"/><endEvent id="ae"/>`;
  const inside = `<startEvent id="is"/>${circle}${flow('is', 'f')}${flow('f', 'a')}${flow('f', 'b')}${flow('a', 'ae')}${flow('b', 'b')}`;

  it('ends when its interrupting event sub-process has, once the incident is resolved', async () => {
    const host = await start(`<subProcess id="S">${inside}${onMessage}</subProcess>`);
    const [incident] = host.instance(CASE).incidents;
    expect(incident?.code).toBe('STEP_BUDGET_EXHAUSTED');
    host.message('m');
    host.completeTask(CASE, 'w');
    host.resolveIncident(CASE, incident?.key ?? 0);
    expect(host.instance(CASE).state).toBe('completed');
  });
});
