import type { CaseEvent } from '../execute/event.ts';

type FieldsByType = {
  readonly [Type in CaseEvent['type']]?: readonly (keyof Extract<CaseEvent, { type: Type }> | 'receipt.applicant')[];
};

/**
 * Where an event holds what people said about themselves: what applicants wrote, what was computed from it, free text.
 * These values enter the hash as commitments, so that they can be erased. Who acted (officers' ids) and what was decided
 * are the public record and are not erasable.
 */
const PERSONAL_FIELDS = {
  CaseStarted: ['receipt.applicant'],
  CaseFailed: ['message'],
  CaseCancelled: ['reason'],
  CaseWithdrawn: ['reason'],
  ElementCompleted: ['output'],
  LoopStarted: ['items'],
  ElementActivated: ['correlationKey'],
  EventPartOccurred: ['variables'],
  VariablesSet: ['variables'],
  DecisionEvaluated: ['inputs', 'output', 'ruleOutputs'],
  JobFailed: ['message'],
  JobErrorThrown: ['message'],
  SubscriptionOpened: ['correlationKey'],
  MessagePublished: ['variables', 'correlationKey'],
  SignalThrown: ['variables'],
  ErrorThrown: ['message'],
  CompensationEnabled: ['variables'],
  IncidentRaised: ['message', 'details'],
  IncidentResolved: ['reason'],
  OverrideRequested: ['reason'],
  OverrideConfirmed: ['note'],
  OverrideRejected: ['reason'],
  ConflictDeclared: ['reason'],
} as const satisfies FieldsByType;

const NONE: readonly string[] = [];
const BY_TYPE: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(PERSONAL_FIELDS));

/**
 * Paths of the values that are hashed as commitments, of one or two names (`variables`, `receipt.applicant`). Part of the
 * chain's format: a change here is a new format number, or every old chain breaks.
 */
export function personalFields(event: CaseEvent): readonly string[] {
  return BY_TYPE.get(event.type) ?? NONE;
}

/** Gives `event` with each personal value that is there replaced; `replace` returns the value itself to keep it. */
export function mapPersonalValues(
  event: CaseEvent,
  replace: (value: unknown, path: string) => unknown,
): Readonly<Record<string, unknown>> {
  const mapped: Record<string, unknown> = { ...event };
  for (const path of personalFields(event)) {
    const dot = path.indexOf('.');
    if (dot < 0) {
      if (mapped[path] !== undefined) mapped[path] = replace(mapped[path], path);
      continue;
    }
    const outer = mapped[path.slice(0, dot)];
    const inner = path.slice(dot + 1);
    if (!isRecord(outer) || outer[inner] === undefined) continue;
    mapped[path.slice(0, dot)] = { ...outer, [inner]: replace(outer[inner], path) };
  }
  return mapped;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
