import { OFFICER } from '../store/shell-kit.ts';

/** What is received again and again until the server is killed, and once more afterwards. */
export const APPLICATION = {
  procedureCode: 'doomed',
  unit: 'u1',
  unitCode: 'U',
  channel: 'counter',
  applicant: { name: 'x' },
  data: {},
  by: OFFICER,
} as const;
