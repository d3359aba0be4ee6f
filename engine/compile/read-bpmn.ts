import { BpmnModdle, type ImportWarning } from 'bpmn-moddle';
import type { BpmnModdleTypeMap } from 'bpmn-moddle/types';
import { bpmnPackage } from './bpmn-package.ts';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import statute from '../model/statute.json' with { type: 'json' };
import { describeVi } from './describe-vi.ts';
import { describe, type Findings } from './findings.ts';
import { scanXml } from './scan-xml.ts';

export type Definitions = BpmnModdleTypeMap['bpmn:Definitions'];

/**
 * Reads one BPMN file into moddle elements. The only importer of bpmn-moddle.
 *
 * Strict where moddle is lenient: a document type, too large or deep a file, a duplicate id, an unresolved reference, an
 * element or attribute that the standard does not know are errors, never dropped. Undefined when nothing can be built on.
 */
export async function readBpmn(text: string, findings: Findings): Promise<Definitions | undefined> {
  const problem = scanXml(text);
  if (problem !== undefined) {
    findings.error(problem.ruleId, undefined, problem.message, problem.hint);
    return undefined;
  }
  const moddle = new BpmnModdle({ bpmn: bpmnPackage, zeebe, statute });
  let result;
  try {
    result = await moddle.fromXML(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    findings.error('xml-syntax', undefined, {
      en: `The file is no BPMN 2.0 document: ${firstLine(String(error instanceof Error ? error.message : error))}.`,
      vi: `Tệp không phải tài liệu BPMN 2.0: ${firstLine(String(error instanceof Error ? error.message : error))}.`,
    });
    return undefined;
  }
  const byId = result.elementsById;
  for (const warning of result.warnings) report(warning, byId, findings);
  return result.rootElement;
}

function report(warning: ImportWarning, byId: Readonly<Record<string, object>>, findings: Findings): void {
  const { element, property, value } = warning;
  if (
    warning.message.startsWith('unresolved reference') &&
    element !== undefined &&
    property !== undefined &&
    value !== undefined
  ) {
    // References are QNames (BPMN 2.0.2 §8.1.3, §15.3.2): `tns:Message_1` names an element of this file, which moddle does not see.
    const local = byId[value.slice(value.indexOf(':') + 1)];
    if (value.includes(':') && local !== undefined) {
      assignReference(element, property, local);
      return;
    }
    const inDiagram = /^(bpmndi|di|dc):/.test(element.$type);
    const name = property.replace(/^.*:/, '');
    const at = {
      en: `${describe(element)} refers to '${value}' (${name})`,
      vi: `${describeVi(element)} dẫn đến “${value}” (${name})`,
    };
    if (inDiagram)
      findings.warning('dangling-reference', element, {
        en: `${at.en}, which the model does not contain: a shape without element.`,
        vi: `${at.vi}, không có trong mô hình: hình vẽ không có phần tử.`,
      });
    else
      findings.error(
        'dangling-reference',
        element,
        {
          en: `${at.en}, but the file has no element with this id.`,
          vi: `${at.vi}, nhưng trong tệp không có phần tử mang mã này.`,
        },
        { en: 'Define it or remove the reference.', vi: 'Khai báo phần tử đó, hoặc xóa tham chiếu.' },
      );
    return;
  }
  const duplicate = /duplicate ID <([^>]*)>/.exec(warning.message);
  if (duplicate?.[1] !== undefined) {
    findings.error(
      'duplicate-id',
      { id: duplicate[1] },
      { en: `The id '${duplicate[1]}' occurs more than once.`, vi: `Mã “${duplicate[1]}” xuất hiện nhiều lần.` },
      { en: 'Give every element an id of its own.', vi: 'Mỗi phần tử phải có mã riêng.' },
    );
    return;
  }
  const unknown = /unrecognized element <([^>]*)>|unknown type <([^>]*)>/.exec(warning.message);
  const name = unknown?.[1] ?? unknown?.[2];
  if (name !== undefined) {
    findings.error(
      'unsupported-element',
      element,
      {
        en: `<${name}> is no element that BPMN 2.0.2 or a known extension has here.`,
        vi: `<${name}> không phải phần tử mà BPMN 2.0.2 hoặc một phần mở rộng đã biết cho phép ở đây.`,
      },
      {
        en: 'Remove it, or correct its namespace and position.',
        vi: 'Xóa phần tử, hoặc sửa không gian tên và vị trí của nó.',
      },
    );
    return;
  }
  findings.error(
    'xml-import',
    element,
    {
      en: `${element === undefined ? '' : `${describe(element)}: `}${firstLine(warning.message)}.`,
      vi: `${element === undefined ? '' : `${describeVi(element)}: `}không đọc được (${firstLine(warning.message)}).`,
    },
    { en: 'Correct the file; what cannot be read is not run.', vi: 'Sửa tệp; phần không đọc được thì không chạy.' },
  );
}

interface Settable {
  readonly $descriptor: {
    readonly propertiesByName: Readonly<Record<string, { readonly isMany?: boolean } | undefined>>;
  };
  get(name: string): unknown;
  set(name: string, value: unknown): void;
}

function assignReference(element: object, property: string, target: object): void {
  const settable = element as Settable;
  const many = settable.$descriptor.propertiesByName[property]?.isMany === true;
  const current = settable.get(property);
  if (many && Array.isArray(current)) current.push(target);
  else settable.set(property, target);
}

function firstLine(message: string): string {
  return message
    .replace(/\s*\n\s*/g, ', ')
    .replace(/\.$/, '')
    .slice(0, 300);
}
