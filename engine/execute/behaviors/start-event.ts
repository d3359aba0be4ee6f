import { pass } from './pass.ts';

/**
 * By the time a start event is activated it has happened: what triggered it chose it. A token leaves on every outgoing
 * flow.
 *
 * @source BPMN 2.0.2 §13.5.1 (Start Events), §10.5.2
 */
export const startEvent = pass;
