import type { BundleFiles, ProcedureManifest } from '../../engine/index.ts';

/** The manifest as an analyst is still writing it: any part may be missing or half typed. */
export type DraftManifest = Partial<ProcedureManifest>;

export const MANIFEST_PATH = 'procedure.json';

export type ManifestReading =
  | { readonly ok: true; readonly manifest: DraftManifest }
  /** The text is no JSON object; `reason` says where. */
  | { readonly ok: false; readonly reason: string };

/** What `procedure.json` says, as far as it can be read. A bundle without one has an empty manifest. */
export function readManifest(files: BundleFiles): ManifestReading {
  const text = files[MANIFEST_PATH];
  if (text === undefined) return { ok: true, manifest: {} };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { ok: false, reason: 'not an object' };
    return { ok: true, manifest: value };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The manifest, or an empty one while its text cannot be read. */
export function manifestOf(files: BundleFiles): DraftManifest {
  const reading = readManifest(files);
  return reading.ok ? reading.manifest : {};
}

/** The bundle with some fields of the manifest changed; every other field stays as it was written. */
export function changeManifest(files: BundleFiles, change: DraftManifest): BundleFiles {
  return { ...files, [MANIFEST_PATH]: `${JSON.stringify({ ...manifestOf(files), ...change }, null, 2)}\n` };
}

/** The BPMN file of a bundle: the one the manifest names, else the first. */
export function processPath(files: BundleFiles): string | undefined {
  const named = manifestOf(files).process;
  if (named !== undefined && named in files) return named;
  return Object.keys(files).find((path) => path.endsWith('.bpmn'));
}

export interface FormFile {
  readonly id: string;
  readonly path: string;
}

/** Forms of a bundle by id: the manifest's table, then form files that it does not name. */
export function formFiles(files: BundleFiles): readonly FormFile[] {
  const table = Object.entries(manifestOf(files).forms ?? {}).map(([id, path]) => ({ id, path }));
  const listed = new Set(table.map(({ path }) => path));
  const loose = Object.keys(files)
    .filter((path) => path.endsWith('.form') && !listed.has(path))
    .map((path) => ({ id: formId(files[path]) ?? path, path }));
  return [...table, ...loose].filter(({ path }) => path in files);
}

function formId(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const schema = JSON.parse(text) as { readonly id?: unknown };
    return typeof schema.id === 'string' ? schema.id : undefined;
  } catch {
    // Not readable yet: the file stands in the list under its path, and verification says what is wrong with it.
    return undefined;
  }
}

/** Adds an empty form under an id, in its file and in the manifest's table. */
export function addForm(files: BundleFiles, id: string): BundleFiles {
  const path = `forms/${id}.form`;
  const schema = { type: 'default', id, schemaVersion: 19, components: [] };
  const withFile = { ...files, [path]: `${JSON.stringify(schema, null, 2)}\n` };
  if (!(MANIFEST_PATH in files)) return withFile;
  return changeManifest(withFile, { forms: { ...manifestOf(files).forms, [id]: path } });
}

/** Gives a form another id, everywhere in its bundle that names it: its schema, the manifest, the diagram. */
export function renameForm(files: BundleFiles, from: FormFile, to: string): BundleFiles {
  const text = files[from.path];
  if (text === undefined) return files;
  const schema = { ...(JSON.parse(text) as object), id: to };
  const changed: Record<string, string> = { ...files, [from.path]: `${JSON.stringify(schema, null, 2)}\n` };
  for (const [path, content] of Object.entries(files)) {
    if (path.endsWith('.bpmn')) changed[path] = content.replaceAll(`formId="${from.id}"`, `formId="${to}"`);
  }
  const manifest = manifestOf(files);
  if (manifest.forms === undefined) return changed;
  const forms = Object.fromEntries(
    Object.entries(manifest.forms).map(([id, path]) => [id === from.id ? to : id, path]),
  );
  return changeManifest(changed, { forms, ...(manifest.startForm === from.id ? { startForm: to } : {}) });
}

/** Takes a form out of its bundle. What still names it is for verification to say. */
export function removeForm(files: BundleFiles, form: FormFile): BundleFiles {
  const { [form.path]: _removed, ...rest } = files;
  const manifest = manifestOf(files);
  if (manifest.forms === undefined) return rest;
  const { [form.id]: _entry, ...forms } = manifest.forms;
  return changeManifest(rest, { forms });
}

/** Decision files: the manifest's list, then those that it does not name. */
export function decisionPaths(files: BundleFiles): readonly string[] {
  const listed = (manifestOf(files).decisions ?? []).filter((path) => path in files);
  const loose = Object.keys(files).filter((path) => path.endsWith('.dmn') && !listed.includes(path));
  return [...listed, ...loose];
}
