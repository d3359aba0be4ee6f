import type { LocalizedText } from '../model/expression.ts';
import type { CompiledField, CompiledForm } from './compiled-form.ts';
import { ROW } from './compiled-form.ts';
import { feelOf } from './component-kind.ts';
import { fieldMessage } from './field-codes.ts';
import type { FormRun } from './form-run.ts';
import type { PlaceFault } from './form-validator.ts';
import type { FieldFinding } from './field-finding.ts';

/**
 * Puts faults into the form's words, in the order of the form. One finding per place and code; places that are hidden or
 * disabled only say so.
 */
export function findingsOf(form: CompiledForm, faults: readonly PlaceFault[], run: FormRun): readonly FieldFinding[] {
  const found = new Map<string, { readonly order: number; readonly finding: FieldFinding }>();
  for (const fault of faults) {
    if (fault.code !== 'hiddenField' && run.isExempt(fault.pointer, fault.code)) continue;
    const position = form.fields.findIndex((field) =>
      fault.component === undefined ? covers(field, fault.pointer) : field.component === fault.component,
    );
    const field = form.fields[position];
    const key = `${fault.pointer} ${fault.code}`;
    if (!found.has(key))
      found.set(key, {
        order: position < 0 ? orderOfPlace(form, fault) : position,
        finding: finding(form, field, fault, run),
      });
  }
  return [...found.values()]
    .sort((a, b) => a.order - b.order || compareRows(a.finding.path, b.finding.path))
    .map((entry) => entry.finding);
}

/** A group's object stands where its first field does. Unknown fields come last: the form does not say where they would stand. */
function orderOfPlace(form: CompiledForm, { code, pointer }: PlaceFault): number {
  const place = pointer.split('/').slice(1);
  const first =
    code === 'unknownField' ? -1 : form.fields.findIndex(({ path }) => samePlace(path.slice(0, place.length), place));
  return first < 0 ? form.fields.length : first;
}

function finding(form: CompiledForm, field: CompiledField | undefined, fault: PlaceFault, run: FormRun): FieldFinding {
  const key = fault.pointer.slice(fault.pointer.lastIndexOf('/') + 1);
  const label =
    field === undefined || fault.code === 'unknownField'
      ? { vi: key, en: key }
      : shownLabel(field.label, fault.pointer, run);
  return {
    path: fault.pointer,
    label: label.vi,
    ...(field === undefined || fault.code === 'unknownField' ? {} : { component: field.component }),
    code: fault.code,
    message: fieldMessage(fault.code, withRows(form, label, fault, run), fault.params),
  };
}

/** `'Họ tên'`, in a list `'Họ tên' (dòng 2 của 'Thành viên')`. */
function withRows(
  form: CompiledForm,
  label: Required<LocalizedText>,
  fault: PlaceFault,
  run: FormRun,
): Required<LocalizedText> {
  const segments = fault.pointer.split('/').slice(1);
  const rows = segments.flatMap((segment, index) =>
    /^\d+$/.test(segment) ? [{ number: Number(segment) + 1, path: segments.slice(0, index) }] : [],
  );
  const named = rows.flatMap(({ number, path }) => {
    const list = form.fields.find((candidate) => candidate.kind === 'rows' && samePlace(candidate.path, path));
    return list === undefined ? [] : [{ number, list: shownLabel(list.label, `/${path.join('/')}`, run) }];
  });
  const vi = named.map(({ number, list }) => `dòng ${number} của '${list.vi}'`).join(', ');
  const en = named.map(({ number, list }) => `row ${number} of '${list.en}'`).join(', ');
  return { vi: `'${label.vi}'${vi === '' ? '' : ` (${vi})`}`, en: `'${label.en}'${en === '' ? '' : ` (${en})`}` };
}

/** Labels may be FEEL or hold `{{…}}`: they are read as the viewer shows them there. */
function shownLabel(label: LocalizedText, pointer: string, run: FormRun): Required<LocalizedText> {
  const show = (text: string): string => {
    const feel = feelOf(text);
    const value = (source: string): string => {
      const result = run.evaluate(source, pointer);
      return result.ok && result.value !== null
        ? typeof result.value === 'string'
          ? result.value
          : JSON.stringify(result.value)
        : '';
    };
    return feel === undefined
      ? text.replace(/\{\{([^{}#/]+)\}\}/g, (_, source: string) => value(source.trim()))
      : value(feel);
  };
  return { vi: show(label.vi), en: show(label.en ?? label.vi) };
}

function covers(field: CompiledField, pointer: string): boolean {
  return samePlace(field.path, pointer.split('/').slice(1));
}

function samePlace(path: readonly string[], place: readonly string[]): boolean {
  return (
    path.length === place.length &&
    path.every((segment, index) => (segment === ROW ? /^\d+$/.test(place[index] ?? '') : segment === place[index]))
  );
}

/** Rows by number, so that row 10 comes after row 9. */
function compareRows(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
