import type { DecisionModel } from '../dmn/decision-model.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import type { ProcedureManifest } from './procedure-manifest.ts';
import type { ProcessGraph } from './process-graph.ts';

/**
 * One published version of a procedure, compiled: everything that decides a case, and nothing else. Plain frozen JSON:
 * it can be stored, hashed, sent to a browser and compared. A running case is pinned to its digest for life.
 *
 * A bare BPMN file compiles to a Procedure without manifest.
 */
export interface Procedure {
  /** Version of this shape and of the compilers behind it; a stored Procedure with another number is compiled anew. */
  readonly format: 1;
  /** SHA-256 over all files of the bundle, lower-case hex (see `compile/digest.ts`). */
  readonly digest: string;
  /** Executable processes by id, those of the bundle and those that were linked in for call activities. */
  readonly processes: Readonly<Record<string, ProcessGraph>>;
  /** The process that a case starts: the manifest's, or the only executable one. */
  readonly mainProcessId: string;
  readonly forms: Readonly<Record<string, CompiledForm>>;
  /** Decisions by id. */
  readonly decisions: Readonly<Record<string, DecisionModel>>;
  readonly manifest?: ProcedureManifest;
}

/** The files of a bundle as read: path inside the bundle → text. */
export type BundleFiles = Readonly<Record<string, string>>;
