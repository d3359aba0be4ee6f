import type { LocalizedText } from '../model/expression.ts';
import type { JsonObject } from '../model/json.ts';
import type { ComponentSource } from './component-kind.ts';
import { textOf } from './component-kind.ts';

const LABELS = ['label', 'dateLabel', 'timeLabel'];

/** What people call a component: its label, a date field's date or time label, else its key or path. */
export function fieldLabel(component: ComponentSource, english: JsonObject): LocalizedText {
  const vi = firstText(component, [...LABELS, 'key', 'path', 'id']) ?? '';
  const en = firstText(english, LABELS);
  return en === undefined ? { vi } : { vi, en };
}

function firstText(source: JsonObject, properties: readonly string[]): string | undefined {
  return properties
    .map((property) => textOf(source, property)?.trim())
    .find((text) => text !== undefined && text !== '');
}
