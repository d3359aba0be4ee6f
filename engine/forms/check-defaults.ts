import type { CompiledForm } from './compiled-form.ts';
import type { ReportAt } from './read-form.ts';
import { fieldSchema } from './form-schema.ts';
import { checkValue } from './form-validator.ts';

/** Reports defaults that their own field would refuse; limits in FEEL are not asked, they have no case yet. */
export function checkDefaults(form: CompiledForm, reportAt: ReportAt): void {
  for (const field of form.fields) {
    if (field.default === undefined) continue;
    const codes = checkValue(form, fieldSchema(form, field), field.default);
    if (codes.length > 0)
      reportAt(
        field.component,
        'form-default-invalid',
        {
          en: `The default of '${field.label.vi}' breaks ${codes.join(', ')}.`,
          vi: `Giá trị mặc định của “${field.label.vi}” vi phạm ${codes.join(', ')}.`,
        },
        { en: 'Correct the default or the limits.', vi: 'Sửa giá trị mặc định hoặc các giới hạn.' },
      );
  }
}
