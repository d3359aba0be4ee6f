import type { Diagnostic } from '../errors.ts';
import type { BundleFiles, Procedure } from '../model/procedure.ts';

export type Compilation =
  | { readonly ok: true; readonly procedure: Procedure; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Front door of the compiler: a bundle, or the text of one BPMN file, becomes a frozen Procedure, or diagnostics. */
export async function compileProcedure(_source: string | BundleFiles): Promise<Compilation> {
  throw new Error('owned by the compile room');
}
