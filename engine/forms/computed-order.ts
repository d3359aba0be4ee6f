import { checkFeel } from '../feel/feel.ts';
import type { CompiledField } from './compiled-form.ts';
import { ROW } from './compiled-form.ts';
import type { ReportAt } from './read-form.ts';

/**
 * Orders computed fields so that each comes after those it reads; among equals the form's order stands. Fields that need
 * each other are reported: the viewer would compute them in an order of its own.
 */
export function orderComputed(fields: readonly CompiledField[], reportAt: ReportAt): readonly string[] {
  const computed = fields.filter((field) => field.computed !== undefined);
  const ordered: string[] = [];
  const state = new Map<string, 'open' | 'done'>();

  const visit = (field: CompiledField): void => {
    const known = state.get(field.component);
    if (known === 'done') return;
    if (known === 'open') {
      reportAt(
        field.component,
        'form-computed-cycle',
        {
          en: `The computed field '${field.path.join('.')}' needs its own value.`,
          vi: `Trường tính “${field.path.join('.')}” cần chính giá trị của nó.`,
        },
        {
          en: 'Compute one of the fields in the circle from entered values only.',
          vi: 'Tính một trong các trường của vòng này chỉ từ các giá trị được nhập.',
        },
      );
      return;
    }
    state.set(field.component, 'open');
    for (const other of computed) if (reads(field, other)) visit(other);
    state.set(field.component, 'done');
    ordered.push(field.component);
  };

  computed.forEach(visit);
  return ordered;
}

/** Whether `field` reads the variable in which `other` lies: by name, or as a cell of its own row through `this`. */
function reads(field: CompiledField, other: CompiledField): boolean {
  const source = field.computed ?? '';
  const checked = checkFeel(source);
  const names = checked.ok ? checked.variables : [];
  const row = rowOf(field.path);
  if (row !== '' && row === rowOf(other.path)) {
    const cell = other.path.at(-1) ?? '';
    return new RegExp(`\\b_?this_?\\s*\\.\\s*${cell}\\b`).test(source);
  }
  return names.includes(other.path[0] ?? '') && (field !== other || row === '');
}

function rowOf(path: readonly string[]): string {
  const last = path.lastIndexOf(ROW);
  return last < 0 ? '' : path.slice(0, last + 1).join('.');
}
