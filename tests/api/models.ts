import type { BundleFiles } from '../../engine/index.ts';

/** Small procedures for the API's tests: bare BPMN, no law in them, so that each refusal has one cause. */

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="urn:test">`;

/** start → examine (specialist) → granted? → register (job) → hand-over (one-stop) → end; refused → end. */
export const PERMIT: BundleFiles = {
  'process.bpmn': `${HEAD}
  <process id="permit" name="Permit" isExecutable="true">
    <startEvent id="received" name="Received"><extensionElements><zeebe:formDefinition formId="application" /></extensionElements><outgoing>f1</outgoing></startEvent>
    <sequenceFlow id="f1" sourceRef="received" targetRef="examine" />
    <userTask id="examine" name="Examine"><extensionElements><zeebe:formDefinition formId="examination" /><zeebe:assignmentDefinition candidateGroups="specialist" /></extensionElements><incoming>f1</incoming><outgoing>f2</outgoing></userTask>
    <sequenceFlow id="f2" sourceRef="examine" targetRef="granted" />
    <exclusiveGateway id="granted" name="Granted?" default="no"><incoming>f2</incoming><outgoing>yes</outgoing><outgoing>no</outgoing></exclusiveGateway>
    <sequenceFlow id="yes" sourceRef="granted" targetRef="register"><conditionExpression xsi:type="tFormalExpression">=decision = "GRANT"</conditionExpression></sequenceFlow>
    <sequenceFlow id="no" sourceRef="granted" targetRef="refused" />
    <serviceTask id="register" name="Register"><extensionElements><zeebe:taskDefinition type="registry.write" retries="2" /></extensionElements><incoming>yes</incoming><outgoing>f3</outgoing></serviceTask>
    <sequenceFlow id="f3" sourceRef="register" targetRef="handOver" />
    <userTask id="handOver" name="Hand over"><extensionElements><zeebe:assignmentDefinition candidateGroups="one-stop" /></extensionElements><incoming>f3</incoming><outgoing>f4</outgoing></userTask>
    <sequenceFlow id="f4" sourceRef="handOver" targetRef="done" />
    <endEvent id="done"><incoming>f4</incoming></endEvent>
    <endEvent id="refused"><incoming>no</incoming></endEvent>
  </process>
</definitions>`,
  'forms/application.form': form('application', [
    { type: 'textfield', key: 'subject', label: 'Subject', validate: { required: true, minLength: 3 } },
    { type: 'number', key: 'area', label: 'Area', validate: { min: 1 } },
  ]),
  'forms/examination.form': form('examination', [
    {
      type: 'radio',
      key: 'decision',
      label: 'Decision',
      values: [
        { label: 'Grant', value: 'GRANT' },
        { label: 'Refuse', value: 'REFUSE' },
      ],
      validate: { required: true },
    },
    { type: 'textarea', key: 'note', label: 'Note', validate: { maxLength: 20 } },
  ]),
};

/** Waits for the message `paid` with the order's number, then for the signal `open`; `amount` decides what comes last. */
export const PAYMENT: BundleFiles = {
  'process.bpmn': `${HEAD}
  <message id="paidMessage" name="paid"><extensionElements><zeebe:subscription correlationKey="=order" /></extensionElements></message>
  <signal id="openSignal" name="open" />
  <process id="payment" name="Payment" isExecutable="true">
    <startEvent id="begin"><outgoing>p1</outgoing></startEvent>
    <sequenceFlow id="p1" sourceRef="begin" targetRef="paid" />
    <intermediateCatchEvent id="paid"><incoming>p1</incoming><outgoing>p2</outgoing><messageEventDefinition id="m" messageRef="paidMessage" /></intermediateCatchEvent>
    <sequenceFlow id="p2" sourceRef="paid" targetRef="opened" />
    <intermediateCatchEvent id="opened"><incoming>p2</incoming><outgoing>p3</outgoing><signalEventDefinition id="s" signalRef="openSignal" /></intermediateCatchEvent>
    <sequenceFlow id="p3" sourceRef="opened" targetRef="size" />
    <exclusiveGateway id="size" name="How much?"><incoming>p3</incoming><outgoing>big</outgoing><outgoing>small</outgoing></exclusiveGateway>
    <sequenceFlow id="big" sourceRef="size" targetRef="end"><conditionExpression xsi:type="tFormalExpression">=amount &gt; 100</conditionExpression></sequenceFlow>
    <sequenceFlow id="small" sourceRef="size" targetRef="end"><conditionExpression xsi:type="tFormalExpression">=amount &lt; 10</conditionExpression></sequenceFlow>
    <endEvent id="end"><incoming>big</incoming><incoming>small</incoming></endEvent>
  </process>
</definitions>`,
};

/** Waits three hours. */
export const TIMER: BundleFiles = {
  'process.bpmn': `${HEAD}
  <process id="waiting" name="Waiting" isExecutable="true">
    <startEvent id="begin"><outgoing>t1</outgoing></startEvent>
    <sequenceFlow id="t1" sourceRef="begin" targetRef="pause" />
    <intermediateCatchEvent id="pause"><incoming>t1</incoming><outgoing>t2</outgoing><timerEventDefinition id="td"><timeDuration xsi:type="tFormalExpression">PT3H</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <sequenceFlow id="t2" sourceRef="pause" targetRef="end" />
    <endEvent id="end"><incoming>t2</incoming></endEvent>
  </process>
</definitions>`,
};

/** Two start events that are told of the world: one for each level of the river. */
export const FLOOD: BundleFiles = {
  'process.bpmn': `${HEAD}
  <process id="flood" name="Flood" isExecutable="true">
    <startEvent id="warning"><outgoing>f1</outgoing><conditionalEventDefinition id="c1"><condition xsi:type="tFormalExpression">=level &gt; 2</condition></conditionalEventDefinition></startEvent>
    <startEvent id="alarm"><outgoing>f2</outgoing><conditionalEventDefinition id="c2"><condition xsi:type="tFormalExpression">=level &gt; 4</condition></conditionalEventDefinition></startEvent>
    <sequenceFlow id="f1" sourceRef="warning" targetRef="call" />
    <sequenceFlow id="f2" sourceRef="alarm" targetRef="call" />
    <userTask id="call" name="Call"><extensionElements><zeebe:assignmentDefinition candidateGroups="specialist" /></extensionElements><incoming>f1</incoming><incoming>f2</incoming><outgoing>f3</outgoing></userTask>
    <sequenceFlow id="f3" sourceRef="call" targetRef="done" />
    <endEvent id="done"><incoming>f3</incoming></endEvent>
  </process>
</definitions>`,
};

/** An exclusive split into a parallel join: one token arrives and waits for ever. */
export const DEADLOCK: BundleFiles = {
  'process.bpmn': `${HEAD}
  <process id="deadlock" isExecutable="true">
    <startEvent id="begin"><outgoing>d1</outgoing></startEvent>
    <sequenceFlow id="d1" sourceRef="begin" targetRef="either" />
    <exclusiveGateway id="either" name="Either?" default="d3"><incoming>d1</incoming><outgoing>d2</outgoing><outgoing>d3</outgoing></exclusiveGateway>
    <sequenceFlow id="d2" sourceRef="either" targetRef="both"><conditionExpression xsi:type="tFormalExpression">=a = 1</conditionExpression></sequenceFlow>
    <sequenceFlow id="d3" sourceRef="either" targetRef="both" />
    <parallelGateway id="both" name="Both"><incoming>d2</incoming><incoming>d3</incoming><outgoing>d4</outgoing></parallelGateway>
    <sequenceFlow id="d4" sourceRef="both" targetRef="end" />
    <endEvent id="end"><incoming>d4</incoming></endEvent>
  </process>
</definitions>`,
};

/** Has a conversation in it, which nothing executes. */
export const UNSUPPORTED: BundleFiles = {
  'process.bpmn': `${HEAD}
  <process id="talk" isExecutable="true">
    <startEvent id="begin"><outgoing>u1</outgoing></startEvent>
    <sequenceFlow id="u1" sourceRef="begin" targetRef="end" />
    <endEvent id="end"><incoming>u1</incoming></endEvent>
  </process>
  <collaboration id="collaboration"><conversation id="chat" name="Chat" /></collaboration>
</definitions>`,
};

/** Declares a document type, as attacks on XML readers do. */
export const DOCTYPE: BundleFiles = {
  'process.bpmn': `<?xml version="1.0"?>
<!DOCTYPE definitions [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="definitions" targetNamespace="urn:test"><process id="p" isExecutable="true"><startEvent id="s" name="&secret;" /></process></definitions>`,
};

function form(id: string, components: readonly object[]): string {
  return JSON.stringify({
    type: 'default',
    id,
    schemaVersion: 19,
    components: components.map((component, i) => ({ id: `${id}_${String(i)}`, ...component })),
  });
}
