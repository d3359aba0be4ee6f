import type { Json } from '../../model/json.ts';
import type { FormKeyword } from '../form-keyword.ts';
import { sameJson } from '../json-value.ts';
import { optionValues } from '../options.ts';

/** `x-options`: one of the options that a case variable (`key`) or a FEEL expression offers. Empty is nothing chosen. */
export const options: FormKeyword = {
  name: 'x-options',
  prepare(schema) {
    const source = schema as { readonly key?: string; readonly feel?: string };
    return (value, run, pointer) => {
      if (value === null || value === '') return undefined;
      let offered: Json | undefined;
      if (source.key !== undefined) offered = run.variables[source.key];
      else {
        const result = run.evaluate(source.feel ?? 'null', pointer);
        offered = result.ok ? result.value : undefined;
      }
      return optionValues(offered).some((option) => sameJson(option, value)) ? undefined : { code: 'notAnOption' };
    };
  },
};
