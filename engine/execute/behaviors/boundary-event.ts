import { pass } from './pass.ts';

/**
 * Activated when it happens (see `happenings.ts`), after the activity under it was ended if it interrupts; passes at once.
 *
 * @source BPMN 2.0.2 §13.5.3 (Intermediate Boundary Events)
 */
export const boundaryEvent = pass;
