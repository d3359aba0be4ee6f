import type { BundleFiles, Json } from '../../engine/index.ts';

/** What the forms of a version say of one variable. */
export interface FieldWords {
  readonly label: string;
  /** Unit or currency behind a number: `đồng`, `m²`. */
  readonly suffix?: string;
  /** Value → label of a choice. */
  readonly options: ReadonlyMap<string, string>;
}

interface Component {
  readonly key?: unknown;
  readonly path?: unknown;
  readonly label?: unknown;
  /** Of a date: form-js keeps it here. */
  readonly dateLabel?: unknown;
  readonly appearance?: { readonly suffixAdorner?: unknown };
  readonly values?: unknown;
  readonly components?: unknown;
}

/**
 * How the forms of a version call the variables, by name (the last step of a path). Where two forms ask for the same, the first
 * one's words stand. Pure; a form that cannot be read names nothing.
 */
export function fieldWords(files: BundleFiles): ReadonlyMap<string, FieldWords> {
  const words = new Map<string, FieldWords>();
  const read = (components: unknown): void => {
    for (const component of Array.isArray(components) ? (components as readonly Component[]) : []) {
      const name = [component.key, component.path].find((each) => typeof each === 'string' && each !== '');
      const label = component.label ?? component.dateLabel;
      if (typeof name === 'string' && typeof label === 'string' && !words.has(name)) {
        const suffix = component.appearance?.suffixAdorner;
        words.set(name, {
          label,
          options: optionsOf(component.values),
          ...(typeof suffix === 'string' ? { suffix } : {}),
        });
      }
      read(component.components);
    }
  };
  for (const [path, text] of Object.entries(files)) {
    if (!path.endsWith('.form')) continue;
    try {
      read((JSON.parse(text) as Component).components);
    } catch {
      // Published forms can be read; a broken one would be named by verification, not here.
      continue;
    }
  }
  return words;
}

function optionsOf(values: unknown): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const each of Array.isArray(values) ? values : []) {
    const { value, label } = each as { readonly value?: unknown; readonly label?: unknown };
    if (typeof label === 'string') options.set(String(value), label);
  }
  return options;
}

/** One line of a table of variables. */
export interface VariableRow {
  /** JSON Pointer: tells rows apart. */
  readonly path: string;
  readonly depth: number;
  readonly name: string;
  /** The plain value; undefined where the rows below are the value. */
  readonly value?: Json;
  readonly words?: FieldWords;
}

/** Variables as rows, what is inside a value indented below it. A list of plain values stays in one row. */
export function variableRows(
  value: { readonly [name: string]: Json },
  words: ReadonlyMap<string, FieldWords>,
  path = '',
  depth = 0,
): readonly VariableRow[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const own = words.get(name);
    const row = {
      path: `${path}/${name}`,
      depth,
      name: own?.label ?? name,
      ...(own === undefined ? {} : { words: own }),
    };
    if (isPlain(inner)) return [{ ...row, value: inner }];
    const below = Array.isArray(inner)
      ? Object.fromEntries(inner.map((each, index) => [String(index + 1), each]))
      : (inner as { readonly [name: string]: Json });
    return [row, ...variableRows(below, words, row.path, depth + 1)];
  });
}

const isPlain = (value: Json): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Array.isArray(value) && value.every((each) => typeof each !== 'object'));
