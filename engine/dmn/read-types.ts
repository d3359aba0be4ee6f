import type { Bilingual } from '../model/expression.ts';
import type { ItemDefinition } from 'dmn-moddle';
import type { Findings } from '../compile/findings.ts';
import { checkTests } from './check-expression.ts';
import type { DmnType, SimpleTypeName } from './decision-model.ts';

/** Type names of a file and of what it imports (`alias.tName`), written out on demand. */
export interface TypeReader {
  /** The type that a name stands for; undefined for none or `Any`. Unknown names are reported at `where`. */
  resolve(
    typeRef: string | undefined,
    where: { readonly id?: string | undefined; readonly label: Bilingual },
  ): DmnType | undefined;
}

/** Item definitions by the name under which a file refers to them. */
export type ItemDefinitions = ReadonlyMap<string, ItemDefinition>;

/** @source DMN 1.5 §7.3 (ItemDefinition), §10.3.1 */
export function createTypeReader(definitions: ItemDefinitions, findings: Findings): TypeReader {
  const open = new Set<string>();
  const known = new Map<string, DmnType | undefined>();

  function resolve(
    typeRef: string | undefined,
    where: { readonly id?: string | undefined; readonly label: Bilingual },
  ): DmnType | undefined {
    if (typeRef === undefined || typeRef.trim() === '') return undefined;
    const name = typeRef.trim();
    const simple = SIMPLE_TYPES.get(name.replace(/^[\w.-]+:/, ''));
    if (simple !== undefined && !definitions.has(name)) {
      return simple === 'Any' ? undefined : { kind: 'simple', name: simple };
    }
    if (known.has(name)) return known.get(name);
    const definition = definitions.get(name) ?? definitions.get(name.replace(/^[\w.-]+:/, ''));
    if (!definition) {
      findings.error(
        'dmn-type',
        { id: where.id },
        {
          en: `${where.label.en} has the type '${name}', which is not defined.`,
          vi: `${where.label.vi} có kiểu “${name}” chưa được khai báo.`,
        },
        {
          en: 'Use number, string, boolean, date, time, dateTime, dayTimeDuration, yearMonthDuration, Any, or define the type.',
          vi: 'Dùng number, string, boolean, date, time, dateTime, dayTimeDuration, yearMonthDuration, Any, hoặc khai báo kiểu đó.',
        },
      );
      return undefined;
    }
    if (open.has(name)) {
      findings.error(
        'dmn-type',
        definition,
        { en: `The type '${name}' refers to itself.`, vi: `Kiểu “${name}” dẫn về chính nó.` },
        {
          en: 'Break the circle: a value of such a type would have no end.',
          vi: 'Bỏ vòng lặp: giá trị thuộc kiểu như vậy không có điểm dừng.',
        },
      );
      return undefined;
    }
    open.add(name);
    const type = read(definition, name);
    open.delete(name);
    known.set(name, type);
    return type;
  }

  function read(definition: ItemDefinition, label: string): DmnType | undefined {
    const element = constrain(elementType(definition, label), definition.allowedValues?.text, label, definition);
    const whole: DmnType | undefined =
      definition.isCollection === true ? { kind: 'list', element: element ?? ANY, label } : element;
    return constrain(whole, definition.typeConstraint?.text, label, definition);
  }

  function elementType(definition: ItemDefinition, label: string): DmnType | undefined {
    if (definition.functionItem) return { kind: 'function' };
    const components = definition.itemComponent ?? [];
    if (components.length === 0)
      return resolve(definition.typeRef, {
        id: definition.id,
        label: { en: `The type '${label}'`, vi: `Kiểu “${label}”` },
      });
    return {
      kind: 'context',
      label,
      components: components.map((component) => {
        const name = component.name ?? '';
        return { name, type: read(component, `${label}.${name}`) ?? ANY };
      }),
    };
  }

  function constrain(
    base: DmnType | undefined,
    allowed: string | undefined,
    label: string,
    at: ItemDefinition,
  ): DmnType | undefined {
    if (allowed === undefined || allowed.trim() === '') return base;
    checkTests(
      allowed,
      at,
      { en: `The allowed values of type '${label}'`, vi: `Giá trị cho phép của kiểu “${label}”` },
      findings,
    );
    return { kind: 'constrained', base: base ?? ANY, allowed, label };
  }

  return { resolve };
}

const ANY: DmnType = { kind: 'simple', name: 'Any' };

/** How files name the built-in types: the standard's names of all versions and FEEL's own spelling. */
const SIMPLE_TYPES: ReadonlyMap<string, SimpleTypeName> = new Map([
  ['Any', 'Any'],
  ['any', 'Any'],
  ['number', 'number'],
  // What other engines' editors write for numbers.
  ['integer', 'number'],
  ['long', 'number'],
  ['double', 'number'],
  ['string', 'string'],
  ['boolean', 'boolean'],
  ['date', 'date'],
  ['time', 'time'],
  ['dateTime', 'dateTime'],
  ['date and time', 'dateTime'],
  ['dayTimeDuration', 'dayTimeDuration'],
  ['days and time duration', 'dayTimeDuration'],
  ['yearMonthDuration', 'yearMonthDuration'],
  ['years and months duration', 'yearMonthDuration'],
]);
