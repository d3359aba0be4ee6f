import type { Diagnostic } from '../errors.ts';
import type { Bilingual } from '../model/expression.ts';

/** Anything that can be named in a finding: a moddle element, a compiled node. */
export interface Named {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly $type?: string;
  readonly type?: string;
}

/** Collects the diagnostics of one file, in the order in which they are met. */
export interface Findings {
  readonly file: string;
  readonly list: Diagnostic[];
  error(ruleId: string, element: Named | undefined, message: Bilingual, hint?: Bilingual): void;
  warning(ruleId: string, element: Named | undefined, message: Bilingual, hint?: Bilingual): void;
  info(ruleId: string, element: Named | undefined, message: Bilingual, hint?: Bilingual): void;
}

/** Starts an empty collection for a file of the bundle. */
export function createFindings(file: string): Findings {
  const list: Diagnostic[] = [];
  const add =
    (severity: Diagnostic['severity']) =>
    (ruleId: string, element: Named | undefined, message: Bilingual, hint?: Bilingual): void => {
      list.push({
        ruleId,
        severity,
        ...say(message, hint),
        file,
        ...(element?.id !== undefined && { elementId: element.id }),
      });
    };
  return { file, list, error: add('error'), warning: add('warning'), info: add('info') };
}

/** The words of a diagnostic: English in `message` and `hint`, Vietnamese beside them. */
export function say(
  message: Bilingual,
  hint: Bilingual | undefined,
): Pick<Diagnostic, 'message' | 'hint' | 'messageVi' | 'hintVi'> {
  return {
    message: message.en,
    messageVi: message.vi,
    ...(hint !== undefined && { hint: hint.en, hintVi: hint.vi }),
  };
}

/**
 * Names an element as an analyst knows it: `user task 'Examine' (Activity_1)`.
 *
 * The kind is the BPMN local name in lower-case words; an element without name shows its id alone.
 */
export function describe(element: Named): string {
  const kind = kindOf(element);
  const id = element.id ?? 'without id';
  return element.name !== undefined && element.name.trim() !== ''
    ? `${kind} '${oneLine(element.name)}' (${id})`
    : `${kind} ${id}`;
}

/** `bpmn:ExclusiveGateway` → `exclusive gateway`. */
export function kindOf(element: Named): string {
  const type = element.$type ?? element.type ?? 'element';
  return (type.split(':').at(-1) ?? type).replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

/** A name on one line, cut to what a sentence can carry. */
export function oneLine(name: string): string {
  const text = name.replace(/\s+/g, ' ').trim();
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
