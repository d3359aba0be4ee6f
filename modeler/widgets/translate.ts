import { currentLanguage, type Language } from '../i18n/language.ts';

/** Texts of a bpmn.io widget by language: English template → text. What a language does not have stays as the widget says it. */
export type WidgetTexts = Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>>;
export type Translate = (template: string, replacements?: Readonly<Record<string, unknown>>) => string;

/** Texts in the reader's language with their `{placeholders}` filled in. */
export function widgetTranslate(texts: WidgetTexts): Translate {
  return (template, replacements = {}) => {
    const text = texts[currentLanguage()]?.[template] ?? template;
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
