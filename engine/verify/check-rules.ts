import type { Draft } from '../compile/compile-procedure.ts';
import { say } from '../compile/findings.ts';
import { MANIFEST_FILE } from '../compile/read-manifest.ts';
import type { Diagnostic } from '../errors.ts';
import { createGraphView } from './graph-view.ts';
import type { Report } from './rule.ts';
import { DOCUMENT_RULES, PROCEDURE_RULES, PROCESS_RULES } from './rules/index.ts';

/** Runs every rule over what could be compiled, in the order of the registry. */
export function checkRules({ procedure, documents, fileOf }: Draft): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const reporter =
    (ruleId: string, file: string | undefined): Report =>
    (severity, element, message, hint) => {
      found.push({
        ruleId,
        severity,
        ...say(message, hint),
        ...(element?.id !== undefined && { elementId: element.id }),
        ...(file !== undefined && { file }),
      });
    };
  for (const [file, definitions] of Object.entries(documents)) {
    for (const rule of DOCUMENT_RULES) rule.check(definitions, reporter(rule.id, file));
  }
  if (procedure === undefined) return found;
  const { manifest } = procedure;
  const views = Object.fromEntries(
    Object.values(procedure.processes).map((graph) => [graph.id, createGraphView(graph, procedure.processes)]),
  );
  for (const view of Object.values(views)) {
    for (const rule of PROCESS_RULES) {
      rule.check(
        { graph: view.graph, view, procedure, ...(manifest !== undefined && { manifest }) },
        reporter(rule.id, fileOf[view.graph.id]),
      );
    }
  }
  const main = procedure.processes[procedure.mainProcessId];
  if (manifest === undefined || main === undefined) return found;
  for (const rule of PROCEDURE_RULES) {
    rule.check({ procedure, manifest, main, views }, (severity, element, message, hint) =>
      reporter(rule.id, element?.id === undefined ? MANIFEST_FILE : fileOf[main.id])(severity, element, message, hint),
    );
  }
  return found;
}
