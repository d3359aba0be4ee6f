import { cellOf, tableOf, type Sighting, type Witness } from './witnesses.ts';

/** A part of the support page, and the cells of it that no pair shows. */
export interface ShownTable {
  readonly table: string;
  readonly missing: readonly string[];
}

interface Row {
  readonly name: string;
}

interface Column<Kind> {
  readonly name: string;
  /** Whether a kind can be in this role at all. */
  of(kind: Kind): boolean;
}

/** Kinds of elements down, the roles that they can be in across; a cell names the pairs in which one was seen in the other. */
export function crossTable<Kind extends Row, Role extends Column<Kind>>(
  kinds: readonly Kind[],
  roles: readonly Role[],
  witnesses: readonly Witness[],
  isSeen: (kind: Kind, role: Role, sighting: Sighting, witness: Witness) => boolean,
): ShownTable {
  const missing: string[] = [];
  const rows = kinds.map((kind) => [
    kind.name,
    ...roles.map((role) => {
      const cell = cellOf(
        witnesses.filter((witness) => witness.activated.some((sighting) => isSeen(kind, role, sighting, witness))),
      );
      if (cell === undefined && role.of(kind)) missing.push(`${kind.name}, ${role.name}`);
      return cell ?? (role.of(kind) ? '**no pair**' : '–');
    }),
  ]);
  return { table: tableOf(['', ...roles.map(({ name }) => name)], rows), missing };
}
