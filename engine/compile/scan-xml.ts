/**
 * Looks at XML before a parser does, so that a hostile or broken file costs nothing: size, nesting, number of elements,
 * document type, entities. The parser behind bpmn-moddle accepts 50,000-deep nesting and knows no document types.
 *
 * Bounds are far above real models (the largest public ones have about 3,000 elements with their diagram).
 */
export const XML_LIMITS = { bytes: 5_000_000, depth: 100, elements: 100_000 } as const;

export type XmlProblem =
  | { readonly ruleId: 'xml-doctype'; readonly message: string; readonly hint: string }
  | { readonly ruleId: 'xml-limits'; readonly message: string; readonly hint: string }
  | { readonly ruleId: 'xml-syntax'; readonly message: string; readonly hint: string };

/** First reason not to parse the text at all, or undefined. Linear in the text. Pure. */
export function scanXml(text: string): XmlProblem | undefined {
  if (text.length > XML_LIMITS.bytes) {
    return tooBig(`The file has ${text.length.toLocaleString('en')} characters`, XML_LIMITS.bytes);
  }
  let depth = 0;
  let elements = 0;
  let at = text.indexOf('<');
  let between = 0;
  while (at !== -1) {
    const entity = foreignEntity(text, between, at);
    if (entity !== undefined) return entity;
    const close = closingOf(text, at);
    if (close === undefined) return syntax(text, at, 'an opened tag, comment or CDATA section is never closed');
    if (text.startsWith('<!', at) && !text.startsWith('<!--', at) && !text.startsWith('<![CDATA[', at)) return DOCTYPE;
    if (isTag(text, at)) {
      if (text[at + 1] === '/') {
        depth -= 1;
        if (depth < 0) return syntax(text, at, 'a tag is closed that was never opened');
      } else {
        const entity = foreignEntity(text, at, close);
        if (entity !== undefined) return entity;
        elements += 1;
        if (elements > XML_LIMITS.elements)
          return tooBig(
            `The file has more than ${XML_LIMITS.elements.toLocaleString('en')} elements`,
            XML_LIMITS.elements,
          );
        if (text[close - 1] !== '/') depth += 1;
        if (depth > XML_LIMITS.depth)
          return tooBig(`Elements are nested deeper than ${XML_LIMITS.depth} levels`, XML_LIMITS.depth);
      }
    }
    between = close + 1;
    at = text.indexOf('<', between);
  }
  if (elements === 0) return syntax(text, 0, 'there is no element');
  if (depth !== 0) return syntax(text, text.length, 'an element is never closed');
  return undefined;
}

const DOCTYPE: XmlProblem = {
  ruleId: 'xml-doctype',
  message: 'The file contains a document type declaration (<!DOCTYPE …>).',
  hint: 'Remove the declaration: BPMN needs none, and it can smuggle in foreign content.',
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
    message: `Line ${lineOf(text, match.index)}: '${match[0]}' is no entity of XML.`,
    hint: 'Write & as &amp;. Only &amp; &lt; &gt; &quot; &apos; and numbered characters exist.',
  };
}

function syntax(text: string, at: number, what: string): XmlProblem {
  return {
    ruleId: 'xml-syntax',
    message: `Line ${lineOf(text, at)}: ${what}.`,
    hint: 'Export the file again from the modeler that drew it.',
  };
}

function tooBig(what: string, limit: number): XmlProblem {
  return {
    ruleId: 'xml-limits',
    message: `${what}; the limit is ${limit.toLocaleString('en')}.`,
    hint: 'Split the model with call activities.',
  };
}

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i !== -1 && i < at; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}
