import { compileDraft, type Draft } from '../compile/compile-procedure.ts';
import type { Diagnostic } from '../errors.ts';
import type { BundleFiles, Procedure } from '../model/procedure.ts';
import { checkRules } from './check-rules.ts';
import { createGraphView } from './graph-view.ts';
import { checkSoundness, type SoundnessOptions, type SoundnessVerdict } from './soundness.ts';

export type { SoundnessOptions, SoundnessVerdict } from './soundness.ts';

/** Whether a procedure may be published, and why not. Stored with the version. */
export interface Verification {
  readonly ok: boolean;
  /** Present when the bundle could be compiled. */
  readonly procedure?: Procedure;
  readonly diagnostics: readonly Diagnostic[];
  /** One verdict per executable process; none where structural errors leave nothing to decide. */
  readonly soundness: readonly SoundnessVerdict[];
}

/** Compiles and checks a bundle or one BPMN file: rules, then soundness. The same function in the browser, the CLI and the server. */
export async function verify(source: string | BundleFiles, options: SoundnessOptions = {}): Promise<Verification> {
  const draft: Draft = await compileDraft(source);
  const diagnostics: Diagnostic[] = [...draft.diagnostics, ...checkRules(draft)];
  const soundness: SoundnessVerdict[] = [];
  const deadElement = draft.procedure?.manifest === undefined ? 'warning' : 'error';
  const processes = draft.procedure?.processes ?? {};
  for (const graph of Object.values(processes)) {
    const file = draft.fileOf[graph.id];
    const view = createGraphView(graph, processes);
    const { verdict, diagnostics: found } = checkSoundness(graph, { deadElement, ...options }, view);
    soundness.push(verdict);
    diagnostics.push(...found.map((diagnostic) => (file === undefined ? diagnostic : { ...diagnostic, file })));
  }
  const ok = draft.procedure !== undefined && !diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return { ok, ...(ok && draft.procedure !== undefined && { procedure: draft.procedure }), diagnostics, soundness };
}
