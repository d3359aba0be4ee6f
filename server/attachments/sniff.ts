/** What may be attached, by media type: what offices exchange, and nothing that runs. */
export const ATTACHMENT_TYPES = {
  'application/pdf': ['.pdf'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
  'image/tiff': ['.tif', '.tiff'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/vnd.oasis.opendocument.text': ['.odt'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type AttachmentType = keyof typeof ATTACHMENT_TYPES;

/** Bytes from the beginning of a file that {@link sniffType} needs. */
export const SNIFFED_BYTES = 4_100;

/**
 * What a file is, by its first bytes; undefined when it is nothing that may be attached. What it is called or said to be does
 * not count. Office documents are archives: they are told by the first member's name, as their formats lay it down.
 *
 * @source ISO 32000-1 §7.5.2 (PDF header); ISO/IEC 15948 §5.2 (PNG); ITU-T T.81 Annex B (JPEG); TIFF 6.0 §2;
 *   ISO/IEC 29500-2 §10 and ODF 1.3 part 2 §3.3 (archives)
 */
export function sniffType(start: Buffer): AttachmentType | undefined {
  const text = start.toString('latin1');
  // Readers accept a PDF header within the first kilobyte; a browser shown another beginning may read it as a page.
  if (text.startsWith('%PDF-')) return 'application/pdf';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return 'image/tiff';
  if (text.startsWith('PK\x03\x04')) return archiveType(text);
  return undefined;
}

/** Whether a name may stand on a file of this type. */
export function fitsName(type: AttachmentType, name: string): boolean {
  const lower = name.toLowerCase();
  return ATTACHMENT_TYPES[type].some((ending) => lower.endsWith(ending));
}

function archiveType(text: string): AttachmentType | undefined {
  const odt = 'application/vnd.oasis.opendocument.text';
  if (text.slice(30, 38) === 'mimetype' && text.slice(38, 38 + odt.length) === odt) return odt;
  const isOffice = text.slice(30, 49) === '[Content_Types].xml' || text.slice(30, 41) === '_rels/.rels';
  if (!isOffice) return undefined;
  // The main part is listed in the content types or follows as a member; its folder names the kind.
  if (text.includes('word/')) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (text.includes('xl/')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return undefined;
}
