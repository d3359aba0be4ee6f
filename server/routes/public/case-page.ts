import { Type } from 'typebox';
import {
  readClock,
  type CaseState,
  type Commit,
  type FlowNode,
  type LocalizedText,
  type Procedure,
} from '../../../engine/index.ts';
import type { Shell } from '../../commands/shell.ts';
import { list, oneOf } from '../../plugins/schemas.ts';
import type { CaseRecord } from '../../store/records.ts';
import { groupNames, nodeOf } from '../case-views.ts';
import { Instant, LocalizedText as LocalizedTextSchema } from '../schemas/shared.ts';
import { doneBy } from './procedure-page.ts';

/** What the applicant can do now; the page says it in words. */
const ADVICE = ['WAIT', 'COMPLAIN', 'SUPPLEMENT', 'PAY', 'COLLECT', 'NOTHING'] as const;

/** Where a dossier lies, by whom it is handled (never by which person), its working time, and what the applicant can do. */
export const CasePage = {
  steps: list(
    Type.Object({
      name: Type.String(),
      by: oneOf(['person', 'system']),
      groups: list(LocalizedTextSchema),
      since: Instant,
    }),
  ),
  clock: Type.Optional(
    Type.Object({
      status: oneOf(['notStarted', 'running', 'paused', 'stopped']),
      usedMinutes: Type.Integer({ description: 'Working minutes' }),
      leftMinutes: Type.Optional(
        Type.Integer({ description: 'Working minutes until the due date; negative when it has passed' }),
      ),
    }),
  ),
  supplement: Type.Optional(
    Type.Object({
      papers: list(LocalizedTextSchema),
      fields: list(LocalizedTextSchema),
      grounds: list(LocalizedTextSchema),
    }),
  ),
  silence: list(
    Type.Object(
      { text: LocalizedTextSchema, at: Instant },
      { description: 'What follows if nothing is heard until then' },
    ),
  ),
  advice: oneOf(ADVICE),
};

/** Reads the page of a case. */
export async function casePage(shell: Shell, record: CaseRecord, procedure: Procedure) {
  const { caseId } = record;
  const now = shell.now();
  const calendar = shell.calendars.knownAt(now);
  const [state, tasks, jobs, timers] = await Promise.all([
    shell.handler.currentState(caseId),
    shell.store.listTasksOfCase(caseId),
    shell.store.listJobs({ caseId }, { limit: 200 }),
    shell.store.listTimers({ caseId }, { limit: 200 }),
  ]);
  const clock = state?.clock;
  const asksForMore = clock?.status === 'paused' && clock.pausedFor === 'SUPPLEMENT' && record.status === 'active';
  const supplement = asksForMore ? await lastRequest(shell, caseId, procedure) : undefined;
  const open = tasks.filter(({ status }) => status === 'offered' || status === 'claimed');
  const isOverdue =
    clock !== undefined &&
    calendar !== undefined &&
    record.status === 'active' &&
    readClock(clock, now, calendar).isOverdue;
  return {
    steps: [
      ...open.map(({ elementId, candidateGroups, createdAt }) => ({
        ...stepOf(nodeOf(procedure, elementId), elementId),
        groups: groupNames(procedure, candidateGroups),
        since: createdAt,
      })),
      ...jobs.items.map(({ elementId, createdAt }) => ({
        ...stepOf(nodeOf(procedure, elementId), elementId),
        groups: [],
        since: createdAt,
      })),
    ],
    ...(clock === undefined || calendar === undefined ? {} : { clock: clockView(clock, now, calendar) }),
    ...(supplement === undefined ? {} : { supplement }),
    silence: timers.items.flatMap(({ elementId, dueAt }) =>
      deemedAt(nodeOf(procedure, elementId)).map((text) => ({ text, at: dueAt })),
    ),
    advice: adviceFor(record, asksForMore, isOverdue),
  };
}

function stepOf(node: FlowNode | undefined, elementId: string) {
  return { name: node?.name ?? elementId, by: (node && doneBy(node)) ?? ('system' as const) };
}

function clockView(clock: NonNullable<CaseState['clock']>, now: string, calendar: Parameters<typeof readClock>[2]) {
  const { usedMinutes, leftMinutes } = readClock(clock, now, calendar);
  return { status: clock.status, usedMinutes, ...(leftMinutes === undefined ? {} : { leftMinutes }) };
}

/** What the last supplement request chose from the closed lists, in the words of the version. */
async function lastRequest({ store }: Shell, caseId: string, { manifest, forms }: Procedure) {
  const commits: readonly Commit[] = (await store.loadCommits(caseId, {})).map(({ commit }) => commit);
  const request = commits
    .flatMap(({ events }) => events)
    .findLast((event) => event.type === 'GroundsChosen' && event.list === 'supplement');
  if (request?.type !== 'GroundsChosen') return undefined;
  const fields = Object.values(forms).flatMap((form) => form.fields);
  const { papers = [], fields: asked = [], grounds } = request;
  return {
    papers: papers.map(({ id }) => manifest?.papers.find((paper) => paper.id === id)?.name ?? { vi: id }),
    fields: asked.map((name) => fields.find(({ path }) => path.join('.') === name)?.label ?? { vi: name }),
    grounds: grounds.map(
      ({ code }) => manifest?.supplementGrounds.find((each) => each.code === code)?.text ?? { vi: code },
    ),
  };
}

function deemedAt(node: FlowNode | undefined): readonly LocalizedText[] {
  return (node !== undefined && 'eventDefinitions' in node ? node.eventDefinitions : []).flatMap((definition) =>
    definition.type === 'timer' && definition.timer.kind === 'statutory' ? (definition.timer.value.deemed ?? []) : [],
  );
}

function adviceFor(record: CaseRecord, asksForMore: boolean, isOverdue: boolean): (typeof ADVICE)[number] {
  if (record.publicStatus === 9) return 'COLLECT';
  if (record.status !== 'active') return 'NOTHING';
  if (asksForMore) return 'SUPPLEMENT';
  if (record.publicStatus === 6) return 'PAY';
  return isOverdue ? 'COMPLAIN' : 'WAIT';
}
