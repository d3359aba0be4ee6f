import type { RejectionCode } from '../errors.ts';
import type { Json } from '../model/json.ts';
import type { Duration } from '../model/statute.ts';
import type { ClockActionContext, ClockChange, StatutoryClock } from './clock-state.ts';
import { hours } from './explain-due-date.ts';
import type { ExplanationLine } from './explanation.ts';
import { UNITS } from './statutory-timer.ts';

/** What the statutory clock says: its headlines, its durations and its refusals. */

export function supplementRefusal(
  clock: StatutoryClock,
  { rules, override }: ClockActionContext,
): ClockChange | undefined {
  if (clock.supplements < rules.supplement.max || override === true) return undefined;
  return refused(
    'SUPPLEMENT_LIMIT_REACHED',
    `The procedure allows ${rules.supplement.max} supplement request(s); ${clock.supplements} made already. Decide on the dossier as it is, or let the head override with a ground.`,
    { requested: clock.supplements, max: rules.supplement.max },
  );
}

export function refused(code: RejectionCode, message: string, details: { readonly [key: string]: Json }): ClockChange {
  return { ok: false, rejection: { code, message, details } };
}

export function said({ rules, limit }: ClockActionContext, vi: string, en: string): ExplanationLine {
  const basis = limit?.basis ?? rules.limit.basis;
  return { text: basis === undefined ? { vi, en } : { vi: `${vi} (${basis})`, en: `${en} (${basis})` } };
}

export function durationText({ value, unit }: Duration): { readonly vi: string; readonly en: string } {
  if (unit === 'WORKING_DAY' && value === 0) return { vi: 'trong ngày', en: 'within the day' };
  if (unit === 'WORKING_HOUR') {
    const text = hours(Math.round(value * 60));
    return { vi: `${text.vi} làm việc`, en: `${text.en} of working time` };
  }
  return { vi: `${value} ${UNITS[unit].vi}`, en: `${value} ${UNITS[unit].en}` };
}
