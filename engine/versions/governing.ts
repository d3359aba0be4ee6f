import { evaluateFeel } from '../feel/feel.ts';
import type { Bilingual } from '../model/expression.ts';
import type { EffectiveInterval, ProcedureManifest, TransitionClause } from '../model/procedure-manifest.ts';
import { citation, dateWords } from './date-words.ts';
import { holds } from './effect.ts';
import { intervalWords } from './succession.ts';

/** What the law says of a published version as a whole. */
export interface VersionInLaw {
  readonly version: string;
  /** Instant; of two that claim a case, the one that was published later knew of the other. */
  readonly publishedAt: string;
  readonly effective: readonly EffectiveInterval[];
  /** Absent on a bare BPMN file: receipt counts. */
  readonly manifest?: Pick<ProcedureManifest, 'anchor' | 'transition'>;
}

/** Local dates, `YYYY-MM-DD`, of what may select a version. */
export interface AnchorDates {
  readonly received: string;
  readonly submitted?: string;
  readonly postmarked?: string;
  readonly decided?: string;
}

/** Which version governs a case, and why. The lines of `because` are for the officer and the applicant: the answer first, then
 *  what speaks for or against each version. */
export type Governing = { readonly because: readonly Bilingual[] } & (
  | {
      readonly governed: true;
      readonly version: string;
      /** `TRANSITION`: a clause of the version keeps the case, or takes it, whatever its intervals say. */
      readonly by: 'INTERVAL' | 'TRANSITION';
      readonly anchor: Anchor;
      /** The date of the case that counted. */
      readonly date: string;
    }
  /** `SUSPENDED`: between two intervals of one version; `GAP`: between versions. */
  | { readonly governed: false; readonly reason: 'NO_VERSION' | 'NOT_YET' | 'ENDED' | 'SUSPENDED' | 'GAP' }
);

type Anchor = ProcedureManifest['anchor'];

/**
 * Chooses the version for a case: never the latest, always the one whose law says so. A transition clause goes before the
 * intervals; each version is asked by the anchor that it names itself, since a change of law may change the anchor too.
 *
 * Pure. The versions are those of one procedure, with the intervals as they stand (see `effectAfter`).
 */
export function governing(versions: readonly VersionInLaw[], dates: AnchorDates): Governing {
  if (versions.length === 0) {
    return {
      governed: false,
      reason: 'NO_VERSION',
      because: [said('Chưa có phiên bản nào được công bố.', 'No version has been published.')],
    };
  }
  const claims = versions.map((version) => claimOf(version, dates));
  const chosen =
    latest(claims.filter(({ by }) => by === 'TRANSITION')) ?? latest(claims.filter(({ by }) => by === 'INTERVAL'));
  const lines = claims.map(({ line }) => line);
  if (chosen?.by === undefined) {
    const reason = whyNone(versions, claims);
    return { governed: false, reason, because: [NONE_WORDS[reason], ...lines] };
  }
  const { version, by, anchor, date, line } = chosen;
  return {
    governed: true,
    version: version.version,
    by,
    anchor,
    date,
    because: [line, ...lines.filter((other) => other !== line)],
  };
}

interface Claim {
  readonly version: VersionInLaw;
  /** Absent: the version does not claim the case. */
  readonly by?: 'INTERVAL' | 'TRANSITION';
  readonly anchor: Anchor;
  readonly date: string;
  readonly line: Bilingual;
}

function claimOf(version: VersionInLaw, dates: AnchorDates): Claim {
  const anchor = version.manifest?.anchor ?? 'received';
  const { date, words } = anchorDate(anchor, dates);
  const transition = version.manifest?.transition;
  if (transition !== undefined && applies(transition, dates)) {
    return { version, by: 'TRANSITION', anchor, date, line: transitionLine(version.version, transition) };
  }
  const interval = version.effective.find((candidate) => holds(candidate, date));
  return {
    version,
    ...(interval === undefined ? {} : { by: 'INTERVAL' }),
    anchor,
    date,
    line: interval === undefined ? absenceLine(version, date, words) : intervalLine(version.version, interval, words),
  };
}

function latest(claims: readonly Claim[]): Claim | undefined {
  return claims.reduce<Claim | undefined>(
    (best, claim) => (best === undefined || claim.version.publishedAt >= best.version.publishedAt ? claim : best),
    undefined,
  );
}

// --- dates ----------------------------------------------------------------------------------------------------------------

/** A date that was not noted is stood in for by the nearest later one that the office knows; the answer says so. */
function anchorDate(anchor: Anchor, dates: AnchorDates): { readonly date: string; readonly words: Bilingual } {
  const order: Readonly<Record<Anchor, readonly (keyof AnchorDates)[]>> = {
    received: ['received'],
    submitted: ['submitted', 'received'],
    postmarked: ['postmarked', 'submitted', 'received'],
    decided: ['decided', 'received'],
  };
  const known = order[anchor].find((name) => dates[name] !== undefined) ?? 'received';
  const date = dates[known] ?? dates.received;
  const day = dateWords(date);
  const [wanted, found] = [ANCHOR_WORDS[anchor], ANCHOR_WORDS[known]];
  if (known === anchor) return { date, words: { vi: `${wanted.vi} ${day.vi}`, en: `the ${wanted.en} ${day.en}` } };
  return {
    date,
    words: {
      vi: `${found.vi} ${day.vi} (thay cho ${wanted.vi}, chưa biết)`,
      en: `the ${found.en} ${day.en} (for the ${wanted.en}, which is not known)`,
    },
  };
}

const ANCHOR_WORDS: Readonly<Record<Anchor, Bilingual>> = {
  received: { vi: 'ngày tiếp nhận', en: 'date of receipt' },
  submitted: { vi: 'ngày nộp', en: 'date of submission' },
  postmarked: { vi: 'ngày theo dấu bưu điện', en: 'date of the postmark' },
  decided: { vi: 'ngày quyết định', en: 'date of the decision' },
};

/** Dates in a clause are compared as dates; one that is not known is null, and says neither yes nor no. */
function applies({ when }: TransitionClause, dates: AnchorDates): boolean {
  const names = ['received', 'submitted', 'postmarked', 'decided'] as const;
  const context = Object.fromEntries(names.map((name) => [`${name}Text`, dates[name] ?? null]));
  const bound = names.map((name) => `${name}: if ${name}Text = null then null else date(${name}Text)`).join(', ');
  const source = `{ ${bound}, answer: ${when.replace(/^=/, '')} }.answer`;
  const result = evaluateFeel(source, context, { at: `${dates.received}T00:00:00.000Z`, timeZone: 'UTC' });
  return result.ok && result.value === true;
}

// --- words ----------------------------------------------------------------------------------------------------------------

function said(vi: string, en: string): Bilingual {
  return { vi, en };
}

function transitionLine(version: string, { text, basis }: TransitionClause): Bilingual {
  const article = citation(basis);
  const clause = { vi: text?.vi ?? 'quy định chuyển tiếp', en: text?.en ?? text?.vi ?? 'transition clause' };
  return said(
    `Áp dụng phiên bản ${version} theo quy định chuyển tiếp: ${clause.vi} (${article.vi}).`,
    `Version ${version} applies by its transition clause: ${clause.en} (${article.en}).`,
  );
}

function intervalLine(version: string, interval: EffectiveInterval, date: Bilingual): Bilingual {
  const words = intervalWords(interval);
  return said(
    `Áp dụng phiên bản ${version}: ${date.vi} nằm trong thời gian phiên bản ${words.vi}.`,
    `Version ${version} applies: ${date.en} lies in the time in which the version is ${words.en}.`,
  );
}

function absenceLine({ version, effective }: VersionInLaw, date: string, words: Bilingual): Bilingual {
  const before = effective.findLast(({ to }) => to !== undefined && to <= date);
  const after = effective.find(({ from }) => from > date);
  if (before?.to !== undefined && after !== undefined) {
    const [end, begin] = [dateWords(before.to), dateWords(after.from)];
    return said(
      `Không áp dụng phiên bản ${version}: ${words.vi} rơi vào thời gian bị ngưng hiệu lực, từ ${end.vi} (${before.closedBy ?? '?'}) đến trước ${begin.vi} (${after.openedBy}).`,
      `Version ${version} does not apply: ${words.en} falls into the time in which its effect is suspended, from ${end.en} (${before.closedBy ?? '?'}) until before ${begin.en} (${after.openedBy}).`,
    );
  }
  if (before?.to !== undefined) {
    const end = dateWords(before.to);
    const by = before.closedBy === undefined ? '' : ` (${before.closedBy})`;
    return said(
      `Không áp dụng phiên bản ${version}: đã hết hiệu lực hoặc bị ngưng từ ${end.vi}${by}, ${words.vi} không còn trong khoảng hiệu lực.`,
      `Version ${version} does not apply: it has been out of force since ${end.en}${by}, and ${words.en} comes after.`,
    );
  }
  if (after !== undefined) {
    const begin = dateWords(after.from);
    return said(
      `Không áp dụng phiên bản ${version}: ${words.vi}, phiên bản có hiệu lực từ ${begin.vi} (${after.openedBy}).`,
      `Version ${version} does not apply: ${words.en}, and it comes into force on ${begin.en} (${after.openedBy}).`,
    );
  }
  return said(
    `Không áp dụng phiên bản ${version}: không có khoảng hiệu lực nào.`,
    `Version ${version} does not apply: it has no interval of effect.`,
  );
}

type NoneReason = Extract<Governing, { governed: false }>['reason'];

function whyNone(versions: readonly VersionInLaw[], claims: readonly Claim[]): NoneReason {
  const ended = (claim: Claim) => claim.version.effective.some(({ to }) => to !== undefined && to <= claim.date);
  const coming = (claim: Claim) => claim.version.effective.some(({ from }) => from > claim.date);
  if (claims.some((claim) => ended(claim) && coming(claim))) return 'SUSPENDED';
  if (claims.some(ended) && claims.some(coming)) return 'GAP';
  if (claims.some(coming)) return 'NOT_YET';
  return versions.some(({ effective }) => effective.length > 0) ? 'ENDED' : 'NO_VERSION';
}

const NONE_WORDS: Readonly<Record<NoneReason, Bilingual>> = {
  NO_VERSION: said('Không có phiên bản nào có hiệu lực.', 'No version is in force.'),
  NOT_YET: said('Chưa có phiên bản nào có hiệu lực vào ngày này.', 'No version is in force yet on this date.'),
  ENDED: said(
    'Không còn phiên bản nào có hiệu lực vào ngày này; cần công bố phiên bản mới hoặc ghi văn bản cho hiệu lực trở lại.',
    'No version is in force any more on this date; publish one, or enter the act that brings one back.',
  ),
  SUSPENDED: said(
    'Ngày này rơi vào thời gian phiên bản bị ngưng hiệu lực; hướng dẫn người nộp chờ văn bản cho áp dụng trở lại.',
    'On this date the version is suspended; tell the applicant to wait for the act that brings it back.',
  ),
  GAP: said(
    'Ngày này nằm giữa hai phiên bản: bản trước đã hết hiệu lực, bản sau chưa có hiệu lực.',
    'This date lies between two versions: the earlier has ended, the later has not begun.',
  ),
};
