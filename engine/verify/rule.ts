import type { Definitions } from '../compile/read-bpmn.ts';
import type { Named } from '../compile/findings.ts';
import type { Diagnostic } from '../errors.ts';
import type { Bilingual } from '../model/expression.ts';
import type { ProcedureManifest } from '../model/procedure-manifest.ts';
import type { Procedure } from '../model/procedure.ts';
import type { ProcessGraph } from '../model/process-graph.ts';
import type { GraphView } from './graph-view.ts';

/** A rule about one process. Called once per executable process of the file or bundle. */
export interface ProcessRule {
  readonly id: string;
  check(subject: ProcessSubject, report: Report): void;
}

/** A rule about a bundle with manifest: what the law demands of a procedure. Not called for bare models. */
export interface ProcedureRule {
  readonly id: string;
  check(subject: ProcedureSubject, report: Report): void;
}

/** A rule about a BPMN file as drawn: pools and message flows, which no process graph holds. */
export interface DocumentRule {
  readonly id: string;
  check(definitions: Definitions, report: Report): void;
}

export interface ProcessSubject {
  readonly graph: ProcessGraph;
  readonly view: GraphView;
  readonly procedure: Procedure;
  /** Absent on bare models, to which the law's rules do not apply. */
  readonly manifest?: ProcedureManifest;
}

export interface ProcedureSubject {
  readonly procedure: Procedure;
  readonly manifest: ProcedureManifest;
  /** The process that a case starts. */
  readonly main: ProcessGraph;
  readonly views: Readonly<Record<string, GraphView>>;
}

/** Where a rule puts what it finds, in both languages. The finding carries the rule's id and the file. */
export type Report = (
  severity: Diagnostic['severity'],
  element: Named | undefined,
  message: Bilingual,
  hint?: Bilingual,
) => void;
