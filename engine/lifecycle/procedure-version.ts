import { createMachine } from 'xstate';
import type { Lifecycle } from './lifecycle.ts';

/**
 * A version of a procedure from the analyst's desk to its repeal. `draft` may change; `published` never does again;
 * `suspended`: an act has stopped it for new cases; `repealed`: it governs only the cases that began under it.
 */
export type ProcedureVersionStatus = 'draft' | 'published' | 'suspended' | 'repealed';

export type ProcedureVersionEvent = 'PUBLISH' | 'SUSPEND' | 'REINSTATE' | 'REPEAL';

const machine = createMachine({
  id: 'procedure-version',
  initial: 'draft',
  states: {
    draft: { on: { PUBLISH: 'published' } },
    published: { on: { SUSPEND: 'suspended', REPEAL: 'repealed' } },
    suspended: { on: { REINSTATE: 'published', REPEAL: 'repealed' } },
    repealed: { type: 'final' },
  },
});

export const procedureVersionLifecycle: Lifecycle<ProcedureVersionStatus, ProcedureVersionEvent> = {
  id: 'procedure-version',
  machine,
  statuses: ['draft', 'published', 'suspended', 'repealed'],
  events: ['PUBLISH', 'SUSPEND', 'REINSTATE', 'REPEAL'],
};
