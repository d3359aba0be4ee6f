import { inflateSync } from 'node:zlib';

/** What a reader of one of our PDFs sees: its text, line by line, and how many font files it brings along. */
export interface ReadPdf {
  readonly text: string;
  readonly embeddedFonts: number;
}

/**
 * Reads the text of a PDF as pdfkit writes it: objects in clear, streams deflated, glyphs by two-byte codes with a ToUnicode
 * map for each font. Enough to see what was printed; not a PDF reader.
 *
 * @source ISO 32000-1 §9.10.3 (ToUnicode CMaps)
 */
export function readPdf(bytes: Buffer): ReadPdf {
  const objects = objectsOf(bytes);
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const { text } of objects.values()) {
    for (const [, list = ''] of text.matchAll(/\/Font\s*<<([^>]*)>>/g)) {
      for (const [, name = '', id = ''] of list.matchAll(/\/(F\d+)\s+(\d+) 0 R/g)) {
        const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.text ?? '')?.[1];
        if (map !== undefined) fonts.set(name, toUnicode(objects.get(map)?.stream ?? ''));
      }
    }
  }
  const lines: string[] = [];
  for (const { text } of objects.values()) {
    for (const [, id = ''] of text.matchAll(/\/Contents (\d+) 0 R/g))
      lines.push(...linesOf(objects.get(id)?.stream ?? '', fonts));
  }
  const embeddedFonts = [...objects.values()].filter(({ text }) => /\/FontFile2? \d+ 0 R/.test(text)).length;
  return { text: lines.join('\n'), embeddedFonts };
}

interface PdfObject {
  readonly text: string;
  readonly stream: string;
}

function objectsOf(bytes: Buffer): ReadonlyMap<string, PdfObject> {
  const source = bytes.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const match of source.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const from = match.index + match[0].length;
    const end = source.indexOf('endobj', from);
    const begins = source.indexOf('stream\n', from);
    const hasStream = begins >= 0 && begins < end;
    const text = source.slice(from, hasStream ? begins : end);
    const length = Number(/\/Length (\d+)/.exec(text)?.[1] ?? 0);
    const raw = hasStream ? bytes.subarray(begins + 7, begins + 7 + length) : Buffer.alloc(0);
    const stream =
      /FlateDecode/.test(text) && raw.length > 0 ? inflateSync(raw).toString('latin1') : raw.toString('latin1');
    objects.set(match[1] ?? '', { text, stream });
  }
  return objects;
}

function toUnicode(map: string): ReadonlyMap<string, string> {
  const characters = new Map<string, string>();
  for (const [, from = '', to = '', list = ''] of map.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi)) {
    const texts = [...list.matchAll(/<([0-9a-f ]*)>/gi)].map(([, hex = '']) => hexText(hex.replaceAll(' ', '')));
    for (let code = parseInt(from, 16); code <= parseInt(to, 16); code += 1)
      characters.set(hexCode(code), texts[code - parseInt(from, 16)] ?? '');
  }
  return characters;
}

function linesOf(stream: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): readonly string[] {
  const lines: { y: string; text: string }[] = [];
  let font: ReadonlyMap<string, string> = new Map();
  let y = '';
  for (const [, matrix, name, shown] of stream.matchAll(
    /(?:[-\d.]+ ){5}([-\d.]+) Tm|\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d.\s])*)\] TJ/g,
  )) {
    if (matrix !== undefined) y = matrix;
    else if (name !== undefined) font = fonts.get(name) ?? new Map();
    else {
      const glyphs = [...(shown ?? '').matchAll(/<([0-9a-f]*)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
      const text = glyphs.map((code) => font.get(code) ?? '?').join('');
      const last = lines.at(-1);
      if (last?.y === y) last.text += text;
      else lines.push({ y, text });
    }
  }
  return lines.map(({ text }) => text);
}

function hexText(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(parseInt(unit, 16))).join('');
}

function hexCode(code: number): string {
  return code.toString(16).padStart(4, '0');
}
