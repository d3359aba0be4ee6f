import { currentLanguage, type Language } from '../i18n/language.ts';

/** Texts of a bpmn.io widget by language: English template → text. What a language does not have stays as the widget says it. */
export type WidgetTexts = Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>>;
export type Translate = (template: string, replacements?: Readonly<Record<string, unknown>>) => string;

/**
 * Texts in the reader's language with their `{placeholders}` filled in. The widgets spell one thing in several ways
 * ("User task", "User Task", "Sub-process", "Sub Process"): a template that is not listed as it stands is looked up by its
 * words.
 */
export function widgetTranslate(texts: WidgetTexts): Translate {
  const byWords = new Map<Language, ReadonlyMap<string, string>>(
    (['vi', 'en'] as const).map((language) => [
      language,
      new Map(Object.entries(texts[language] ?? {}).map(([template, text]) => [wordsOf(template), text])),
    ]),
  );
  return (template, replacements = {}) => {
    const language = currentLanguage();
    const text = texts[language]?.[template] ?? byWords.get(language)?.get(wordsOf(template)) ?? template;
    return text.replace(/{([^}]+)}/g, (placeholder, name: string) => {
      const value = replacements[name];
      return value === undefined || value === null ? placeholder : String(value);
    });
  };
}

const wordsOf = (template: string): string => template.toLowerCase().replace(/-/g, ' ').trim();

/** The didi module that gives every bpmn.io widget (bpmn-js, dmn-js, form-js) our texts through its `translate` service. */
export const translateModule = (texts: WidgetTexts): { readonly translate: readonly ['value', Translate] } => ({
  translate: ['value', widgetTranslate(texts)],
});
