import type { CaseEvent, Commit } from '../execute/event.ts';
import type { LocalizedText } from '../model/expression.ts';
import type { Procedure } from '../model/procedure.ts';
import type { ProcessGraph } from '../model/process-graph.ts';
import { sentenceOf, type EventSubject } from './sentences.ts';

/** One event of a case as a sentence for people. */
export interface ExplainedEvent {
  readonly seq: number;
  /** Instant of the command that led to it. */
  readonly at: string;
  readonly by: Commit['by'];
  readonly type: CaseEvent['type'];
  /** Element of the diagram that it concerns. */
  readonly elementId?: string;
  readonly flowId?: string;
  /** Whether it belongs to the story that a jurist reads, or only to the token game beneath. */
  readonly level: 'story' | 'detail';
  /** It departs from the rules of the version; pages show it in red. */
  readonly deviates?: true;
  readonly text: LocalizedText;
}

export interface ExplainOptions {
  /** Names elements as they are drawn; without it they go by their ids. */
  readonly procedure?: Pick<Procedure, 'processes'>;
  /** The version of a digest, for a case that has had several: each event is told in the words of the one it happened under.
   *  What it does not know is named as in `procedure`. */
  readonly procedureOf?: (digest: string) => Pick<Procedure, 'processes'> | undefined;
  /** Name of an actor (from the staff list, at reading time: names are not part of the history). Default: the id. */
  readonly nameOf?: (actorId: string) => string;
}

/**
 * Tells a case event by event, in Vietnamese and English: who did what at which step, what was decided and why. `commits`
 * are those of one case from its first; names of elements are found by walking them.
 */
export function explainHistory(commits: Iterable<Commit>, options: ExplainOptions = {}): readonly ExplainedEvent[] {
  let names = namesOf(options.procedure);
  const elements = new Map<number, string>();
  const explained: ExplainedEvent[] = [];
  for (const commit of commits) {
    for (const event of commit.events) {
      const digest = versionBegunBy(event);
      if (digest !== undefined) names = namesOf(options.procedureOf?.(digest) ?? options.procedure);
      if (event.type === 'CaseMigrated') renameElements(elements, event);
      if (event.type === 'ElementActivated') elements.set(event.seq, event.elementId);
      if (event.type === 'TimerScheduled' || event.type === 'SubscriptionOpened')
        elements.set(event.seq, event.elementId);
      if (event.type === 'IncidentRaised') elements.set(event.seq, event.elementId);
      if (event.type === 'OverrideRequested' && event.elementId !== undefined) elements.set(event.seq, event.elementId);
      const elementId = elementOf(event, elements);
      const flowId = event.type === 'SequenceFlowTaken' ? event.flowId : undefined;
      const subject: EventSubject = {
        step: elementId === undefined ? undefined : (names.nodes.get(elementId) ?? elementId),
        flowName: (id) => names.flows.get(id) ?? id,
        elementName: (id) => names.nodes.get(id) ?? id,
        actor: actorName(commit.by, options.nameOf),
        nameOf: options.nameOf ?? ((id) => id),
      };
      const { level, vi, en, deviates } = sentenceOf(event, subject);
      explained.push({
        seq: event.seq,
        at: commit.at,
        by: commit.by,
        type: event.type,
        ...(elementId !== undefined && { elementId }),
        ...(flowId !== undefined && { flowId }),
        level,
        ...(deviates === undefined ? {} : { deviates }),
        text: { vi, en },
      });
    }
  }
  return explained;
}

function versionBegunBy(event: CaseEvent): string | undefined {
  if (event.type === 'CaseStarted') return event.procedureDigest;
  return event.type === 'CaseMigrated' ? event.to.digest : undefined;
}

/** From a migration on things go by the elements of the newer version. */
function renameElements(elements: Map<number, string>, event: Extract<CaseEvent, { type: 'CaseMigrated' }>): void {
  const { timers, subscriptions, incidents, compensations } = event;
  for (const { key, to } of [...compensations, ...event.elements, ...timers, ...subscriptions, ...incidents]) {
    elements.set(key, to);
  }
}

function elementOf(event: CaseEvent, elements: ReadonlyMap<number, string>): string | undefined {
  if ('elementId' in event) return event.elementId;
  if ('elementKey' in event && event.elementKey !== undefined) return elements.get(event.elementKey);
  if ('activityId' in event) return event.activityId;
  return 'key' in event ? elements.get(event.key) : undefined;
}

interface Names {
  readonly nodes: ReadonlyMap<string, string>;
  readonly flows: ReadonlyMap<string, string>;
}

function namesOf(procedure: Pick<Procedure, 'processes'> | undefined): Names {
  const graphs: readonly ProcessGraph[] = Object.values(procedure?.processes ?? {});
  const nodes = graphs.flatMap((graph) => Object.values(graph.nodes));
  const flows = graphs.flatMap((graph) => Object.values(graph.flows));
  const nodeNames = new Map(nodes.map((node) => [node.id, node.name ?? node.id]));
  return {
    nodes: nodeNames,
    flows: new Map(flows.map((flow) => [flow.id, flow.name ?? nodeNames.get(flow.target) ?? flow.id])),
  };
}

function actorName(
  by: Commit['by'],
  nameOf: ((actorId: string) => string) | undefined,
): LocalizedText & { readonly en: string } {
  switch (by.kind) {
    case 'user':
      return { vi: `Cán bộ ${nameOf?.(by.id) ?? by.id}`, en: `Officer ${nameOf?.(by.id) ?? by.id}` };
    case 'worker':
      return { vi: `Dịch vụ ${by.id}`, en: `Service ${by.id}` };
    case 'system':
      return { vi: 'Hệ thống', en: 'The system' };
    default:
      return by.kind satisfies never;
  }
}
