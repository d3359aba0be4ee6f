import type { Json, JsonObject } from '../model/json.ts';
import type { Report } from './component-kind.ts';
import { isObject, objectOf, textOf } from './component-kind.ts';

/** Texts of a component that people read and that a translation may replace. */
const TEXTS = ['label', 'description', 'text', 'content', 'alt', 'title', 'dateLabel', 'timeLabel'] as const;

/**
 * The form in a language, for the viewer. Vietnamese is how it is written; English replaces the texts that `motcua.en` has,
 * and leaves the others in Vietnamese:
 *
 * ```json
 * "motcua": { "en": { "Field_ten": { "label": "Full name", "description": "…", "prefix": "…", "suffix": "…",
 *   "patternErrorMessage": "…", "values": { "nam": "Male" }, "columns": { "ten": "Name" } } } }
 * ```
 *
 * Entries are named by the component's id, or by its key where it has no id. Keys, values and rules are untouched: a
 * submission is the same in both languages. Pure.
 */
export function localizeForm(source: Json, language: 'vi' | 'en'): Json {
  if (language === 'vi' || !isObject(source)) return source;
  const translations = objectOf(objectOf(source, 'motcua'), 'en');
  return { ...source, components: localizeAll(source['components'], translations) };
}

/** Reports entries of `motcua.en` for components that the form lacks. */
export function checkTranslations(form: JsonObject, report: Report): void {
  const known = new Set(allComponents(form).flatMap(translationNames));
  for (const name of Object.keys(objectOf(objectOf(form, 'motcua'), 'en'))) {
    if (!known.has(name))
      report(
        'form-translation-unknown',
        {
          en: `motcua.en translates '${name}', which the form does not have.`,
          vi: `motcua.en dịch “${name}”, biểu mẫu không có mục này.`,
        },
        { en: 'Name it as the component is named, or remove it.', vi: 'Dùng tên của thành phần, hoặc xóa.' },
        'warning',
      );
  }
}

/** The entry of `motcua.en` for a component, by its id, key or path; empty where there is none. */
export function translationOf(component: JsonObject, translations: JsonObject): JsonObject {
  for (const name of translationNames(component)) {
    const translation = translations[name];
    if (isObject(translation)) return translation;
  }
  return {};
}

function allComponents(container: JsonObject): readonly JsonObject[] {
  const components = container['components'];
  if (!Array.isArray(components)) return [];
  return (components as readonly Json[])
    .filter(isObject)
    .flatMap((component) => [component, ...allComponents(component)]);
}

function localizeAll(components: Json | undefined, translations: JsonObject): Json {
  if (!Array.isArray(components)) return [];
  return (components as readonly Json[]).map((component) =>
    isObject(component) ? localize(component, translations) : component,
  );
}

function localize(component: JsonObject, translations: JsonObject): JsonObject {
  const translation = translationOf(component, translations);
  const texts = TEXTS.flatMap((property) => {
    const text = textOf(translation, property);
    return text === undefined ? [] : [[property, text] as const];
  });
  const appearance = { prefixAdorner: textOf(translation, 'prefix'), suffixAdorner: textOf(translation, 'suffix') };
  const adorners = Object.entries(appearance).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, text] as const],
  );
  const message = textOf(translation, 'patternErrorMessage');
  return {
    ...component,
    ...Object.fromEntries(texts),
    ...(adorners.length === 0
      ? {}
      : { appearance: { ...objectOf(component, 'appearance'), ...Object.fromEntries(adorners) } }),
    ...(message === undefined
      ? {}
      : { validate: { ...objectOf(component, 'validate'), patternErrorMessage: message } }),
    ...relabel(component, 'values', 'value', objectOf(translation, 'values')),
    ...relabel(component, 'columns', 'key', objectOf(translation, 'columns')),
    ...(component['components'] === undefined
      ? {}
      : { components: localizeAll(component['components'], translations) }),
  };
}

/** Replaces the labels of options or columns, found by their value or key. */
function relabel(component: JsonObject, property: 'values' | 'columns', by: string, labels: JsonObject): JsonObject {
  const entries = component[property];
  if (!Array.isArray(entries) || Object.keys(labels).length === 0) return {};
  return {
    [property]: (entries as readonly Json[]).map((entry) => {
      const named = isObject(entry) ? entry[by] : entry;
      const label = textOf(labels, String(named));
      if (label === undefined) return entry;
      return isObject(entry) ? { ...entry, label } : { label, [by]: entry };
    }),
  };
}

function translationNames(component: JsonObject): readonly string[] {
  return ['id', 'key', 'path'].flatMap((property) => textOf(component, property) ?? []);
}
