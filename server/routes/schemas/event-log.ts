import { Type } from 'typebox';
import { component } from '../../plugins/schemas.ts';
import { Instant } from './shared.ts';

/** A hash in an answer. */
export const HashText = Type.String({ description: 'SHA-256, lower-case hex' });

/** An answer that is text and no JSON. */
export const PLAIN_TEXT = {
  description: 'Text',
  content: { 'text/plain': { schema: { type: 'string' } } },
} as const;

/** A checkpoint that was signed. */
export const Checkpoint = component(
  'Checkpoint',
  Type.Object({
    size: Type.Integer({ description: 'Entries of the log' }),
    signedAt: Instant,
    note: Type.String({ description: 'Signed note in the format of C2SP tlog-checkpoint' }),
  }),
);
