import type { Diagnostic } from '../errors.ts';
import type { DecisionModel } from './decision-model.ts';

/** Reads a DMN file. Decisions come out as plain data by id. The only importer of dmn-moddle. */
export async function readDmn(
  _xml: string,
  _file?: string,
): Promise<{ readonly decisions: readonly DecisionModel[]; readonly diagnostics: readonly Diagnostic[] }> {
  throw new Error('owned by the dmn room');
}
