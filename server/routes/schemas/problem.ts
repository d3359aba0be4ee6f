import { Type } from 'typebox';
import { REJECTION_CODES } from '../../../engine/index.ts';
import { SERVER_CODES } from '../../errors.ts';
import { component, list } from '../../plugins/schemas.ts';
import { Diagnostic } from './diagnostic.ts';

const codes = [...Object.keys(REJECTION_CODES), ...Object.keys(SERVER_CODES)];

/** One field of a form that was refused. */
export const FieldFinding = component(
  'FieldFinding',
  Type.Object({
    path: Type.String({ description: 'JSON Pointer into the submission' }),
    label: Type.String({ description: "The field's label in the form" }),
    code: Type.String(),
    message: Type.String({ description: 'In the language of Accept-Language' }),
  }),
);

/** Every answer that is not a success. @source RFC 9457 */
export const Problem = component(
  'Problem',
  Type.Object(
    {
      type: Type.String({ description: 'urn:motcua:problem:<code>' }),
      title: Type.String({ description: 'In the language of Accept-Language' }),
      status: Type.Integer(),
      detail: Type.String({ description: 'What, where and what to do' }),
      code: Type.Unsafe<string>({ type: 'string', enum: codes, description: 'Stable; codes are added, never renamed' }),
      instance: Type.String({ description: 'The request, as the log names it' }),
      findings: Type.Optional(list(FieldFinding)),
      diagnostics: Type.Optional(list(Diagnostic)),
    },
    { additionalProperties: true },
  ),
);
