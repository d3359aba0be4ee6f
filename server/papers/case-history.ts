import {
  erasedCommitment,
  type CaseEvent,
  type CaseReceipt,
  type Commit,
  type FlowNode,
  type JsonObject,
  type Procedure,
} from '../../engine/index.ts';

type SilenceEvent = Extract<CaseEvent, { type: 'SilenceDeemed' }>;
type DeadlineEvent = Extract<CaseEvent, { type: 'DeadlineReached' }>;
type ClockEvent = Extract<CaseEvent, { type: 'StatutoryClockChanged' }>;

/** Something that happened, with when and by whom. */
export type Happening<T> = T & { readonly at: string; readonly by: Commit['by']; readonly seq: number };

/** A letter that a step prepared: its completed task, with what was written there. */
export type PreparedLetter = Happening<{
  readonly form: string;
  readonly elementId: string;
  readonly formId?: string;
  readonly variables: JsonObject;
}>;

/** What the papers read of a case's history, in order. */
export interface CaseHistory {
  readonly receipt?: CaseReceipt;
  readonly startedBy?: Commit['by'];
  readonly clock: readonly Happening<{ readonly event: ClockEvent }>[];
  readonly letters: readonly PreparedLetter[];
  readonly outcomes: readonly Happening<{ readonly outcome: string }>[];
  readonly statuses: readonly Happening<{ readonly status: number }>[];
  /** Deadlines of which the heads were told. */
  readonly deadlines: readonly Happening<{ readonly event: DeadlineEvent }>[];
  /** Where silence had its legal effect. */
  readonly silences: readonly Happening<{ readonly event: SilenceEvent }>[];
  /** Supplement requests beyond the published number that two people have let happen. */
  readonly extraSupplements: number;
  readonly withdrawal?: Happening<{ readonly reason: string }>;
  /** What was written by each commit, in order. */
  readonly written: readonly { readonly lastSeq: number; readonly variables: JsonObject }[];
}

/** Reads the history once for all forms. Pure; erased personal data stays erased. */
export function readHistory(commits: readonly Commit[], procedure: Procedure): CaseHistory {
  const clock: CaseHistory['clock'][number][] = [];
  const letters: PreparedLetter[] = [];
  const outcomes: CaseHistory['outcomes'][number][] = [];
  const statuses: CaseHistory['statuses'][number][] = [];
  const silences: CaseHistory['silences'][number][] = [];
  const deadlines: CaseHistory['deadlines'][number][] = [];
  const written: CaseHistory['written'][number][] = [];
  const elements = new Map<number, string>();
  let start: Pick<CaseHistory, 'receipt' | 'startedBy'> = {};
  let withdrawal: CaseHistory['withdrawal'];
  let extraSupplements = 0;

  for (const { at, by, events, firstSeq } of commits) {
    const variables = variablesIn(events);
    written.push({ lastSeq: firstSeq + events.length - 1, variables });
    for (const event of events) {
      const when = { at, by, seq: event.seq };
      switch (event.type) {
        case 'CaseStarted':
          start = { startedBy: by, ...(event.receipt === undefined ? {} : { receipt: event.receipt }) };
          break;
        case 'ElementActivated':
          elements.set(event.seq, event.elementId);
          break;
        case 'UserTaskCompleted': {
          const node = nodeOf(procedure, elements.get(event.key));
          const form = node === undefined ? undefined : letterOf(node);
          if (node === undefined || form === undefined) break;
          const formId = node.type === 'userTask' ? node.formId : undefined;
          letters.push({
            ...when,
            form,
            elementId: node.id,
            variables,
            ...(formId === undefined ? {} : { formId }),
          });
          break;
        }
        case 'StatutoryClockChanged':
          clock.push({ ...when, event });
          break;
        case 'DeadlineReached':
          deadlines.push({ ...when, event });
          break;
        case 'SilenceDeemed':
          silences.push({ ...when, event });
          break;
        case 'OutcomeDecided':
          outcomes.push({ ...when, outcome: event.outcome });
          break;
        case 'PublicStatusChanged':
          statuses.push({ ...when, status: event.status });
          break;
        case 'OverrideConfirmed':
          if (event.deviation.kind === 'SECOND_SUPPLEMENT') extraSupplements += 1;
          break;
        case 'CaseWithdrawn':
          withdrawal = { ...when, reason: event.reason };
          break;
        default:
          break;
      }
    }
  }
  return {
    ...start,
    clock,
    letters,
    outcomes,
    statuses,
    silences,
    deadlines,
    written,
    extraSupplements,
    ...(withdrawal === undefined ? {} : { withdrawal }),
  };
}

/** Everything written up to and with the commit that holds `seq`; what was written later wins. */
export function variablesUpTo({ written }: CaseHistory, seq: number): JsonObject {
  let all: JsonObject = {};
  for (const { lastSeq, variables } of written) {
    all = { ...all, ...variables };
    if (lastSeq >= seq) break;
  }
  return all;
}

/** The flow node with this id in whichever process of the version. */
export function nodeOf(procedure: Procedure, elementId: string | undefined): FlowNode | undefined {
  if (elementId === undefined) return undefined;
  for (const process of Object.values(procedure.processes)) {
    const node = process.nodes[elementId];
    if (node !== undefined) return node;
  }
  return undefined;
}

/** The letter that a step issues. */
export function letterOf(node: FlowNode): string | undefined {
  return 'statute' in node ? node.statute?.letter : undefined;
}

function variablesIn(events: readonly CaseEvent[]): JsonObject {
  let all: JsonObject = {};
  for (const event of events) {
    if (event.type !== 'VariablesSet' || erasedCommitment(event.variables) !== undefined) continue;
    all = { ...all, ...event.variables };
  }
  return all;
}
