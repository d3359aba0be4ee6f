import type { Bilingual, LocalizedText } from '../../model/expression.ts';
import { citation } from '../date-words.ts';

/** Part of a version that a difference is about, in the order in which people read them. */
export const AREAS = [
  'limit',
  'effect',
  'paper',
  'fee',
  'condition',
  'ground',
  'duty',
  'general',
  'process',
  'form',
  'decision',
  'letter',
  'drawing',
] as const;
export type Area = (typeof AREAS)[number];

/** One thing that is otherwise in the newer version. */
export interface Difference {
  readonly area: Area;
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** What it is about: id of a step, flow, paper, fee, ground; `<form>.<field>`; `<decision>`; name of a property. */
  readonly subject: string;
  /** Where a diagram shows it: on the older drawing when removed, on the newer one otherwise. */
  readonly elementId?: string;
  /** Where the older drawing shows what both have: element ids may differ. Absent when it was added or removed. */
  readonly oldElementId?: string;
  /** What of it has changed; absent when it was added, removed or moved as a whole. */
  readonly property?: string;
  readonly old?: Bilingual;
  readonly new?: Bilingual;
  /** Article on which the newer state rests (the older one, of what was removed): `217/2026/NĐ-CP#54.1.b`. */
  readonly basis?: string;
  /** The whole of it in a sentence: "Thời hạn giải quyết: 15 ngày → 7 ngày làm việc (217/2026/NĐ-CP Điều 54.1.b)". */
  readonly text: Bilingual;
}

/** What a difference is about, before it is put into words. */
export interface Subject {
  readonly area: Area;
  readonly id: string;
  readonly name: Bilingual;
  readonly elementId?: string;
  readonly oldElementId?: string;
}

export function added(subject: Subject, basis?: string): Difference {
  return whole(subject, 'added', { vi: 'Thêm', en: 'Added' }, basis);
}

export function removed(subject: Subject, basis?: string): Difference {
  return whole(subject, 'removed', { vi: 'Bỏ', en: 'Removed' }, basis);
}

/** A property that is otherwise; nothing where old and new are the same words. */
export function changed(
  subject: Subject,
  property: { readonly id: string; readonly name: Bilingual },
  before: Bilingual | undefined,
  after: Bilingual | undefined,
  basis?: string,
): readonly Difference[] {
  if (before?.vi === after?.vi && before?.en === after?.en) return [];
  const [was, is] = [before ?? NONE, after ?? NONE];
  const cited = cite(basis);
  return [
    {
      area: subject.area,
      kind: 'changed',
      subject: subject.id,
      ...(subject.elementId === undefined ? {} : { elementId: subject.elementId }),
      ...(subject.oldElementId === undefined ? {} : { oldElementId: subject.oldElementId }),
      property: property.id,
      ...(before === undefined ? {} : { old: before }),
      ...(after === undefined ? {} : { new: after }),
      ...(basis === undefined ? {} : { basis }),
      text: {
        vi: `${lead(subject.name.vi, property.name.vi)}: ${was.vi} → ${is.vi}${cited.vi}`,
        en: `${lead(subject.name.en, property.name.en)}: ${was.en} → ${is.en}${cited.en}`,
      },
    },
  ];
}

/** Text of a manifest in both languages; what has no English stands in Vietnamese. */
export function bilingual({ vi, en }: LocalizedText): Bilingual {
  return { vi, en: en ?? vi };
}

/** A text that is the same in both languages: an id, an expression, a number. */
export function same(text: string): Bilingual {
  return { vi: text, en: text };
}

export function quoted(text: Bilingual): Bilingual {
  return { vi: `“${text.vi}”`, en: `“${text.en}”` };
}

const NONE: Bilingual = { vi: 'không có', en: 'none' };

/** "Giấy tờ “Đơn”, số bản sao": a sentence begins with a capital letter. */
function lead(subject: string, property: string): string {
  const text = subject === '' ? property : `${subject}, ${property}`;
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

function whole(
  { area, id, name, elementId }: Subject,
  kind: 'added' | 'removed',
  verb: Bilingual,
  basis: string | undefined,
): Difference {
  const cited = cite(basis);
  return {
    area,
    kind,
    subject: id,
    ...(elementId === undefined ? {} : { elementId }),
    ...(basis === undefined ? {} : { basis }),
    text: { vi: `${verb.vi} ${name.vi}${cited.vi}`, en: `${verb.en} ${name.en}${cited.en}` },
  };
}

function cite(basis: string | undefined): Bilingual {
  if (basis === undefined) return same('');
  const words = citation(basis);
  return { vi: ` (${words.vi})`, en: ` (${words.en})` };
}
