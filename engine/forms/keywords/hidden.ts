import type { Fault, FormKeyword } from '../form-keyword.ts';
import { valueBelow } from '../json-value.ts';

type Entry = {
  readonly path: string;
  readonly component: string;
  readonly when: readonly string[];
};

/** `x-hidden`: fields of this object that must be absent while a condition holds. @source form-js `conditional.hide` */
export const hidden: FormKeyword = {
  name: 'x-hidden',
  prepare(schema) {
    const entries = (schema as readonly Entry[]).map((entry) => ({ ...entry, path: entry.path.split('/') }));
    return (value, run, pointer) => {
      const faults: Fault[] = [];
      for (const { path, component, when } of entries) {
        // Absent is right either way: no condition needs to be asked.
        if (valueBelow(value, path) === undefined || !when.some((test) => run.holds(test, pointer))) continue;
        const below = `/${path.join('/')}`;
        run.exempt(pointer + below, 'everything');
        faults.push({ code: 'hiddenField', below, component });
      }
      return faults;
    };
  },
};
