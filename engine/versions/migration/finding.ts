import type { MigrationCode } from '../../errors.ts';
import type { Bilingual } from '../../model/expression.ts';

/** Something that was found about one case that is to go on under another version. */
export interface MigrationFinding {
  readonly code: MigrationCode;
  readonly severity: 'refusal' | 'warning' | 'note';
  /** Element of the version that the case runs under. */
  readonly elementId?: string;
  /** Element of the other version. */
  readonly targetId?: string;
  /** For a removed element: the one of the same kind and name in the other version, for the analyst to confirm. */
  readonly suggestion?: string;
  /** What, where, what to do. */
  readonly text: Bilingual;
}

type Where = Pick<MigrationFinding, 'elementId' | 'targetId' | 'suggestion'>;

/** Collects findings; what is found twice is told once. */
export interface Findings {
  readonly list: readonly MigrationFinding[];
  refuse(code: MigrationCode, vi: string, en: string, where?: Where): void;
  warn(code: MigrationCode, vi: string, en: string, where?: Where): void;
  note(code: MigrationCode, vi: string, en: string, where?: Where): void;
}

export function createFindings(): Findings {
  const list: MigrationFinding[] = [];
  const told = new Set<string>();
  const add =
    (severity: MigrationFinding['severity']) =>
    (code: MigrationCode, vi: string, en: string, where: Where = {}): void => {
      const key = `${code} ${where.elementId ?? ''} ${where.targetId ?? ''} ${en}`;
      if (told.has(key)) return;
      told.add(key);
      list.push({ code, severity, ...where, text: { vi, en } });
    };
  return { list, refuse: add('refusal'), warn: add('warning'), note: add('note') };
}

/** How words name an element: as it is drawn. */
export function drawn(node: { readonly id: string; readonly name?: string }): string {
  return `“${node.name === undefined || node.name.trim() === '' ? node.id : node.name.trim()}”`;
}
