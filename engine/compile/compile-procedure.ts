import type { Bilingual } from '../model/expression.ts';
import { compileForm } from '../forms/compile-form.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import type { DecisionModel } from '../dmn/decision-model.ts';
import { checkImports } from '../dmn/check-imports.ts';
import { readDmn } from '../dmn/read-dmn.ts';
import type { Diagnostic } from '../errors.ts';
import type { BundleFiles, Procedure } from '../model/procedure.ts';
import type { ProcedureManifest } from '../model/procedure-manifest.ts';
import type { ProcessGraph } from '../model/process-graph.ts';
import { buildProcesses } from './build-processes.ts';
import { digestOf } from './digest.ts';
import { createFindings, say, type Findings } from './findings.ts';
import { freeze } from './freeze.ts';
import { readBpmn, type Definitions } from './read-bpmn.ts';
import { MANIFEST_FILE, readManifest } from './read-manifest.ts';

export type Compilation =
  | { readonly ok: true; readonly procedure: Procedure; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * What could be compiled, faults and all: the input of the verifier, which still has things to say about a model that
 * must not run. `procedure` is absent when there is no process at all.
 */
export interface Draft {
  readonly procedure?: Procedure;
  /** The BPMN files as read, by path, for rules about what a process graph does not hold (pools, message flows). */
  readonly documents: Readonly<Record<string, Definitions>>;
  /** The file of each process, by process id. */
  readonly fileOf: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Front door of the compiler: a bundle, or the text of one BPMN file, becomes a frozen Procedure, or diagnostics.
 *
 * A bundle with `procedure.json` is a procedure of law; files without it are plain processes (`.bpmn` or `.xml`, with
 * their `.dmn` and `.form` files). One error refuses the whole: nothing is dropped, degraded or passed through.
 */
export async function compileProcedure(source: string | BundleFiles): Promise<Compilation> {
  const { procedure, diagnostics } = await compileDraft(source);
  if (procedure === undefined || diagnostics.some((diagnostic) => diagnostic.severity === 'error'))
    return { ok: false, diagnostics };
  return { ok: true, procedure, diagnostics };
}

/** Compiles as far as possible and reports everything that is wrong. */
export async function compileDraft(source: string | BundleFiles): Promise<Draft> {
  const files: BundleFiles = typeof source === 'string' ? { 'process.bpmn': source } : source;
  const diagnostics: Diagnostic[] = [];
  const manifest =
    files[MANIFEST_FILE] === undefined ? undefined : readManifest(files[MANIFEST_FILE], files, diagnostics);
  if (files[MANIFEST_FILE] !== undefined && manifest === undefined) return { documents: {}, fileOf: {}, diagnostics };

  const { processes, documents, fileOf } = await compileProcesses(files, manifest, diagnostics);
  const forms = compileForms(files, manifest, diagnostics);
  const decisions = await compileDecisions(files, manifest, diagnostics);
  const mainProcessId = chooseMain(processes, fileOf, manifest, diagnostics);
  if (mainProcessId === undefined) return { documents, fileOf, diagnostics };
  const procedure: Procedure = freeze({
    format: 1,
    digest: digestOf(files),
    processes,
    mainProcessId,
    forms,
    decisions,
    ...(manifest !== undefined && { manifest }),
  });
  return { procedure, documents, fileOf, diagnostics };
}

async function compileProcesses(
  files: BundleFiles,
  manifest: ProcedureManifest | undefined,
  diagnostics: Diagnostic[],
) {
  const processes: Record<string, ProcessGraph> = {};
  const documents: Record<string, Definitions> = {};
  const fileOf: Record<string, string> = {};
  for (const [path, text] of filesOf(files, /\.(bpmn|bpmn20\.xml|xml)$/i)) {
    const findings = createFindings(path);
    const definitions = await readBpmn(text, findings);
    if (definitions !== undefined) {
      documents[path] = definitions;
      for (const graph of buildProcesses(definitions, findings)) {
        if (processes[graph.id] !== undefined) {
          findings.error(
            'duplicate-id',
            graph,
            {
              en: `Process '${graph.id}' is also in ${fileOf[graph.id] ?? 'another file'}.`,
              vi: `Quy trình “${graph.id}” cũng có trong ${fileOf[graph.id] ?? 'một tệp khác'}.`,
            },
            {
              en: 'Give every process of a bundle an id of its own.',
              vi: 'Mỗi quy trình trong bộ tệp phải có mã riêng.',
            },
          );
        } else {
          processes[graph.id] = graph;
          fileOf[graph.id] = path;
        }
      }
    }
    diagnostics.push(...findings.list);
  }
  if (Object.keys(documents).length === 0 && diagnostics.length === 0) {
    const findings: Findings = createFindings(manifest?.process ?? 'process.bpmn');
    findings.error(
      'executable-process',
      undefined,
      { en: 'There is no BPMN file.', vi: 'Không có tệp BPMN nào.' },
      { en: 'Add a .bpmn file.', vi: 'Thêm một tệp .bpmn.' },
    );
    diagnostics.push(...findings.list);
  }
  return { processes, documents, fileOf };
}

/** Forms by the id that the manifest gives them; without manifest, by their own. */
function compileForms(
  files: BundleFiles,
  manifest: ProcedureManifest | undefined,
  diagnostics: Diagnostic[],
): Readonly<Record<string, CompiledForm>> {
  const forms: Record<string, CompiledForm> = {};
  const named =
    manifest === undefined ? undefined : new Map(Object.entries(manifest.forms).map(([id, path]) => [path, id]));
  for (const [path, text] of filesOf(files, /\.form$/i)) {
    const { form, diagnostics: found } = compileForm(text, path);
    diagnostics.push(...found);
    if (form === undefined) continue;
    const id = named === undefined ? form.id : named.get(path);
    const findings = createFindings(path);
    if (id === undefined)
      findings.warning(
        'bundle-file',
        undefined,
        {
          en: `The form ${path} is not listed in ${MANIFEST_FILE}.`,
          vi: `Biểu mẫu ${path} không được khai trong ${MANIFEST_FILE}.`,
        },
        { en: 'List it under forms, or remove the file.', vi: 'Khai tại forms, hoặc xóa tệp.' },
      );
    else if (forms[id] !== undefined)
      findings.error(
        'duplicate-id',
        undefined,
        { en: `Two forms have the id '${id}'.`, vi: `Hai biểu mẫu có cùng mã “${id}”.` },
        { en: 'Give every form an id of its own.', vi: 'Mỗi biểu mẫu phải có mã riêng.' },
      );
    else forms[id] = form.id === id ? form : { ...form, id };
    diagnostics.push(...findings.list);
  }
  return forms;
}

async function compileDecisions(
  files: BundleFiles,
  manifest: ProcedureManifest | undefined,
  diagnostics: Diagnostic[],
): Promise<Readonly<Record<string, DecisionModel>>> {
  const decisions: Record<string, DecisionModel> = {};
  for (const [path, text] of filesOf(files, /\.dmn$/i)) {
    const findings = createFindings(path);
    if (manifest !== undefined && !manifest.decisions.includes(path)) {
      findings.warning(
        'bundle-file',
        undefined,
        {
          en: `The decision file ${path} is not listed in ${MANIFEST_FILE}.`,
          vi: `Tệp quyết định ${path} không được khai trong ${MANIFEST_FILE}.`,
        },
        { en: 'List it under decisions, or remove the file.', vi: 'Khai tại decisions, hoặc xóa tệp.' },
      );
    }
    const read = await readDmn(text, path, files);
    for (const decision of read.decisions) {
      if (decisions[decision.id] !== undefined)
        findings.error(
          'duplicate-id',
          { id: decision.id },
          { en: `Two decisions have the id '${decision.id}'.`, vi: `Hai quyết định có cùng mã “${decision.id}”.` },
          {
            en: 'Give every decision of a bundle an id of its own.',
            vi: 'Mỗi quyết định trong bộ tệp phải có mã riêng.',
          },
        );
      else decisions[decision.id] = decision;
    }
    diagnostics.push(...read.diagnostics, ...findings.list);
  }
  diagnostics.push(...checkImports(decisions));
  return decisions;
}

function chooseMain(
  processes: Readonly<Record<string, ProcessGraph>>,
  fileOf: Readonly<Record<string, string>>,
  manifest: ProcedureManifest | undefined,
  diagnostics: Diagnostic[],
): string | undefined {
  const ids = Object.keys(processes);
  const error = (message: Bilingual, hint: Bilingual): undefined => {
    diagnostics.push({
      ruleId: 'executable-process',
      severity: 'error',
      ...say(message, hint),
      file: manifest === undefined ? (Object.values(fileOf)[0] ?? 'process.bpmn') : MANIFEST_FILE,
    });
    return undefined;
  };
  if (manifest?.processId !== undefined) {
    if (processes[manifest.processId] !== undefined) return manifest.processId;
    return error(
      {
        en: `The process '${manifest.processId}' is not among the executable processes (${ids.join(', ') || 'none'}).`,
        vi: `Quy trình “${manifest.processId}” không nằm trong các quy trình thực thi được (${ids.join(', ') || 'không có'}).`,
      },
      { en: 'Correct processId.', vi: 'Sửa processId.' },
    );
  }
  const candidates = manifest === undefined ? ids : ids.filter((id) => fileOf[id] === manifest.process);
  if (manifest !== undefined && candidates.length > 1)
    return error(
      {
        en: `${manifest.process} holds several executable processes: ${candidates.join(', ')}.`,
        vi: `${manifest.process} chứa nhiều quy trình thực thi được: ${candidates.join(', ')}.`,
      },
      { en: 'Say which one a case starts (processId).', vi: 'Nêu quy trình mà hồ sơ bắt đầu (processId).' },
    );
  if (candidates[0] !== undefined) return candidates[0];
  if (diagnostics.some((diagnostic) => diagnostic.severity === 'error')) return undefined;
  return error(
    { en: 'There is no executable process.', vi: 'Không có quy trình nào thực thi được.' },
    {
      en: 'Set isExecutable="true" on the process that a case starts.',
      vi: 'Đặt isExecutable="true" cho quy trình mà hồ sơ bắt đầu.',
    },
  );
}

function filesOf(files: BundleFiles, pattern: RegExp): readonly (readonly [string, string])[] {
  return Object.entries(files)
    .filter(([path]) => pattern.test(path))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
