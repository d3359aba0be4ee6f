import { Type } from 'typebox';
import { component, list, oneOf } from '../../plugins/schemas.ts';

/** A finding about a model; `error` refuses publication. */
export const Diagnostic = component(
  'Diagnostic',
  Type.Object({
    ruleId: Type.String(),
    elementId: Type.Optional(
      Type.String({ description: 'Element of the diagram; absent for a finding about a whole file' }),
    ),
    severity: oneOf(['error', 'warning', 'info']),
    message: Type.String({ description: 'In English' }),
    hint: Type.Optional(Type.String({ description: 'In English' })),
    messageVi: Type.Optional(Type.String({ description: 'In Vietnamese' })),
    hintVi: Type.Optional(Type.String({ description: 'In Vietnamese' })),
    file: Type.Optional(Type.String()),
    counterExample: Type.Optional(
      list(Type.Object({ elementId: Type.String(), action: Type.String(), flowId: Type.Optional(Type.String()) })),
    ),
  }),
);

/** What the soundness check found out about one process. */
export const Soundness = component(
  'Soundness',
  Type.Object({
    processId: Type.String(),
    verdict: oneOf(['sound', 'unsound', 'undecided']),
    markings: Type.Integer({ description: 'Markings visited' }),
    bound: Type.Optional(Type.String({ description: 'Which bound was hit, when undecided; in English' })),
    boundVi: Type.Optional(Type.String({ description: 'In Vietnamese' })),
  }),
);
