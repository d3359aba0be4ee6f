import { Type } from 'typebox';
import type { JsonObject } from '../../../engine/index.ts';
import { component, exactly, list } from '../../plugins/schemas.ts';

/** A JSON object whose members this API does not name: form data, variables. */
export const AnyObject = Type.Unsafe<JsonObject>({ type: 'object', additionalProperties: true });
/** A JSON object in an answer whose shape the engine states: a manifest, an event, a clock. */
export const EngineObject = Type.Unsafe<object>({ type: 'object', additionalProperties: true });

/** Instant, ISO 8601 UTC with milliseconds. */
export const Instant = Type.String({ format: 'date-time' });

/** Text for people; `en` falls back to `vi`. */
export const LocalizedText = component(
  'LocalizedText',
  Type.Object({ vi: Type.String(), en: Type.Optional(Type.String()) }),
);

/** An article (`act#article`) as it is cited, with the title of its act where the version names it. */
export const Citation = component(
  'Citation',
  Type.Object({ ref: Type.String(), text: LocalizedText, act: Type.Optional(LocalizedText) }),
);

/** One line of the reckoning behind a due date. */
export const ExplanationLine = component(
  'ExplanationLine',
  Type.Object({
    date: Type.Optional(Type.String({ description: 'Local date, YYYY-MM-DD' })),
    minutes: Type.Optional(Type.Number({ description: 'Working minutes counted on that day' })),
    text: LocalizedText,
  }),
);

/** `?limit=&cursor=` of every list. */
export const pageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: 'nextCursor of the page before' })),
};

/** The answer of every list. */
export function page<T extends Parameters<typeof list>[0]>(item: T) {
  return Type.Object({ items: list(item), nextCursor: Type.Optional(Type.String()) });
}

/** Id of a case: letters, digits and hyphens. */
const CASE_ID = '[0-9A-Za-z-]{1,64}';

/** Path parameter of everything about one case. */
export const CaseParams = exactly({ caseId: Type.String({ pattern: `^${CASE_ID}$` }) });

/** Path parameter of a thing in a case: `<caseId>:<key>`. */
export function thingParams<Name extends string>(name: Name) {
  const id = Type.String({ pattern: `^${CASE_ID}:[0-9]{1,12}$`, description: '<caseId>:<key>' });
  return exactly({ [name]: id } as Record<Name, typeof id>);
}

/** Takes `<caseId>:<key>` apart; the schema has checked the shape. */
export function thingOf(id: string): { readonly caseId: string; readonly key: number } {
  const colon = id.lastIndexOf(':');
  return { caseId: id.slice(0, colon), key: Number(id.slice(colon + 1)) };
}
