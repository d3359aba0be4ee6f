import type { BundleFiles } from '../../engine/index.ts';

/**
 * What a new draft starts from: a drawing of one start event and nothing else. The manifest names what the law demands of a
 * procedure, empty, so that verification lists what is still to be written.
 */
export function newBundle(code: string, name: string): BundleFiles {
  const manifest = {
    code,
    version: '1',
    name: { vi: name },
    field: { vi: '' },
    level: 'commune',
    serviceLevel: 'full',
    sampleData: true,
    legalActs: [],
    effective: [],
    anchor: 'received',
    clock: {
      limit: { value: 5, unit: 'WORKING_DAY' },
      start: 'RECEIVED',
      supplement: { policy: 'RESTART', max: 1 },
      extension: { max: 1, apologyBefore: { value: 1, unit: 'WORKING_DAY' } },
    },
    manner: [],
    applicants: { vi: '' },
    authority: { vi: '' },
    result: { vi: '' },
    conditions: [],
    papers: [],
    fees: [],
    supplementGrounds: [],
    refusalGrounds: [],
    groups: [],
    separationOfDuties: [],
    process: 'process.bpmn',
    forms: {},
    decisions: [],
    letters: {},
  };
  return { 'procedure.json': `${JSON.stringify(manifest, null, 2)}\n`, 'process.bpmn': emptyProcess(code, name) };
}

function emptyProcess(code: string, name: string): string {
  const id = `Process_${code.replace(/[^A-Za-z0-9_]/g, '_')}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:statute="urn:motcua:statute:1" id="Definitions_1" targetNamespace="urn:motcua:procedure">
  <bpmn:process id="${id}" name="${escapeXml(name)}" isExecutable="true">
    <bpmn:startEvent id="StartEvent_1" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="BPMNDiagram_1">
    <bpmndi:BPMNPlane id="BPMNPlane_1" bpmnElement="${id}">
      <bpmndi:BPMNShape id="StartEvent_1_di" bpmnElement="StartEvent_1">
        <dc:Bounds x="180" y="160" width="36" height="36" />
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
