import bpmn from 'bpmn-moddle/resources/bpmn/json/bpmn.json' with { type: 'json' };

const globalScriptTask = {
  name: 'GlobalScriptTask',
  superClass: ['GlobalTask'],
  properties: [
    { name: 'scriptLanguage', isAttr: true, type: 'String' },
    { name: 'script', type: 'String' },
  ],
};

/**
 * The metamodel of BPMN as bpmn-moddle ships it, with the one place mended where it departs from the schema of the standard:
 * the script of a global script task is an element, as it is in a script task, and no attribute.
 *
 * @source BPMN 2.0.2 Semantic.xsd, tGlobalScriptTask
 */
export const bpmnPackage = {
  ...bpmn,
  types: bpmn.types.map((type): object => (type.name === 'GlobalScriptTask' ? globalScriptTask : type)),
};
