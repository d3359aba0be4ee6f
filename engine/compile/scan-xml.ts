import type { Bilingual } from '../model/expression.ts';
/**
 * Looks at XML before a parser does, so that a hostile or broken file costs nothing: size, nesting, number of elements,
 * document type, entities. The parser behind bpmn-moddle accepts 50,000-deep nesting and knows no document types.
 *
 * Bounds are far above real models (the largest public ones have about 3,000 elements with their diagram).
 */
export const XML_LIMITS = { bytes: 5_000_000, depth: 100, elements: 100_000 } as const;

export interface XmlProblem {
  readonly ruleId: 'xml-doctype' | 'xml-limits' | 'xml-syntax';
  readonly message: Bilingual;
  readonly hint: Bilingual;
}

/** First reason not to parse the text at all, or undefined. Linear in the text. Pure. */
export function scanXml(text: string): XmlProblem | undefined {
  if (text.length > XML_LIMITS.bytes) {
    return tooBig(
      {
        en: `The file has ${text.length.toLocaleString('en')} characters`,
        vi: `Tệp có ${text.length.toLocaleString('vi')} ký tự`,
      },
      XML_LIMITS.bytes,
    );
  }
  let depth = 0;
  let elements = 0;
  let at = text.indexOf('<');
  let between = 0;
  while (at !== -1) {
    const entity = foreignEntity(text, between, at);
    if (entity !== undefined) return entity;
    const close = closingOf(text, at);
    if (close === undefined)
      return syntax(text, at, {
        en: 'an opened tag, comment or CDATA section is never closed',
        vi: 'một thẻ, chú thích hoặc đoạn CDATA mở ra mà không đóng',
      });
    if (text.startsWith('<!', at) && !text.startsWith('<!--', at) && !text.startsWith('<![CDATA[', at)) return DOCTYPE;
    if (isTag(text, at)) {
      if (text[at + 1] === '/') {
        depth -= 1;
        if (depth < 0)
          return syntax(text, at, { en: 'a tag is closed that was never opened', vi: 'một thẻ đóng mà chưa từng mở' });
      } else {
        const entity = foreignEntity(text, at, close);
        if (entity !== undefined) return entity;
        elements += 1;
        if (elements > XML_LIMITS.elements)
          return tooBig(
            {
              en: `The file has more than ${XML_LIMITS.elements.toLocaleString('en')} elements`,
              vi: `Tệp có hơn ${XML_LIMITS.elements.toLocaleString('vi')} phần tử`,
            },
            XML_LIMITS.elements,
          );
        if (text[close - 1] !== '/') depth += 1;
        if (depth > XML_LIMITS.depth)
          return tooBig(
            {
              en: `Elements are nested deeper than ${XML_LIMITS.depth} levels`,
              vi: `Các phần tử lồng sâu hơn ${XML_LIMITS.depth} cấp`,
            },
            XML_LIMITS.depth,
          );
      }
    }
    between = close + 1;
    at = text.indexOf('<', between);
  }
  if (elements === 0) return syntax(text, 0, { en: 'there is no element', vi: 'không có phần tử nào' });
  if (depth !== 0)
    return syntax(text, text.length, { en: 'an element is never closed', vi: 'một phần tử không được đóng' });
  return undefined;
}

const DOCTYPE: XmlProblem = {
  ruleId: 'xml-doctype',
  message: {
    en: 'The file contains a document type declaration (<!DOCTYPE …>).',
    vi: 'Tệp chứa khai báo kiểu tài liệu (<!DOCTYPE …>).',
  },
  hint: {
    en: 'Remove the declaration: BPMN needs none, and it can smuggle in foreign content.',
    vi: 'Xóa khai báo đó: BPMN không cần, và nó có thể đưa nội dung lạ vào.',
  },
};

function isTag(text: string, at: number): boolean {
  return text[at + 1] !== '!' && text[at + 1] !== '?';
}

/** Index of the `>` that ends the construct at `at`; a `>` in an attribute value does not count. */
function closingOf(text: string, at: number): number | undefined {
  const [end, from] = text.startsWith('<!--', at)
    ? ['-->', at + 4]
    : text.startsWith('<![CDATA[', at)
      ? [']]>', at + 9]
      : text.startsWith('<?', at)
        ? ['?>', at + 2]
        : [undefined, at + 1];
  if (end !== undefined) {
    const found = text.indexOf(end, from);
    return found === -1 ? undefined : found + end.length - 1;
  }
  for (let i = from; i < text.length; i += 1) {
    const char = text[i];
    if (char === '>') return i;
    if (char === '"' || char === "'") {
      i = text.indexOf(char, i + 1);
      if (i === -1) return undefined;
    }
  }
  return undefined;
}

const ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)[^\s;&<]*;?/g;

function foreignEntity(text: string, from: number, to: number): XmlProblem | undefined {
  const amp = text.indexOf('&', from);
  if (amp === -1 || amp >= to) return undefined;
  ENTITY.lastIndex = amp;
  const match = ENTITY.exec(text);
  if (match === null || match.index >= to) return undefined;
  return {
    ruleId: 'xml-doctype',
    message: {
      en: `Line ${lineOf(text, match.index)}: '${match[0]}' is no entity of XML.`,
      vi: `Dòng ${lineOf(text, match.index)}: “${match[0]}” không phải thực thể XML.`,
    },
    hint: {
      en: 'Write & as &amp;. Only &amp; &lt; &gt; &quot; &apos; and numbered characters exist.',
      vi: 'Viết & thành &amp;. Chỉ có &amp; &lt; &gt; &quot; &apos; và ký tự ghi bằng số.',
    },
  };
}

function syntax(text: string, at: number, what: Bilingual): XmlProblem {
  return {
    ruleId: 'xml-syntax',
    message: { en: `Line ${lineOf(text, at)}: ${what.en}.`, vi: `Dòng ${lineOf(text, at)}: ${what.vi}.` },
    hint: { en: 'Export the file again from the modeler that drew it.', vi: 'Xuất lại tệp từ phần mềm đã vẽ nó.' },
  };
}

function tooBig(what: Bilingual, limit: number): XmlProblem {
  return {
    ruleId: 'xml-limits',
    message: {
      en: `${what.en}; the limit is ${limit.toLocaleString('en')}.`,
      vi: `${what.vi}; giới hạn là ${limit.toLocaleString('vi')}.`,
    },
    hint: { en: 'Split the model with call activities.', vi: 'Chia mô hình bằng các bước gọi quy trình.' },
  };
}

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i !== -1 && i < at; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}
