import { currentLanguage } from '../i18n/language.ts';

/** Texts of a bpmn.io widget in another language: English template → translated template. */
export type WidgetTexts = Readonly<Record<string, string>>;
export type Translate = (template: string, replacements?: Readonly<Record<string, unknown>>) => string;

/** Texts in the reader's language with their `{placeholders}` filled in. English is what the widgets speak by themselves. */
export function widgetTranslate(texts: WidgetTexts): Translate {
  return (template, replacements = {}) => {
    const text = currentLanguage() === 'vi' ? (texts[template] ?? template) : template;
    return text.replace(/{([^}]+)}/g, (placeholder, name: string) => {
      const value = replacements[name];
      return value === undefined || value === null ? placeholder : String(value);
    });
  };
}

/** The didi module that gives every bpmn.io widget (bpmn-js, dmn-js, form-js) our texts through its `translate` service. */
export const translateModule = (texts: WidgetTexts): { readonly translate: readonly ['value', Translate] } => ({
  translate: ['value', widgetTranslate(texts)],
});
