import { durationText } from '../../calendar/clock-words.ts';
import { statuteOf } from '../../execute/step-statute.ts';
import type { ClockRules } from '../../model/procedure-manifest.ts';
import type { Procedure } from '../../model/procedure.ts';
import type { Duration, TimeLimit } from '../../model/statute.ts';
import { drawn } from './finding.ts';
import type { Live } from './live.ts';
import { differ } from './place-instances.ts';
import { placedTasks } from './place-past.ts';

/** What the newer law makes of the running time. */
export interface ClockPlan {
  /** The clock is reckoned again by the newer rules, from where it began. */
  readonly recompute: boolean;
  /** The limit that replaces the present one. */
  readonly limit?: TimeLimit;
}

/**
 * Which limit the case has from now on: the one that stands in the newer version where the present one stood in the older, for
 * the procedure, for its appointment, or for the branch that changed it. Where that is not one, it is not guessed.
 */
export function placeClock(live: Live): ClockPlan {
  const { source, target, state, findings } = live;
  const [was, is] = [source.manifest?.clock, target.manifest?.clock];
  if (was === undefined || is === undefined) return { recompute: false };
  if (was.start !== is.start) {
    findings.refuse(
      'CLOCK_START_CHANGED',
      'Phiên bản mới bắt đầu tính thời hạn từ một thời điểm khác; hồ sơ đang giải quyết không có thời điểm đó. Để hồ sơ theo phiên bản cũ.',
      'The newer version starts the time limit at another moment, which a running case does not have. Leave the case under its version.',
    );
    return { recompute: false };
  }
  const { clock } = state;
  if (clock === undefined || clock.status === 'stopped') return { recompute: false };
  if ((was.supplement.policy === 'SPLIT') !== (is.supplement.policy === 'SPLIT') || lengthsDiffer(was, is)) {
    findings.refuse(
      'CLOCK_POLICY_CHANGED',
      'Phiên bản mới chia thời hạn thành các lần hẹn khác; không rõ hồ sơ đang ở lần hẹn nào. Để hồ sơ theo phiên bản cũ.',
      'The newer version splits the time limit into other appointments; which one the case would be in is not clear. Leave the case under its version.',
    );
    return { recompute: false };
  }
  const limit = limitAfter(live, was, is, clock.limit, clock.appointment);
  if (limit === undefined) {
    findings.refuse(
      'LIMIT_UNCLEAR',
      `Thời hạn hiện tại (${durationText(clock.limit).vi}) do một nhánh của phiên bản cũ quy định, và phiên bản mới không có đúng một thời hạn tương ứng. Để hồ sơ theo phiên bản cũ.`,
      `The present limit (${durationText(clock.limit).en}) comes from a branch of the older version, and the newer does not have exactly one that stands for it. Leave the case under its version.`,
    );
    return { recompute: false };
  }
  const other = !sameDuration(limit, clock.limit);
  if (other) {
    findings.note(
      'CASE_LIMIT_CHANGED',
      `Thời hạn của hồ sơ: từ ${durationText(clock.limit).vi} thành ${durationText(limit).vi}, tính từ cùng thời điểm bắt đầu.`,
      `The limit of the case: ${durationText(clock.limit).en} becomes ${durationText(limit).en}, counted from the same beginning.`,
    );
  }
  const recompute = other || differ(was.cutoff, is.cutoff) || differ(was.escalation, is.escalation);
  return { recompute, ...(other ? { limit } : {}) };
}

function limitAfter(
  live: Live,
  was: ClockRules,
  is: ClockRules,
  present: TimeLimit,
  appointment: number | undefined,
): TimeLimit | undefined {
  const changes = changesTo(live, present);
  // A branch that gives the same limit as the procedure is not told from it; then both must say the same in the newer one.
  const candidates = [
    ...(appointment === undefined
      ? sameDuration(was.limit, present)
        ? [is.limit]
        : []
      : (is.appointments ?? []).slice(appointment, appointment + 1)),
    ...changes,
  ];
  const [first, ...others] = candidates;
  if (first === undefined || others.some((other) => !sameDuration(other, first))) return undefined;
  return first;
}

/** What steps that change the limit to the present one change it to in the newer version. */
function changesTo({ source, mapOf }: Live, present: TimeLimit): readonly TimeLimit[] {
  return Object.values(source.processes).flatMap((graph) =>
    Object.values(graph.nodes).flatMap((node): readonly TimeLimit[] => {
      const change = statuteOf(node)?.limitChange;
      if (change === undefined || !sameDuration(change, present)) return [];
      const after = mapOf(graph.id)?.node(node.id);
      const next = after === undefined ? undefined : statuteOf(after)?.limitChange;
      return next === undefined ? [] : [next];
    }),
  );
}

function lengthsDiffer(was: ClockRules, is: ClockRules): boolean {
  return (was.appointments ?? []).length !== (is.appointments ?? []).length;
}

function sameDuration(one: Duration, other: Duration): boolean {
  return one.value === other.value && one.unit === other.unit;
}

/** What changes for the people who work on the case, or wait for it. */
export function noteForPeople(live: Live): void {
  const { source, target, findings } = live;
  for (const { before, after } of placedTasks(live)) {
    const where = { elementId: before.id, targetId: after.id };
    if (before.formId !== after.formId || differ(formOf(source, before.formId), formOf(target, after.formId))) {
      findings.note(
        'FORM_CHANGED',
        `${drawn(after)}: biểu mẫu của bước thay đổi; phần đã nhập dở được giữ và kiểm tra lại theo biểu mẫu mới.`,
        `${drawn(after)}: the step has another form; what was typed so far is kept and checked by the new one.`,
        where,
      );
    }
    if (differ(before.assignment, after.assignment) || before.statute?.assignment !== after.statute?.assignment) {
      findings.note(
        'CANDIDATES_CHANGED',
        `${drawn(after)}: người được giao bước này có thể thay đổi.`,
        `${drawn(after)}: the step may be offered to others.`,
        where,
      );
    }
    const [was, is] = [before.statute?.timeLimit, after.statute?.timeLimit];
    if (was === undefined ? is !== undefined : is === undefined || !sameDuration(was, is)) {
      findings.note(
        'TASK_LIMIT_CHANGED',
        `${drawn(after)}: thời hạn của bước từ ${limitWords(was).vi} thành ${limitWords(is).vi}.`,
        `${drawn(after)}: the limit of the step: ${limitWords(was).en} becomes ${limitWords(is).en}.`,
        where,
      );
    }
  }
  const papers = changedIn(source.manifest?.papers ?? [], target.manifest?.papers ?? []);
  if (papers.length > 0) {
    findings.note(
      'PAPERS_CHANGED',
      `Thành phần hồ sơ thay đổi: ${papers.map(({ name }) => name.vi).join('; ')}. Giấy tờ đã nộp vẫn còn trong hồ sơ.`,
      `The papers change: ${papers.map(({ name }) => name.en ?? name.vi).join('; ')}. What was handed in stays with the case.`,
    );
  }
  const decisions = changedIn(Object.values(source.decisions), Object.values(target.decisions));
  if (decisions.length > 0) {
    const names = decisions.map(({ id, name }) => name ?? id).join('; ');
    findings.note(
      'DECISIONS_CHANGED',
      `Quy tắc quyết định thay đổi: ${names}. Quyết định đã có vẫn giữ nguyên; quyết định sau theo quy tắc mới.`,
      `The rules of decisions change: ${names}. What was decided stays; what is decided from now on follows the new rules.`,
    );
  }
}

function formOf({ forms }: Procedure, id: string | undefined) {
  return id === undefined || !Object.hasOwn(forms, id) ? null : (forms[id]?.source ?? null);
}

function limitWords(limit: Duration | undefined): { readonly vi: string; readonly en: string } {
  return limit === undefined ? { vi: 'không có', en: 'none' } : durationText(limit);
}

/** What was added, dropped or is written otherwise. */
function changedIn<T extends { readonly id: string }>(was: readonly T[], is: readonly T[]): readonly T[] {
  const like = (list: readonly T[], { id }: T): T | undefined => list.find((other) => other.id === id);
  return [...was.filter((one) => like(is, one) === undefined), ...is.filter((one) => differ(like(was, one), one))];
}
