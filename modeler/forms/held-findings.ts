import type { Json } from '../../engine/index.ts';
import type { Finding } from '../contract.ts';

/** The part of form-js's `validator` service that decides what is wrong with one field. */
export interface FieldValidator {
  validateFieldInstance(instance: FieldInstance, value: Json): string[];
}
export interface FieldInstance {
  readonly id: string;
  readonly valuePath?: readonly (string | number)[];
}

export interface HeldFindings {
  /** Replaces what is held; `submitted` is the data that the server refused. */
  hold(findings: readonly Finding[], submitted: Json): void;
}

/**
 * Lets form-js say what the server found: a finding stands at its field for as long as the field holds the value that was
 * refused, and goes as soon as it is changed.
 */
export function holdFindings(validator: FieldValidator): HeldFindings {
  const own = validator.validateFieldInstance.bind(validator);
  let held = new Map<string, { readonly messages: string[]; readonly refused: string }>();
  validator.validateFieldInstance = (instance, value) => {
    const errors = own(instance, value);
    const found = held.get(pointerOf(instance.valuePath ?? []));
    if (found === undefined || found.refused !== fingerprint(value)) return errors;
    return [...errors, ...found.messages.filter((message) => !errors.includes(message))];
  };
  return {
    hold: (findings, submitted) => {
      held = new Map();
      for (const finding of findings) {
        const messages = held.get(finding.path)?.messages ?? [];
        held.set(finding.path, {
          messages: [...messages, finding.message],
          refused: fingerprint(valueAt(submitted, finding.path)),
        });
      }
    },
  };
}

/** JSON Pointer of a path inside form data. @source RFC 6901 §3 */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The value a pointer leads to; undefined where it leads nowhere. */
export function valueAt(data: Json | undefined, pointer: string): Json | undefined {
  let value: Json | undefined = data;
  for (const step of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as { readonly [key: string]: Json })[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return value;
}

/** Empty is empty, whether the field is absent, null or blank text. */
const fingerprint = (value: Json | undefined): string =>
  value === undefined || value === null || value === '' ? '' : JSON.stringify(value);
