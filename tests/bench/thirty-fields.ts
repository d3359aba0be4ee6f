import type { BundleFiles } from '../../engine/index.ts';

const FIELDS = 30;

/** Two user tasks in a circle, each with a form of thirty fields: a case that can be completed for ever. */
export const THIRTY_FIELDS: BundleFiles = {
  'process.bpmn': `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="bench" targetNamespace="urn:bench">
<process id="thirty-fields" isExecutable="true">
<startEvent id="start"/>
<userTask id="step"><extensionElements><zeebe:formDefinition formId="thirty"/><zeebe:assignmentDefinition candidateGroups="desk"/></extensionElements></userTask>
<exclusiveGateway id="again" default="more"/>
<endEvent id="end"/>
<sequenceFlow id="f1" sourceRef="start" targetRef="step"/>
<sequenceFlow id="f2" sourceRef="step" targetRef="again"/>
<sequenceFlow id="more" sourceRef="again" targetRef="step"/>
<sequenceFlow id="done" sourceRef="again" targetRef="end"><conditionExpression>=field1 = "done"</conditionExpression></sequenceFlow>
</process></definitions>`,
  'forms/thirty.form': JSON.stringify({
    type: 'default',
    id: 'thirty',
    schemaVersion: 19,
    components: Array.from({ length: FIELDS }, (_, index) => ({
      type: 'textfield',
      id: `Field_${String(index + 1)}`,
      key: `field${String(index + 1)}`,
      label: `Field ${String(index + 1)}`,
      validate: { required: true, maxLength: 60 },
    })),
  }),
};

/** A filled form, another one each time. */
export function submission(round: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: FIELDS }, (_, index) => [
      `field${String(index + 1)}`,
      `value ${String(index + 1)} of round ${String(round)}`,
    ]),
  );
}
