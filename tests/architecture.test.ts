import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/**
 * The house rules over the real import graph: which room may import which, which library has one door, what a pure engine
 * may not say. Every rule is also run against a file that breaks it, so that a rule that stopped working shows.
 */

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const ROOMS = ['engine', 'server', 'modeler', 'procedures', 'tests'] as const;

interface SourceFile {
  /** Path inside the checkout, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Resolved path inside the checkout for our own files, else the package specifier as written. */
  readonly imports: readonly string[];
  readonly isTest: boolean;
}

const files = ROOMS.flatMap((room) => sourceFilesBelow(join(root, room)));
const product = files.filter((file) => !file.isTest && !file.path.startsWith('tests/'));

// --- rules ---------------------------------------------------------------------------------------------------------------

/** One line per breach. */
type Rule = (file: SourceFile) => readonly string[];

const rules: Readonly<Record<string, Rule>> = {
  'engine imports nothing of ours but engine': (file) =>
    file.path.startsWith('engine/') ? ownImports(file).filter((path) => !path.startsWith('engine/')) : [],

  'modeler imports the engine by its door and never the server': (file) =>
    file.path.startsWith('modeler/')
      ? ownImports(file).filter((path) => !path.startsWith('modeler/') && path !== 'engine/index.ts')
      : [],

  'server imports the engine by its door': (file) =>
    file.path.startsWith('server/')
      ? ownImports(file).filter((path) => !path.startsWith('server/') && path !== 'engine/index.ts')
      : [],

  'nothing imports procedures or tests': (file) =>
    ownImports(file).filter((path) => /^(procedures|tests)\//.test(path)),

  'engine has no Node and no clock, dice or network of its own': (file) =>
    file.path.startsWith('engine/')
      ? [...packageImports(file).filter((name) => name.startsWith('node:')), ...impureWords(file)]
      : [],

  'fastify only in app, plugins and routes': (file) =>
    onlyIn(file, /^(fastify$|fastify\/|@fastify\/)/, /^server\/(app\.ts|plugins\/|routes\/)/),

  'knex, sqlite3 and pg only in the store': (file) => onlyIn(file, /^(knex|sqlite3|pg)(\/|$)/, /^server\/store\//),

  'process.env only in the configuration': (file) =>
    file.path.startsWith('server/') &&
    file.path.endsWith('.ts') &&
    file.path !== 'server/config.ts' &&
    /\bprocess\.env\b/.test(file.text)
      ? ['process.env']
      : [],

  'decide has one caller in the server': (file) =>
    file.path.startsWith('server/') &&
    file.path !== 'server/commands/handle-command.ts' &&
    namesImported(file).includes('decide')
      ? ['decide']
      : [],

  // `bpmn-moddle/types` holds no code: it types what the one importer hands on.
  'bpmn-moddle has one importer in the engine': (file) =>
    file.path.startsWith('engine/') ? onlyIn(file, /^bpmn-moddle$/, /^engine\/compile\/read-bpmn\.ts$/) : [],

  'the browser talks to the server in one file': (file) =>
    file.path.startsWith('modeler/') && file.path !== 'modeler/api-client.ts' && callsFetch(file) ? ['fetch'] : [],

  'XState is asked only by the lifecycles': (file) => onlyIn(file, /^xstate/, /^engine\/lifecycle\//),
};

describe('the house rules', () => {
  it('cover a house that has its rooms', () => {
    for (const room of ['engine', 'server', 'modeler']) {
      expect(
        product.some((file) => file.path.startsWith(`${room}/`)),
        `${room}/ holds source files`,
      ).toBe(true);
    }
  });

  it.each(Object.entries(rules))('%s', (_name, rule) => {
    expect(product.flatMap((file) => rule(file).map((breach) => `${file.path}: ${breach}`))).toEqual([]);
  });

  it('have no import cycle', () => {
    expect(cycles(product)).toEqual([]);
  });
});

describe('each rule', () => {
  const breaches: Readonly<Record<string, SourceFile>> = {
    'engine imports nothing of ours but engine': sketch('engine/a.ts', "import '../server/app.ts';"),
    'modeler imports the engine by its door and never the server': sketch(
      'modeler/a.ts',
      "import '../engine/execute/decide.ts';",
    ),
    'server imports the engine by its door': sketch(
      'server/a.ts',
      "import type { X } from '../engine/execute/state.ts';",
    ),
    'nothing imports procedures or tests': sketch(
      'server/a.ts',
      "import x from '../procedures/procedure.schema.json';",
    ),
    'engine has no Node and no clock, dice or network of its own': sketch(
      'engine/a.ts',
      'export const at = Date.now();',
    ),
    'fastify only in app, plugins and routes': sketch('server/jobs/a.ts', "import { fastify } from 'fastify';"),
    'knex, sqlite3 and pg only in the store': sketch('server/jobs/a.ts', "import knex from 'knex';"),
    'process.env only in the configuration': sketch('server/jobs/a.ts', 'export const port = process.env.PORT;'),
    'decide has one caller in the server': sketch(
      'server/jobs/a.ts',
      "import { decide } from '../../engine/index.ts';",
    ),
    // `bpmn-moddle/types` holds no code: it types what the one importer hands on.
    'bpmn-moddle has one importer in the engine': sketch(
      'engine/verify/a.ts',
      "import { BpmnModdle } from 'bpmn-moddle';",
    ),
    'the browser talks to the server in one file': sketch('modeler/a.ts', "export const r = fetch('/api');"),
    'XState is asked only by the lifecycles': sketch('engine/execute/a.ts', "import { setup } from 'xstate';"),
  };

  it.each(Object.entries(rules))('would notice: %s', (name, rule) => {
    const breach = breaches[name];
    expect(breach && rule(breach)).not.toEqual([]);
  });

  it.each([
    'new Date()',
    'Math.random()',
    'crypto.randomUUID()',
    'console.log(1)',
    'process.hrtime()',
    "fetch('x')",
    'performance.now()',
  ])('would notice %s in the engine', (words) => {
    expect(impureWords(sketch('engine/a.ts', `export const x = ${words};`))).not.toEqual([]);
  });

  it('would notice a cycle', () => {
    expect(cycles([sketch('engine/a.ts', "import './b.ts';"), sketch('engine/b.ts', "import './a.ts';")])).not.toEqual(
      [],
    );
  });
});

// --- reading -------------------------------------------------------------------------------------------------------------

function sourceFilesBelow(folder: string): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFilesBelow(path);
    return /\.(tsx?|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts')
      ? [sketch(slashes(relative(root, path)), readFileSync(path, 'utf8'))]
      : [];
  });
}

/** Imports as TypeScript itself sees them: static, dynamic, type-only and re-exports. */
function sketch(path: string, text: string): SourceFile {
  const imports = ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => resolveImport(path, fileName));
  return { path, text, imports, isTest: /\.(spec|test)\.tsx?$/.test(path) };
}

function resolveImport(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return slashes(relative(root, resolve(root, dirname(from), specifier.replace(/\?.*$/, ''))));
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}

function ownImports(file: SourceFile): readonly string[] {
  return file.imports.filter((name) => ROOMS.some((room) => name.startsWith(`${room}/`)));
}

function packageImports(file: SourceFile): readonly string[] {
  return file.imports.filter((name) => !ROOMS.some((room) => name.startsWith(`${room}/`)));
}

function onlyIn(file: SourceFile, packages: RegExp, allowed: RegExp): readonly string[] {
  if (allowed.test(file.path)) return [];
  return packageImports(file).filter((name) => packages.test(name));
}

function namesImported(file: SourceFile): readonly string[] {
  const names: string[] = [];
  for (const statement of parse(file).statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings && ts.isNamedImports(bindings))
      names.push(...bindings.elements.map((element) => (element.propertyName ?? element.name).text));
  }
  return names;
}

/** Words that reach the world: the clock, dice, the network, the process. Comments and strings do not count. */
function impureWords(file: SourceFile): readonly string[] {
  const found: string[] = [];
  visit(parse(file), (node) => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
      found.push('new Date()');
    if (ts.isPropertyAccessExpression(node)) {
      const words = node.getText();
      if (
        /^(Date\.now|Math\.random|performance\.now|(globalThis\.)?crypto\.(randomUUID|getRandomValues)|Temporal\.Now)/.test(
          words,
        )
      )
        found.push(words);
      if (/^(console|process)\./.test(words)) found.push(words);
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 'fetch') found.push('fetch()');
  });
  return found;
}

function callsFetch(file: SourceFile): boolean {
  let found = false;
  visit(parse(file), (node) => {
    if (ts.isCallExpression(node) && /^(window\.|globalThis\.)?fetch$/.test(node.expression.getText())) found = true;
  });
  return found;
}

const parsed = new WeakMap<SourceFile, ts.SourceFile>();

function parse(file: SourceFile): ts.SourceFile {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const kind = file.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true, kind);
  parsed.set(file, tree);
  return tree;
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

/** Cycles of imports that exist at run time: a type-only import is erased and binds nothing. */
function cycles(among: readonly SourceFile[]): readonly string[] {
  const graph = new Map(among.map((file) => [file.path, runtimeImports(file)]));
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    state.set(path, 'open');
    for (const next of graph.get(path) ?? []) if (graph.has(next)) walk(next, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of graph.keys()) walk(path, []);
  return found;
}

/** What stays in the emitted code under `verbatimModuleSyntax`: every import and re-export that is not `type` as a whole. */
function runtimeImports(file: SourceFile): readonly string[] {
  const erased = new Set<string>();
  const kept = new Set<string>();
  for (const statement of parse(file).statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) continue;
    const typeOnly = ts.isImportDeclaration(statement)
      ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      : statement.isTypeOnly;
    (typeOnly ? erased : kept).add(resolveImport(file.path, moduleSpecifier.text));
  }
  return ownImports(file).filter((path) => kept.has(path) || !erased.has(path));
}
