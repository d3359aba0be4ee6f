/** For specs: BPMN in few words. */

/** A process `p` with the content; `around` holds what stands beside it: messages, signals. */
export const draw = (content: string, around = ''): string =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:statute="urn:motcua:statute:1" targetNamespace="urn:motcua:spec">${around}<process id="p" isExecutable="true">${content}</process></definitions>`;

/** `s>a>e`: flows with ids `s_a`, `a_e`. */
export const ways = (...paths: readonly string[]): string =>
  paths
    .flatMap((path) =>
      path
        .split('>')
        .slice(1)
        .map((to, index) => [path.split('>')[index] ?? '', to]),
    )
    .map(([from, to]) => `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`)
    .join('');

/** A user task that the counter, or another group, does; `more` goes inside it. */
export const task = (id: string, more = '', groups = 'counter'): string =>
  `<userTask id="${id}"><extensionElements><zeebe:assignmentDefinition candidateGroups="${groups}"/></extensionElements>${more}</userTask>`;

/** A user task with a name. */
export const named = (id: string, name: string): string =>
  `<userTask id="${id}" name="${name}"><extensionElements><zeebe:assignmentDefinition candidateGroups="counter"/></extensionElements></userTask>`;

/** A service task, done by a worker. */
export const service = (id: string, type = 'work'): string =>
  `<serviceTask id="${id}"><extensionElements><zeebe:taskDefinition type="${type}"/></extensionElements></serviceTask>`;

/** Start `s` and end `e`. */
export const ends = '<startEvent id="s"/><endEvent id="e"/>';

/** Parallel gateways. */
export const fork = (...ids: readonly string[]): string => ids.map((id) => `<parallelGateway id="${id}"/>`).join('');

/** A boundary event that rings after a duration. */
export const timer = (id: string, host: string, duration: string, more = ''): string =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" ${more}><timerEventDefinition><timeDuration xsi:type="tFormalExpression">${duration}</timeDuration></timerEventDefinition></boundaryEvent>`;

/** The message `m_<name>`. */
export const message = (name: string): string => `<message id="m_${name}" name="${name}"/>`;

/** A catch event that waits for a message. */
export const catchMessage = (id: string, name: string): string =>
  `<intermediateCatchEvent id="${id}"><messageEventDefinition messageRef="m_${name}"/></intermediateCatchEvent>`;

/** The whole process: one user task. */
export const one = (id: string): string => draw(ends + task(id) + ways(`s>${id}>e`));
