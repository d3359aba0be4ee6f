import { textOf, type Connector } from './connector.ts';

/** Personal numbers of the two people who are married in the simulated register. */
const MARRIED: ReadonlySet<string> = new Set(['001090000099', '001190000099']);

/** SIMULATOR of the civil status database: says of both parties whether they are married already. Two invented people are. */
export const civilStatusSimulator: Connector = {
  jobType: 'civil-status.marital-status',
  reads: ['namSoDinhDanh', 'nuSoDinhDanh'],
  answer: (variables) => ({
    kind: 'done',
    variables: {
      namDaKetHon: MARRIED.has(textOf(variables, 'namSoDinhDanh')),
      nuDaKetHon: MARRIED.has(textOf(variables, 'nuSoDinhDanh')),
    },
  }),
};
