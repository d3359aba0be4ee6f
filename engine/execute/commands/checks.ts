import type { Rejection } from '../../errors.ts';
import { validateSubmission } from '../../forms/validate-submission.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Game } from '../game.ts';
import { isContext } from '../variables.ts';

/** Variables from outside: a JSON object whose names mean nothing to JavaScript itself. */
export function checkVariables(variables: JsonObject): Rejection | undefined {
  const given: Json = variables;
  if (!isContext(given)) {
    return { code: 'VARIABLES_INVALID', message: 'Variables must be a JSON object, such as {"name": "value"}.' };
  }
  if (Object.hasOwn(given, '__proto__')) {
    return { code: 'VARIABLES_INVALID', message: "A variable may not be called '__proto__'; choose another name." };
  }
  return undefined;
}

/** Enforces a form: the data that the case stores, or the refusal with every finding. */
export function checkForm(
  game: Game,
  formId: string,
  submission: JsonObject,
  variables: JsonObject,
): { readonly ok: true; readonly data: JsonObject } | { readonly ok: false; readonly rejection: Rejection } {
  const { forms } = game.procedure;
  const form = Object.hasOwn(forms, formId) ? forms[formId] : undefined;
  if (form === undefined) {
    // The compiler refuses a bundle whose form is missing; a bare BPMN file may name forms that live elsewhere.
    return {
      ok: false,
      rejection: {
        code: 'FORM_INVALID',
        message: `The procedure has no form '${formId}', so nothing can be checked against it. Publish a version that holds the form.`,
        details: { formId, findings: [] },
      },
    };
  }
  const result = validateSubmission(form, submission, variables, game.clock);
  if (result.ok) return result;
  const findings: Json = result.findings.map(({ path, label, code, message }) => ({
    path,
    label,
    code,
    message: message.en === undefined ? { vi: message.vi } : { vi: message.vi, en: message.en },
  }));
  const fields = result.findings.map(({ label }) => `'${label}'`).join(', ');
  return {
    ok: false,
    rejection: {
      code: 'FORM_INVALID',
      message: `The form is not filled in as it must be: ${fields}. Correct the named fields and send it again.`,
      details: { formId, findings },
    },
  };
}
