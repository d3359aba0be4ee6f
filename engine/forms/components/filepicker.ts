import type { JsonObject } from '../../model/json.ts';
import type { ComponentKind, ComponentSource } from '../component-kind.ts';
import { feelOf, numberOf, objectOf, textOf } from '../component-kind.ts';
import { acceptList } from '../accept-list.ts';

/**
 * Files to attach. The value is the list of files that the server has stored, not the files: `id`, `name`, `type` (media
 * type), `size` (bytes), `hash` (SHA-256 of the content, lower-case hex). `accept` and `multiple` may be FEEL. The custom
 * properties `maxBytes` (each file) and `maxFiles` limit them.
 */
export const filepicker: ComponentKind = {
  types: ['filepicker'],
  binding: 'key',
  properties: { accept: 'text', multiple: 'flagOrFeel' },
  validate: { required: 'flag' },
  custom: { maxBytes: 'count', maxFiles: 'count' },
  value: { kind: () => 'files', empty: null, schema: filesSchema },
};

function filesSchema(component: ComponentSource): JsonObject {
  const custom = objectOf(component, 'properties');
  const maxBytes = numberOf(custom['maxBytes']);
  const maxFiles = numberOf(custom['maxFiles']);
  const multiple = feelOf(component['multiple']);
  const accept = textOf(component, 'accept');
  return {
    type: ['array', 'null'],
    uniqueItems: true,
    ...(multiple !== undefined
      ? { 'x-multiple': { feel: multiple } }
      : component['multiple'] === true
        ? {}
        : { maxItems: 1 }),
    ...(maxFiles === undefined
      ? {}
      : { maxItems: component['multiple'] === true || multiple !== undefined ? maxFiles : 1 }),
    items: {
      'x-file': maxBytes === undefined ? {} : { maxBytes },
      ...(accept === undefined || accept.trim() === '' ? {} : { 'x-accept': acceptOf(accept) }),
    },
  };
}

function acceptOf(accept: string): JsonObject | string[] {
  const feel = feelOf(accept);
  return feel === undefined ? acceptList(accept) : { feel };
}
