import type { TFunction } from 'i18next';
import type { CaseEvent, Deviation } from '../../engine/index.ts';
import type { NameOf, PersonOf } from './event-sentence.ts';

/** What a departure from the rules would do, in words. @param step the step that it is about, by its name */
export function deviationWords(
  deviation: Deviation,
  step: string,
  nameOf: NameOf,
  personOf: PersonOf,
  t: TFunction,
): string {
  switch (deviation.kind) {
    case 'MOVE_TOKEN':
      return t('deviation.MOVE_TOKEN', { from: step, to: nameOf(deviation.targetId) });
    case 'REOPEN':
      return t('deviation.REOPEN', { to: nameOf(deviation.targetId) });
    case 'SECOND_SUPPLEMENT':
      return t('deviation.SECOND_SUPPLEMENT');
    case 'REASSIGN':
      return t('deviation.REASSIGN', { step, who: personOf(deviation.assignee) });
    default:
      return deviation satisfies never;
  }
}

/** Events that tell of a departure from the rules, or of somebody kept out: a history shows them in red. */
export const DEVIATIONS: ReadonlySet<CaseEvent['type']> = new Set([
  'OverrideRequested',
  'OverrideConfirmed',
  'OverrideRejected',
  'CaseReopened',
  'ConflictDeclared',
] as const);
