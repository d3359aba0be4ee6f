import type { ComponentKind } from '../component-kind.ts';
import { checkbox } from './checkbox.ts';
import { choice, choices } from './choice.ts';
import { dynamicList, group } from './containers.ts';
import { datetime } from './datetime.ts';
import { expression } from './expression.ts';
import { filepicker } from './filepicker.ts';
import { number } from './number.ts';
import { presentation } from './presentation.ts';
import { text } from './text.ts';

const kinds: readonly ComponentKind[] = [
  text,
  number,
  checkbox,
  choice,
  choices,
  datetime,
  filepicker,
  expression,
  group,
  dynamicList,
  ...presentation,
];

const byType: ReadonlyMap<string, ComponentKind> = new Map(
  kinds.flatMap((kind) => kind.types.map((type) => [type, kind] as const)),
);

/** What the compiler knows of a component type; undefined for a type that it refuses. */
export function componentKind(type: string): ComponentKind | undefined {
  return byType.get(type);
}
