import type { CompiledField, CompiledForm } from '../../forms/compiled-form.ts';
import { canonicalJson } from '../../history/canonical-json.ts';
import { added, bilingual, changed, quoted, removed, same, type Difference, type Subject } from './difference.ts';
import { jsonWords, textWords, yesNo } from './words.ts';

type Forms = Readonly<Record<string, CompiledForm>>;

/** Forms and their fields: what people are asked, what must be answered, what the answers may be. */
export function compareForms(before: Forms, after: Forms): readonly Difference[] {
  const differences: Difference[] = [];
  for (const old of Object.values(before)) {
    const next = after[old.id];
    if (next === undefined) differences.push(removed(formSubject(old)));
    else differences.push(...compareForm(old, next));
  }
  for (const next of Object.values(after)) {
    if (!Object.hasOwn(before, next.id)) differences.push(added(formSubject(next)));
  }
  return differences;
}

function formSubject({ id }: CompiledForm): Subject {
  return { area: 'form', id, name: { vi: `biểu mẫu ${id}`, en: `form ${id}` } };
}

function compareForm(old: CompiledForm, next: CompiledForm): readonly Difference[] {
  if (canonicalJson(old.source) === canonicalJson(next.source)) return [];
  const differences: Difference[] = [];
  const fields = new Map(next.fields.map((field) => [pathOf(field), field]));
  for (const field of old.fields) {
    const other = fields.get(pathOf(field));
    if (other === undefined) differences.push(removed(fieldSubject(old, field)));
    else differences.push(...compareField(fieldSubject(next, other), field, other));
  }
  const known = new Set(old.fields.map(pathOf));
  for (const field of next.fields) if (!known.has(pathOf(field))) differences.push(added(fieldSubject(next, field)));
  if (differences.length > 0) return differences;
  if (canonicalJson(old.schema) !== canonicalJson(next.schema)) {
    return whole(next, 'rules', 'quy tắc kiểm tra', 'validation rules');
  }
  return whole(next, 'appearance', 'cách trình bày, nhãn hoặc hướng dẫn', 'appearance, labels or hints');
}

function whole(form: CompiledForm, id: string, vi: string, en: string): readonly Difference[] {
  return changed(
    formSubject(form),
    { id, name: { vi, en } },
    { vi: 'như cũ', en: 'as before' },
    { vi: 'đã đổi', en: 'changed' },
  );
}

function fieldSubject({ id }: CompiledForm, field: CompiledField): Subject {
  const label = quoted(bilingual(field.label));
  return {
    area: 'form',
    id: `${id}.${pathOf(field)}`,
    name: { vi: `trường ${label.vi} của biểu mẫu ${id}`, en: `field ${label.en} of form ${id}` },
  };
}

function compareField(subject: Subject, old: CompiledField, next: CompiledField): readonly Difference[] {
  const property = (id: string, vi: string, en: string) => ({ id, name: { vi, en } });
  const differences = [
    ...changed(
      subject,
      property('label', 'nhãn', 'label'),
      quoted(bilingual(old.label)),
      quoted(bilingual(next.label)),
    ),
    ...changed(subject, property('type', 'loại', 'kind'), same(old.type), same(next.type)),
    ...changed(subject, property('required', 'bắt buộc', 'required'), yesNo(old.required), yesNo(next.required)),
    ...changed(subject, property('options', 'các lựa chọn', 'options'), options(old), options(next)),
    ...changed(
      subject,
      property('hide', 'ẩn khi', 'hidden when'),
      textWords(old.hide.join('; ')),
      textWords(next.hide.join('; ')),
    ),
    ...changed(subject, property('readonly', 'chỉ đọc', 'read only'), lock(old), lock(next)),
    ...changed(
      subject,
      property('computed', 'được tính bằng', 'computed by'),
      textWords(old.computed),
      textWords(next.computed),
    ),
    ...changed(
      subject,
      property('default', 'giá trị mặc định', 'default'),
      jsonWords(old.default),
      jsonWords(next.default),
    ),
  ];
  if (differences.length > 0 || canonicalJson({ ...old }) === canonicalJson({ ...next })) return differences;
  return changed(
    subject,
    property('other', 'thiết lập khác', 'other settings'),
    { vi: 'như cũ', en: 'as before' },
    { vi: 'đã đổi', en: 'changed' },
  );
}

function options({ options: fixed, optionsKey }: CompiledField) {
  if (fixed !== undefined)
    return same(fixed.map((option) => (typeof option === 'string' ? option : JSON.stringify(option))).join(', '));
  return textWords(optionsKey);
}

function lock({ readonly: locked, disabled }: CompiledField) {
  if (disabled === true || locked === true) return yesNo(true);
  return locked === undefined ? yesNo(false) : same(locked);
}

function pathOf({ path }: CompiledField): string {
  return path.join('.');
}
