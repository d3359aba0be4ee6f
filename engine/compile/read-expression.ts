import { checkFeel } from '../feel/feel.ts';
import type { Bilingual, Expression } from '../model/expression.ts';
import { describeVi } from './describe-vi.ts';
import { describe, type Findings, type Named } from './findings.ts';

/** Where an expression stands, for the finding: the element, and which of its expressions. */
export interface ExpressionSite {
  readonly element: Named;
  /** `condition`, `assignee`, `input mapping to 'a'`, … */
  readonly what: Bilingual;
}

/** What moddle gives for `tExpression` and `tFormalExpression`. */
export interface ExpressionElement {
  readonly body?: string;
  readonly language?: string;
}

/** A place that always holds FEEL: conditions, collections, correlation keys. A leading `=` is optional. Blank: undefined. */
export function readFeel(text: string | undefined, site: ExpressionSite, findings: Findings): Expression | undefined {
  const source = text?.trim().replace(/^=/, '').trim();
  if (source === undefined || source === '') return undefined;
  const check = checkFeel(source);
  if (!check.ok) {
    const shown = source.length > 120 ? `${source.slice(0, 117)}…` : source;
    findings.error(
      'feel-syntax',
      site.element,
      {
        en: `The ${site.what.en} of ${describe(site.element)} is no valid FEEL: ${check.message} In: ${shown}`,
        vi: `${site.what.vi} của ${describeVi(site.element)} không phải FEEL hợp lệ: ${check.messageVi} Biểu thức: ${shown}`,
      },
      {
        en: 'Conditions and mappings are FEEL, e.g. amount > 1000 and status = "new".',
        vi: 'Điều kiện và ánh xạ viết bằng FEEL, ví dụ amount > 1000 and status = "new".',
      },
    );
    return undefined;
  }
  return { kind: 'feel', source };
}

/** A place of the Zeebe dialect that is FEEL when it begins with `=`, and otherwise the text itself. Blank: undefined. */
export function readText(text: string | undefined, site: ExpressionSite, findings: Findings): Expression | undefined {
  const value = text?.trim();
  if (value === undefined || value === '') return undefined;
  return value.startsWith('=') ? readFeel(value, site, findings) : { kind: 'literal', value };
}

/** As `readText`, but a literal is a number (retries, priority, loop maximum). */
export function readNumber(text: string | undefined, site: ExpressionSite, findings: Findings): Expression | undefined {
  const read = readText(text, site, findings);
  if (read?.kind !== 'literal') return read;
  const value = Number(read.value);
  if (Number.isFinite(value)) return { kind: 'literal', value };
  findings.error(
    'feel-syntax',
    site.element,
    {
      en: `The ${site.what.en} of ${describe(site.element)} is '${String(read.value)}', which is no number.`,
      vi: `${site.what.vi} của ${describeVi(site.element)} là “${String(read.value)}”, không phải số.`,
    },
    {
      en: 'Write a number, or an expression that begins with =.',
      vi: 'Viết một số, hoặc một biểu thức bắt đầu bằng dấu =.',
    },
  );
  return undefined;
}

/** A `tExpression` of the standard whose body is FEEL. Another declared language is refused. */
export function readFormal(
  element: ExpressionElement | undefined,
  site: ExpressionSite,
  findings: Findings,
): Expression | undefined {
  if (element === undefined) return undefined;
  if (!speaksFeel(element.language, site, findings)) return undefined;
  return readFeel(element.body, site, findings);
}

/** False, with a finding, where a model declares another expression language than FEEL. Absent means FEEL. */
export function speaksFeel(language: string | undefined, site: ExpressionSite, findings: Findings): boolean {
  if (language === undefined || language.trim() === '' || /feel/i.test(language)) return true;
  findings.error(
    'unsupported-element',
    site.element,
    {
      en: `The ${site.what.en} of ${describe(site.element)} is written in '${language}'.`,
      vi: `${site.what.vi} của ${describeVi(site.element)} viết bằng “${language}”.`,
    },
    {
      en: 'The only expression language is FEEL; a model holds no program code.',
      vi: 'Ngôn ngữ biểu thức duy nhất là FEEL; mô hình không chứa mã chương trình.',
    },
  );
  return false;
}
