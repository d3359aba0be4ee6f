import { textOf, type Connector } from './connector.ts';
import { digitsOf } from './digits-of.ts';

/** Personal numbers that end like this find the tax office closed. */
const UNREACHABLE = '0000';

/**
 * SIMULATOR of the tax authority: gives every founder a household business number (ten digits that begin with 8), always the
 * same one. For a founder whose personal number ends in 0000 it cannot be reached: the job fails, is tried again, and comes to
 * the operator, so that this too can be tried.
 */
export const taxSimulator: Connector = {
  jobType: 'tax.household-code',
  reads: ['soDinhDanh'],
  answer(variables) {
    const personalId = textOf(variables, 'soDinhDanh');
    if (personalId.endsWith(UNREACHABLE))
      return { kind: 'failed', message: 'Simulated: the tax authority does not answer.' };
    return { kind: 'done', variables: { maSoThue: `8${digitsOf(personalId, 9)}` } };
  },
};
