import type { Bilingual } from '../model/expression.ts';
import type { EffectiveInterval } from '../model/procedure-manifest.ts';
import { dateWords } from './date-words.ts';
import type { VersionAct } from './effect.ts';

/** A published version and the dates that it governs now. */
export interface StandingVersion {
  readonly version: string;
  readonly effective: readonly EffectiveInterval[];
}

export type Succession =
  /** What publication does to the versions that it follows. */
  | { readonly ok: true; readonly acts: readonly { readonly version: string; readonly act: VersionAct }[] }
  /** Two versions would govern the same dates. */
  | { readonly ok: false; readonly with: string; readonly message: Bilingual };

/**
 * May a version with these intervals stand beside those that are published? On every date at most one version of a procedure
 * governs. Where intervals meet, the new one may only take over the rest of an old one: it begins on or after the day on which
 * the old one began and ends when that would have ended; the act that opens it closes the other. Anything else is two acts
 * that claim the same days, and people must say which of them holds.
 */
export function succeed(incoming: StandingVersion, published: readonly StandingVersion[]): Succession {
  const acts: { version: string; act: VersionAct }[] = [];
  for (const { version, effective } of published) {
    for (const old of effective) {
      for (const interval of incoming.effective) {
        if (!overlap(old, interval)) continue;
        if (interval.from < old.from || interval.to !== old.to) {
          return { ok: false, with: version, message: overlapWords(incoming.version, interval, version, old) };
        }
        acts.push({
          version,
          act: { kind: 'SUCCEED', from: interval.from, act: interval.openedBy, by: incoming.version },
        });
      }
    }
  }
  return { ok: true, acts };
}

function overlap(a: EffectiveInterval, b: EffectiveInterval): boolean {
  return (a.to === undefined || b.from < a.to) && (b.to === undefined || a.from < b.to);
}

function overlapWords(incoming: string, mine: EffectiveInterval, other: string, theirs: EffectiveInterval): Bilingual {
  const [a, b] = [intervalWords(mine), intervalWords(theirs)];
  return {
    vi: `Phiên bản ${incoming} (${a.vi}) chồng lên phiên bản ${other} (${b.vi}). Phiên bản mới chỉ được thay phần còn lại của khoảng hiệu lực cũ: bắt đầu không sớm hơn và kết thúc cùng ngày. Hãy sửa khoảng hiệu lực, hoặc trước hết ghi văn bản làm hết hiệu lực phiên bản ${other}.`,
    en: `Version ${incoming} (${a.en}) overlaps version ${other} (${b.en}). A new version may only take over the rest of an older one's interval: begin no earlier and end on the same day. Correct its interval of effect, or first enter the act that ends version ${other}.`,
  };
}

/** An interval of effect with the acts behind it. */
export function intervalWords({ from, to, openedBy, closedBy }: EffectiveInterval): Bilingual {
  const begin = dateWords(from);
  if (to === undefined) {
    return { vi: `có hiệu lực từ ${begin.vi} theo ${openedBy}`, en: `in force from ${begin.en} by ${openedBy}` };
  }
  const end = dateWords(to);
  const [byVi, byEn] = closedBy === undefined ? ['', ''] : [` theo ${closedBy}`, ` by ${closedBy}`];
  return {
    vi: `có hiệu lực từ ${begin.vi} theo ${openedBy}, đến trước ${end.vi}${byVi}`,
    en: `in force from ${begin.en} by ${openedBy}, until before ${end.en}${byEn}`,
  };
}
