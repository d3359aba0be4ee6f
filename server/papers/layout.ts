import type { LocalizedText } from '../../engine/index.ts';
import type { PaperContent, PaperTable } from './paper.ts';
import { day, words } from './words.ts';

export type PaperLanguage = 'vi' | 'en';

const MOTTO = words('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'SOCIALIST REPUBLIC OF VIET NAM');
const MOTTO_BELOW = words('Độc lập - Tự do - Hạnh phúc', 'Independence - Freedom - Happiness');
const SAMPLE = words(
  'DỮ LIỆU MẪU: đối chiếu Công báo trước khi áp dụng.',
  'SAMPLE DATA: verify against the Gazette before use.',
);
const TRANSLATION = words('', 'Reference translation; the Vietnamese paper is the valid one.');

/**
 * Lays a paper out for pdfmake, in one language: Vietnamese is the paper, English a translation that says so. Pure: the
 * same content gives the same definition, and so the same PDF to the byte.
 *
 * @source 30/2020/NĐ-CP Annex I (head of an administrative document: issuing body left, national motto right)
 */
export function layout(content: PaperContent, language: PaperLanguage): object {
  const say = (text: LocalizedText): string => (language === 'en' ? (text.en ?? text.vi) : text.vi);
  const { page, title, facts, tables, notes, signatures, addressee } = content;
  return {
    pageSize: page.size,
    pageOrientation: page.orientation,
    pageMargins: page.size === 'A5' ? [34, 30, 34, 40] : [40, 36, 40, 44],
    defaultStyle: { font: 'Roboto', fontSize: page.size === 'A5' ? 8.5 : 8 },
    styles: {
      title: { fontSize: page.size === 'A5' ? 12 : 14, bold: true, alignment: 'center', margin: [0, 8, 0, 6] },
      caption: { bold: true, margin: [0, 6, 0, 2] },
      head: { bold: true, alignment: 'center' },
      label: { bold: true },
    },
    info: {
      title: `${say(title)}${content.dossierCode === undefined ? '' : ` ${content.dossierCode}`}`,
      subject: content.basis,
      creator: 'Motcua',
      producer: 'Motcua',
      // Not the moment of printing: the same paper is the same file.
      creationDate: new Date(content.issuedAt),
      modDate: new Date(content.issuedAt),
    },
    lang: language,
    content: [
      head(content, say),
      { text: say(title).toLocaleUpperCase(language), style: 'title' },
      ...(addressee === undefined
        ? []
        : [{ text: `${say(words('Kính gửi', 'To'))}: ${say(addressee)}`, alignment: 'center', margin: [0, 0, 0, 6] }]),
      ...facts.map(({ label, values }) => ({
        columns: [
          { text: `${say(label)}:`, style: 'label', width: page.size === 'A5' ? 112 : 130 },
          { stack: values.map((value) => ({ text: say(value) })), width: '*' },
        ],
        margin: [0, 1, 0, 1],
      })),
      ...tables.flatMap((each) => table(each, say)),
      ...notes.map((note) => ({ text: say(note), margin: [0, 3, 0, 0] })),
      dated(content, say),
      signatureRow(signatures, say),
    ],
    footer: (current: number, count: number) => ({
      columns: [
        {
          text: [content.sampleData ? say(SAMPLE) : '', language === 'en' ? say(TRANSLATION) : '']
            .filter((text) => text !== '')
            .join(' '),
          italics: true,
        },
        { text: `${content.form} · ${content.basis} · ${String(current)}/${String(count)}`, alignment: 'right' },
      ],
      fontSize: 6.5,
      margin: [34, 10, 34, 0],
    }),
  };
}

type Say = (text: LocalizedText) => string;

function head({ office, dossierCode, form, qr }: PaperContent, say: Say): object {
  return {
    columns: [
      {
        width: '*',
        stack: [
          { text: say(office).toUpperCase(), style: 'head' },
          ...(dossierCode === undefined
            ? []
            : [{ text: `${say(words('Mã hồ sơ', 'Code'))}: ${dossierCode}`, alignment: 'center' }]),
        ],
      },
      {
        width: 'auto',
        stack: [
          { text: say(MOTTO), style: 'head', noWrap: true },
          { text: say(MOTTO_BELOW), style: 'head' },
          { text: say(words(`Mẫu ${form}`, `Form ${form}`)), alignment: 'center', italics: true },
        ],
      },
      ...(qr === undefined ? [] : [{ width: 60, qr, fit: 58, alignment: 'right' }]),
    ],
    columnGap: 8,
  };
}

function table({ caption, columns, rows }: PaperTable, say: Say): readonly object[] {
  return [
    { text: say(caption), style: 'caption' },
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: columns.map(({ width }) => width),
        body: [
          columns.map(({ header }) => ({ text: say(header), style: 'head' })),
          ...(rows.length === 0
            ? [columns.map((_, index) => ({ text: index === 0 ? '—' : '' }))]
            : rows.map((row) => row.map((cell) => ({ text: say(cell) })))),
        ],
      },
    },
  ];
}

function dated({ office, issuedAt, timeZone }: PaperContent, say: Say): object {
  return {
    text: `${say(office)}, ${say(day(issuedAt, timeZone))}`,
    italics: true,
    alignment: 'right',
    margin: [0, 8, 0, 4],
  };
}

function signatureRow(signatures: PaperContent['signatures'], say: Say): object {
  return {
    unbreakable: true,
    columns: signatures.map(({ role, name }) => ({
      width: '*',
      stack: [
        { text: say(role), style: 'head' },
        { text: say(words('(Ký, ghi rõ họ tên)', '(Signature and full name)')), italics: true, alignment: 'center' },
        { text: name ?? ' ', alignment: 'center', margin: [0, 30, 0, 0] },
      ],
    })),
  };
}
