import { pass } from './pass.ts';

/**
 * Abstract and manual tasks are never executed by an engine: the token passes at once.
 *
 * @source BPMN 2.0.2 §13.3.3 (Abstract Task: "Upon activation, the Abstract Task completes"; Manual Task)
 */
export const task = pass;
