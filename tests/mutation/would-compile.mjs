// A checker for Stryker: a mutant that the type checker would refuse is no mutant, since it could never be published. That is most
// of what `?.` and narrowing conditions give (`if (false) return` before a property that only the narrowed type has).
//
// Stryker's own checker builds the program once for each mutant. Here all mutants of a file become files beside it in one program
// (same folder, same imports), each of which is checked alone: 20 ms a mutant instead of a second. What a mutant would break in
// other files is not seen, so a few that would not compile are tried all the same.

import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

export const strykerPlugins = [{ kind: 'Checker', name: 'would-compile', factory: createChecker }];

/** Complaints about what is not used are house style, not meaning. */
const LENIENT = { noUnusedLocals: false, noUnusedParameters: false, allowUnreachableCode: true, noEmit: true };

function createChecker() {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const options = { ...ts.parseJsonConfigFileContent(config, ts.sys, process.cwd()).options, ...LENIENT };
  const parsed = new Map();
  const originals = new Map();
  return {
    init: async () => undefined,

    async group(mutants) {
      const groups = new Map();
      for (const { id, fileName } of mutants) groups.set(fileName, [...(groups.get(fileName) ?? []), id]);
      // Read now: somebody may go on working on the file while its mutants are tried.
      for (const fileName of groups.keys()) originals.set(fileName, readFileSync(fileName, 'utf8'));
      return [...groups.values()];
    },

    async check(mutants) {
      const variants = new Map(mutants.map((mutant) => [variantName(mutant), mutant]));
      const texts = new Map(
        [...variants].map(([name, mutant]) => [name, textOf(mutant, originals.get(mutant.fileName))]),
      );
      const program = ts.createProgram([...variants.keys()], options, hostOf(options, texts, parsed));
      const results = [...variants].map(([name, { id }]) => {
        const [error] = program.getSemanticDiagnostics(program.getSourceFile(name));
        return [id, error === undefined ? { status: 'passed' } : refused(error)];
      });
      return Object.fromEntries(results);
    },
  };
}

function variantName({ fileName, id }) {
  return join(dirname(resolve(fileName)), `mutant-${id}.ts`);
}

function textOf({ fileName, location: { start, end }, replacement }, text) {
  const lines = ts.createSourceFile(fileName, text, ts.ScriptTarget.ESNext);
  const at = ({ line, column }) => ts.getPositionOfLineAndCharacter(lines, line, column);
  return text.slice(0, at(start)) + replacement + text.slice(at(end));
}

/** Reads the mutants from memory, and everything else from disk once for all files. */
function hostOf(options, texts, parsed) {
  const host = ts.createCompilerHost(options, true);
  return {
    ...host,
    fileExists: (name) => texts.has(resolve(name)) || host.fileExists(name),
    readFile: (name) => texts.get(resolve(name)) ?? host.readFile(name),
    getSourceFile(name, language) {
      const text = texts.get(resolve(name));
      if (text !== undefined) return ts.createSourceFile(name, text, language, true);
      if (!parsed.has(name)) parsed.set(name, host.getSourceFile(name, language));
      return parsed.get(name);
    },
  };
}

function refused({ messageText }) {
  return { status: 'compileError', reason: ts.flattenDiagnosticMessageText(messageText, ' ') };
}
