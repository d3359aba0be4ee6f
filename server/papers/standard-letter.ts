import type { Letter } from './letter.ts';
import type { Words } from './paper.ts';
import { words } from './words.ts';

/** The fields with which every form about a case begins. */
const HEAD: Letter['fields'] = [
  { label: words('Cơ quan tiếp nhận', 'Receiving office'), value: 'receipt.unit' },
  { label: words('Mã hồ sơ', 'Dossier code'), value: 'receipt.dossierCode' },
  { label: words('Người nộp', 'Applicant'), value: 'receipt.applicant.name' },
  { label: words('Thủ tục', 'Procedure'), value: 'procedure.name' },
];

/** A form as the circular prints it, for a version that brings no template of its own. */
export function standardLetter(title: Words, fields: Letter['fields'], signatures: readonly Words[]): Letter {
  return { title, fields: [...HEAD, ...fields], signatures: [...signatures] };
}
