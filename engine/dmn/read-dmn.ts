import type { Bilingual } from '../model/expression.ts';
import {
  DmnModdle,
  type Definitions,
  type DrgElement,
  type ElementReference,
  type InformationItem,
  type ItemDefinition,
} from 'dmn-moddle';
import { describeVi } from '../compile/describe-vi.ts';
import { createFindings, describe, type Findings } from '../compile/findings.ts';
import { scanXml } from '../compile/scan-xml.ts';
import type { Diagnostic } from '../errors.ts';
import type { BundleFiles } from '../model/procedure.ts';
import { checkDecisions } from './check-decisions.ts';
import type { DecisionModel, Reference, Requirement, TypedName } from './decision-model.ts';
import { METAMODEL } from './metamodel.ts';
import { migrateDmn } from './migrate-dmn.ts';
import { createExpressionReader } from './read-expression.ts';
import { createTypeReader, type TypeReader } from './read-types.ts';

/**
 * Reads a DMN file, 1.1 to 1.5. Its decisions, decision services, knowledge models and input data come out as plain data;
 * everything that could not run, or not run safely, comes out as a diagnostic. The only importer of dmn-moddle.
 *
 * `bundle` are the other files, path → text, in which imports are looked up by namespace (type definitions are taken over;
 * decisions and functions are found by id when a decision is evaluated, so they must be in the same record).
 */
export async function readDmn(
  xml: string,
  file = 'decision.dmn',
  bundle: BundleFiles = {},
): Promise<{ readonly decisions: readonly DecisionModel[]; readonly diagnostics: readonly Diagnostic[] }> {
  const findings = createFindings(file);
  const definitions = await parse(xml, findings);
  if (!definitions) return { decisions: [], diagnostics: findings.list };
  const aliases = aliasesOf(definitions);
  const itemDefinitions = new Map<string, ItemDefinition>();
  addTypes(itemDefinitions, definitions, '');
  for (const imported of await importedBy(definitions, bundle, file, findings)) {
    addTypes(itemDefinitions, imported.definitions, imported.prefix);
  }
  const types = createTypeReader(itemDefinitions, findings);
  const decisions = (definitions.drgElement ?? [])
    .map((element) => readElement(element, definitions, aliases, types, findings))
    .filter((model) => model !== undefined)
    .map((model) => ({ ...model, file }));
  return { decisions: checkDecisions(decisions, aliases, findings), diagnostics: findings.list };
}

// --- the file -------------------------------------------------------------------------------------------------------------

async function parse(xml: string, findings: Findings): Promise<Definitions | undefined> {
  const problem = scanXml(xml);
  if (problem) {
    findings.error(problem.ruleId, undefined, problem.message, problem.hint);
    return undefined;
  }
  const migrated = migrateDmn(xml);
  if (!migrated) {
    findings.error(
      'dmn-version',
      undefined,
      { en: 'The file is no DMN 1.1 to 1.5 document.', vi: 'Tệp không phải tài liệu DMN 1.1 đến 1.5.' },
      { en: 'Save it as DMN 1.3 or later.', vi: 'Lưu thành DMN 1.3 trở lên.' },
    );
    return undefined;
  }
  try {
    const { rootElement, warnings } = await parser().fromXML(migrated.xml);
    for (const warning of warnings) {
      findings.error(
        'dmn-syntax',
        warning.element,
        { en: oneLine(warning.message), vi: `Không đọc được: ${oneLine(warning.message)}` },
        {
          en: 'Correct the file: nothing that is not understood is run.',
          vi: 'Sửa tệp: phần không hiểu được thì không chạy.',
        },
      );
    }
    return rootElement;
  } catch (error) {
    findings.error(
      'dmn-syntax',
      undefined,
      {
        en: oneLine(error instanceof Error ? error.message : String(error)),
        vi: `Không đọc được: ${oneLine(error instanceof Error ? error.message : String(error))}`,
      },
      { en: 'The file must be well-formed DMN.', vi: 'Tệp phải là DMN đúng cú pháp.' },
    );
    return undefined;
  }
}

/** The parser's type registry takes longer to build than most files to read; it keeps nothing of a file. */
let shared: DmnModdle | undefined;
function parser(): DmnModdle {
  return (shared ??= new DmnModdle({ dmn: METAMODEL }));
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim();
}

// --- imports --------------------------------------------------------------------------------------------------------------

/** Namespace → the name under which the file imports it. */
type Aliases = ReadonlyMap<string, string>;

function aliasesOf(definitions: Definitions): Aliases {
  return new Map((definitions.import ?? []).map((entry) => [entry.namespace ?? '', entry.name ?? '']));
}

interface ImportedFile {
  readonly definitions: Definitions;
  /** Before the names of its types: `lib.`, `lib.base.` for what `lib` imports in turn, empty for an import without a name. */
  readonly prefix: string;
}

/** The files that a file imports, with those that they import in turn. */
async function importedBy(
  definitions: Definitions,
  bundle: BundleFiles,
  file: string,
  findings: Findings,
  outer: { readonly prefix: string; readonly path: readonly string[] } = { prefix: '', path: [] },
): Promise<readonly ImportedFile[]> {
  const found: ImportedFile[] = [];
  const path = [...outer.path, file];
  for (const entry of definitions.import ?? []) {
    const label = { en: `The import '${entry.name ?? ''}'`, vi: `Tệp nhập “${entry.name ?? ''}”` };
    if (entry.importType !== undefined && !/\/DMN\//i.test(entry.importType)) {
      findings.error(
        'dmn-unsupported',
        entry,
        { en: `${label.en} is of type ${entry.importType}.`, vi: `${label.vi} thuộc loại ${entry.importType}.` },
        { en: 'Only DMN files can be imported.', vi: 'Chỉ nhập được tệp DMN.' },
      );
      continue;
    }
    const match = await fileOf(entry.namespace ?? '', bundle, file);
    if (!match) {
      findings.error(
        'dmn-import',
        entry,
        {
          en: `${label.en} refers to the namespace ${entry.namespace ?? ''}, which no file of the bundle has.`,
          vi: `${label.vi} dẫn đến không gian tên ${entry.namespace ?? ''}, không tệp nào trong bộ tệp có.`,
        },
        { en: 'Add the file to the bundle.', vi: 'Thêm tệp đó vào bộ tệp của thủ tục.' },
      );
      continue;
    }
    const name = entry.name ?? '';
    const prefix = name === '' ? outer.prefix : `${outer.prefix}${name}.`;
    found.push({ definitions: match.definitions, prefix });
    // Files may import each other; what is wrong with an import is reported with the file that has it.
    if (!path.includes(match.file)) {
      found.push(
        ...(await importedBy(match.definitions, bundle, match.file, createFindings(match.file), { prefix, path })),
      );
    }
  }
  return found;
}

async function fileOf(
  namespace: string,
  bundle: BundleFiles,
  importing: string,
): Promise<{ readonly file: string; readonly definitions: Definitions } | undefined> {
  for (const [path, text] of Object.entries(bundle)) {
    if (path === importing || !path.toLowerCase().endsWith('.dmn') || !text.includes(namespace)) continue;
    const definitions = await parse(text, createFindings(path));
    if (definitions?.namespace === namespace) return { file: path, definitions };
  }
  return undefined;
}

/** Takes over a file's types under a prefix; what they refer to among themselves gets the prefix too. */
function addTypes(into: Map<string, ItemDefinition>, definitions: Definitions, prefix: string): void {
  const own = new Set((definitions.itemDefinition ?? []).map((definition) => definition.name));
  const imports = (definitions.import ?? []).flatMap(({ name }) => (name ? [`${name}.`] : []));
  const isItsOwn = (typeRef: string): boolean =>
    own.has(typeRef) || imports.some((imported) => typeRef.startsWith(imported));
  const prefixed = (definition: ItemDefinition): ItemDefinition => ({
    $type: definition.$type,
    ...(definition.id !== undefined && { id: definition.id }),
    ...(definition.name !== undefined && { name: definition.name }),
    ...(definition.typeRef !== undefined && {
      typeRef: isItsOwn(definition.typeRef) ? prefix + definition.typeRef : definition.typeRef,
    }),
    ...(definition.isCollection !== undefined && { isCollection: definition.isCollection }),
    ...(definition.allowedValues && { allowedValues: definition.allowedValues }),
    ...(definition.typeConstraint && { typeConstraint: definition.typeConstraint }),
    ...(definition.functionItem && { functionItem: definition.functionItem }),
    ...(definition.itemComponent && { itemComponent: definition.itemComponent.map(prefixed) }),
  });
  for (const definition of definitions.itemDefinition ?? []) {
    if (definition.name !== undefined)
      into.set(prefix + definition.name, prefix === '' ? definition : prefixed(definition));
  }
}

// --- elements ---------------------------------------------------------------------------------------------------------------

function readElement(
  element: DrgElement,
  definitions: Definitions,
  aliases: Aliases,
  types: TypeReader,
  findings: Findings,
): DecisionModel | undefined {
  if (element.$type === 'dmn:KnowledgeSource') return undefined;
  const id = element.id;
  if (id === undefined) {
    findings.error(
      'dmn-reference',
      undefined,
      { en: `${describe(element)} has no id.`, vi: `${describeVi(element)} không có mã.` },
      { en: 'Give it an id.', vi: 'Đặt mã.' },
    );
    return undefined;
  }
  const reference = (target: ElementReference | undefined): Reference =>
    referenceOf(target, definitions, aliases, element, findings);
  const label = { en: describe(element), vi: describeVi(element) };
  const base = {
    id,
    ...(element.name !== undefined && { name: element.name }),
    namespace: definitions.namespace ?? '',
    variable: variableOf(element.variable, element.name ?? id, label, types),
  };
  const expressions = createExpressionReader(types, definitions.expressionLanguage, findings);
  const knowledge = (
    requirements: readonly { readonly requiredKnowledge?: ElementReference }[] | undefined,
  ): Requirement[] =>
    (requirements ?? []).map(({ requiredKnowledge }) => ({ kind: 'knowledge', ...reference(requiredKnowledge) }));

  switch (element.$type) {
    case 'dmn:InputData':
      return { kind: 'input', ...base };
    case 'dmn:Decision': {
      const requires: Requirement[] = (element.informationRequirement ?? []).map(
        ({ requiredInput, requiredDecision }) =>
          requiredInput
            ? { kind: 'input', ...reference(requiredInput) }
            : { kind: 'decision', ...reference(requiredDecision) },
      );
      const logic = element.decisionLogic && expressions.read(element.decisionLogic, label);
      if (!element.decisionLogic) {
        findings.warning(
          'dmn-incomplete',
          element,
          { en: `${label.en} has no logic.`, vi: `${label.vi} chưa có nội dung.` },
          {
            en: 'Draw a table or write an expression; until then it cannot be evaluated.',
            vi: 'Vẽ một bảng hoặc viết một biểu thức; chưa có thì không ra quyết định được.',
          },
        );
      }
      return {
        kind: 'decision',
        ...base,
        requires: [...requires, ...knowledge(element.knowledgeRequirement)],
        ...(logic && { logic }),
        reads: [],
      };
    }
    case 'dmn:BusinessKnowledgeModel': {
      const logic = expressions.readFunction(element.encapsulatedLogic, label);
      return { kind: 'knowledge', ...base, requires: knowledge(element.knowledgeRequirement), ...(logic && { logic }) };
    }
    case 'dmn:DecisionService':
      return {
        kind: 'service',
        ...base,
        outputDecisions: (element.outputDecision ?? []).map(reference),
        encapsulatedDecisions: (element.encapsulatedDecision ?? []).map(reference),
        inputDecisions: (element.inputDecision ?? []).map(reference),
        inputData: (element.inputData ?? []).map(reference),
      };
    default:
      return element satisfies never;
  }
}

function variableOf(
  variable: InformationItem | undefined,
  name: string,
  label: Bilingual,
  types: TypeReader,
): TypedName {
  const type = types.resolve(variable?.typeRef, { id: variable?.id, label });
  return { name: variable?.name ?? name, ...(type && { type }) };
}

/** `#id`, or `namespace#id` for an element of an imported file. */
function referenceOf(
  target: ElementReference | undefined,
  definitions: Definitions,
  aliases: Aliases,
  from: DrgElement,
  findings: Findings,
): Reference {
  const href = target?.href ?? '';
  const hash = href.lastIndexOf('#');
  const namespace = hash < 0 ? '' : href.slice(0, hash);
  const id = href.slice(hash + 1);
  if (namespace === '' || namespace === definitions.namespace) return { id };
  const alias = aliases.get(namespace);
  if (alias === undefined) {
    findings.error(
      'dmn-import',
      from,
      {
        en: `${describe(from)} refers to ${href}, whose namespace is not imported.`,
        vi: `${describeVi(from)} dẫn đến ${href}, không gian tên này chưa được nhập.`,
      },
      { en: 'Import the file.', vi: 'Nhập tệp đó.' },
    );
    return { id };
  }
  return { id, alias };
}
