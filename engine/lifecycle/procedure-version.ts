import { createMachine } from 'xstate';
import type { Lifecycle } from './lifecycle.ts';

/**
 * A version of a procedure from the analyst's desk to its repeal. `draft` may change; `proposed` waits, unchanged, for a second
 * person who publishes it or returns it; `published` never changes again; `suspended`: an act has stopped it for new cases;
 * `repealed`: it governs only the cases that began under it.
 *
 * Whether a draft may be published without having been proposed is a rule of the installation, not of this machine.
 */
export type ProcedureVersionStatus = 'draft' | 'proposed' | 'published' | 'suspended' | 'repealed';

export type ProcedureVersionEvent = 'SAVE' | 'PROPOSE' | 'RETURN' | 'PUBLISH' | 'SUSPEND' | 'REINSTATE' | 'REPEAL';

const machine = createMachine({
  id: 'procedure-version',
  initial: 'draft',
  states: {
    draft: { on: { SAVE: 'draft', PROPOSE: 'proposed', PUBLISH: 'published' } },
    proposed: { on: { RETURN: 'draft', PUBLISH: 'published' } },
    published: { on: { SUSPEND: 'suspended', REPEAL: 'repealed' } },
    suspended: { on: { REINSTATE: 'published', REPEAL: 'repealed' } },
    repealed: { type: 'final' },
  },
});

export const procedureVersionLifecycle: Lifecycle<ProcedureVersionStatus, ProcedureVersionEvent> = {
  id: 'procedure-version',
  machine,
  statuses: ['draft', 'proposed', 'published', 'suspended', 'repealed'],
  events: ['SAVE', 'PROPOSE', 'RETURN', 'PUBLISH', 'SUSPEND', 'REINSTATE', 'REPEAL'],
};
