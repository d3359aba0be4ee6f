import type { Rejection } from '../errors.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { ChecklistItem, Ground, ListCarriers, ProcedureManifest } from '../model/procedure-manifest.ts';
import type { Procedure } from '../model/procedure.ts';
import type { GroundsChosen } from './event.ts';
import type { OpenTask } from './state.ts';

/** What a submission chose from the lists, or why it is refused. `chosen` is absent where no list is at stake. */
export type ClosedListVerdict =
  | { readonly ok: true; readonly chosen?: Omit<GroundsChosen, 'type' | 'key'> }
  | { readonly ok: false; readonly rejection: Rejection };

/**
 * The closed lists of a version: a request for a supplement and a refusal name grounds, papers and fields that were published,
 * and nothing else; a condition that is not met is cited. Enforced beside the form, not through it: a form that offers more
 * than was published, or forgets to demand the citation, changes nothing. What people write as explanation is never the ground.
 *
 * @source 61/2018/NĐ-CP Art. 19(4) (the notice names its grounds), 63/2010/NĐ-CP Art. 8(2) (published composition of a dossier)
 */
export function checkClosedLists(
  procedure: Procedure,
  list: 'supplement' | 'refusal' | undefined,
  { elementId, formId }: Pick<OpenTask, 'elementId' | 'formId'>,
  data: JsonObject,
): ClosedListVerdict {
  const { manifest } = procedure;
  if (manifest === undefined) return { ok: true };
  const items = (manifest.closedLists?.checklists ?? []).filter(({ form }) => form === formId);
  const notMet = items.filter(({ item, negative }) => valuesAt(data, item).some((value) => includes(negative, value)));
  const uncited = notMet.find(({ citation }) => !valuesAt(data, citation).some(isWritten));
  if (uncited !== undefined) return refused(citationRequired(elementId, uncited));

  const form = formId === undefined ? undefined : procedure.forms[formId];
  const carriers = list === undefined ? undefined : carriersOf(manifest, list, form);
  const named = list === undefined ? NOTHING : chosenFrom(procedure, manifest, list, carriers, elementId, data);
  if ('code' in named) return refused(named);
  if (list === undefined && notMet.length === 0) return { ok: true };
  return {
    ok: true,
    chosen: {
      ...(list === undefined ? {} : { list }),
      ...named,
      ...(notMet.length === 0 ? {} : { notMet: notMet.map((item) => notMetOf(manifest, item)) }),
    },
  };
}

type Named = Pick<GroundsChosen, 'grounds' | 'papers' | 'fields'>;
const NOTHING: Named = { grounds: [] };

function chosenFrom(
  procedure: Procedure,
  manifest: ProcedureManifest,
  list: 'supplement' | 'refusal',
  carriers: ListCarriers | undefined,
  elementId: string,
  data: JsonObject,
): Named | Rejection {
  const listed = list === 'supplement' ? manifest.supplementGrounds : manifest.refusalGrounds;
  const codes = (carriers?.grounds ?? []).flatMap((path) => valuesAt(data, path)).filter(isGiven);
  const grounds: Ground[] = [];
  for (const code of codes) {
    const ground = listed.find((one) => one.code === code);
    if (ground === undefined)
      return notListed(
        'GROUND_NOT_LISTED',
        elementId,
        code,
        listed.map((one) => one.code),
      );
    if (!grounds.includes(ground)) grounds.push(ground);
  }
  if (grounds.length === 0) return groundRequired(elementId, list, carriers);

  const papers: NonNullable<Named['papers']>[number][] = [];
  for (const id of (carriers?.papers ?? []).flatMap((path) => valuesAt(data, path)).filter(isGiven)) {
    const paper = manifest.papers.find((one) => one.id === id);
    if (paper === undefined)
      return notListed(
        'PAPER_NOT_LISTED',
        elementId,
        id,
        manifest.papers.map((one) => one.id),
      );
    papers.push({ id: paper.id, basis: paper.basis });
  }

  const known = startFields(procedure, manifest);
  const fields: string[] = [];
  for (const field of (carriers?.fields ?? []).flatMap((path) => valuesAt(data, path)).filter(isGiven)) {
    if (typeof field !== 'string' || !known.includes(field))
      return notListed('PAPER_NOT_LISTED', elementId, field, known);
    fields.push(field);
  }
  return {
    grounds: grounds.map(({ code, basis }) => ({ code, basis })),
    ...(papers.length === 0 ? {} : { papers }),
    ...(fields.length === 0 ? {} : { fields }),
  };
}

/** As the manifest says; else every choice of the form whose fixed options are all on the list. */
function carriersOf(
  manifest: ProcedureManifest,
  list: 'supplement' | 'refusal',
  form: CompiledForm | undefined,
): ListCarriers | undefined {
  const said = manifest.closedLists?.[list];
  if (said !== undefined || form === undefined) return said;
  const codes = (list === 'supplement' ? manifest.supplementGrounds : manifest.refusalGrounds).map(({ code }) => code);
  const choices = form.fields.filter(
    ({ options }) => options !== undefined && options.length > 0 && options.every((option) => includes(codes, option)),
  );
  return choices.length === 0 ? undefined : { grounds: choices.map(({ path }) => path.join('.')) };
}

function startFields({ forms }: Procedure, { startForm }: ProcedureManifest): readonly string[] {
  const form = startForm === undefined ? undefined : forms[startForm];
  return [...new Set((form?.fields ?? []).map(({ path }) => path.filter((part) => part !== '[]').join('.')))];
}

/** Every value at a dotted path; a list on the way, or at its end, stands for each of its entries. */
function valuesAt(data: Json, path: string): readonly Json[] {
  let values: readonly Json[] = [data];
  for (const name of path.split('.').filter((part) => part !== '[]')) {
    values = values
      .flatMap(entries)
      .flatMap((value) => (isObject(value) && Object.hasOwn(value, name) ? [value[name] ?? null] : []));
  }
  return values.flatMap(entries);
}

function entries(value: Json): readonly Json[] {
  return isList(value) ? value.flatMap(entries) : [value];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

function isGiven(value: Json): boolean {
  return value !== null && value !== '';
}

/** A citation says something: blanks and dots do not. */
function isWritten(value: Json): boolean {
  return typeof value === 'string' && /[\p{L}\p{N}]/u.test(value);
}

function includes(list: readonly string[], value: Json): boolean {
  return typeof value === 'string' && list.includes(value);
}

function notMetOf(
  manifest: ProcedureManifest,
  { item, condition }: ChecklistItem,
): NonNullable<GroundsChosen['notMet']>[number] {
  const basis = manifest.conditions.find(({ id }) => id === condition)?.basis;
  return { item, ...(condition === undefined ? {} : { condition }), ...(basis === undefined ? {} : { basis }) };
}

function refused(rejection: Rejection): ClosedListVerdict {
  return { ok: false, rejection };
}

function citationRequired(elementId: string, { item, citation, condition }: ChecklistItem): Rejection {
  return {
    code: 'CITATION_REQUIRED',
    message: `'${elementId}' finds '${condition ?? item}' not met without saying by which rule; write the article and what is wrong into '${citation}'.`,
    details: { elementId, item, citation },
  };
}

function groundRequired(
  elementId: string,
  list: 'supplement' | 'refusal',
  carriers: ListCarriers | undefined,
): Rejection {
  const where =
    carriers === undefined ? 'its form has no field for it' : `choose it in '${carriers.grounds.join("', '")}'`;
  return {
    code: 'GROUND_REQUIRED',
    message: `'${elementId}' must choose at least one published ground of ${list}: ${where}. An explanation in words does not replace it.`,
    details: { elementId, list, fields: carriers?.grounds ?? [] },
  };
}

function notListed(
  code: 'GROUND_NOT_LISTED' | 'PAPER_NOT_LISTED',
  elementId: string,
  value: Json,
  listed: readonly string[],
): Rejection {
  const named = typeof value === 'string' ? value.slice(0, 100) : 'a value that is no text';
  const what = code === 'GROUND_NOT_LISTED' ? 'ground' : 'paper or field';
  return {
    code,
    message: `'${elementId}' names the ${what} '${named}', which this version has not published; it may name ${listed.join(', ')}.`,
    details: { elementId, named, listed },
  };
}
