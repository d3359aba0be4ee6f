import { citation, type FlowNode, type JsonObject, type LocalizedText, type Procedure } from '../../engine/index.ts';
import type { CaseRecord, IncidentRecord, TaskListItem, TaskRecord } from '../store/records.ts';

/** What pages are shown of cases, tasks and incidents: the records with the words of the published model. */

/** A case in a list. */
export function caseSummary(record: CaseRecord, procedure: Procedure) {
  return {
    caseId: record.caseId,
    version: record.version,
    state: record.status,
    procedure: {
      code: record.procedureCode,
      version: record.procedureVersion,
      name: procedureName(procedure, record.procedureCode),
    },
    unit: record.unit,
    startedAt: record.startedAt,
    updatedAt: record.updatedAt,
    ...(record.applicantName === undefined ? {} : { applicant: { name: record.applicantName } }),
    ...given(record, ['dossierCode', 'channel', 'receivedAt', 'endedAt', 'dueAt', 'publicStatus', 'outcome']),
  };
}

/** A task in a list. `names`: of accounts by id. */
export function taskSummary(
  task: TaskRecord | TaskListItem,
  procedure: Procedure,
  names: ReadonlyMap<string, string>,
  allowed: readonly string[],
) {
  const assigneeName = task.assignee === undefined ? undefined : names.get(task.assignee);
  const onBehalfOfName = task.onBehalfOf === undefined ? undefined : names.get(task.onBehalfOf);
  const node = nodeOf(procedure, task.elementId);
  const assignment = node !== undefined && 'statute' in node ? node.statute?.assignment : undefined;
  return {
    taskId: idOf(task.caseId, task.taskKey),
    caseId: task.caseId,
    elementId: task.elementId,
    name: node?.name ?? task.elementId,
    procedure: { code: task.procedureCode, name: procedureName(procedure, task.procedureCode) },
    state: task.status,
    candidateGroups: task.candidateGroups,
    candidateGroupNames: groupNames(procedure, task.candidateGroups),
    createdAt: task.createdAt,
    allowed,
    ...(assigneeName === undefined ? {} : { assigneeName }),
    ...given(task, ['dossierCode', 'assignee', 'onBehalfOf', 'priority', 'endedAt', 'dueAt']),
    ...(onBehalfOfName === undefined ? {} : { onBehalfOfName }),
    ...(assignment === undefined ? {} : { assignment }),
    ...('caseDueAt' in task && task.caseDueAt !== undefined ? { caseDueAt: task.caseDueAt } : {}),
  };
}

/** A group by the name that the version gives it; by its id where it gives none. */
export function groupName({ manifest }: Procedure, id: string): LocalizedText {
  return manifest?.groups.find((group) => group.id === id)?.name ?? { vi: id };
}

/** An incident, open or resolved. */
export function incidentView(incident: IncidentRecord) {
  return {
    incidentId: idOf(incident.caseId, incident.incidentKey),
    caseId: incident.caseId,
    procedureCode: incident.procedureCode,
    elementId: incident.elementId,
    code: incident.code,
    message: incident.message,
    raisedAt: incident.raisedAt,
    ...given(incident, ['dossierCode', 'details', 'resolvedAt']),
  };
}

/** `<caseId>:<key>`: how a thing in a case is named outside it. */
export function idOf(caseId: string, key: number): string {
  return `${caseId}:${String(key)}`;
}

/** The flow node with this id, in whichever process of the version. */
export function nodeOf(procedure: Procedure, elementId: string): FlowNode | undefined {
  for (const process of Object.values(procedure.processes)) {
    const node = process.nodes[elementId];
    if (node !== undefined) return node;
  }
  return undefined;
}

/** The procedure's name; a bare BPMN file is called by its process. */
export function procedureName(procedure: Procedure, code: string): LocalizedText {
  return procedure.manifest?.name ?? { vi: procedure.processes[procedure.mainProcessId]?.name ?? code };
}

/** Groups by the names that the version gives them; a group that it does not name is called by its id. */
export function groupNames(procedure: Procedure, ids: readonly string[]): readonly LocalizedText[] {
  return ids.map((id) => groupName(procedure, id));
}

/** An article (`act#article`) as it is cited, with the title of its act where the version names it. */
export function citationOf({ manifest }: Procedure, ref: string) {
  const act = manifest?.legalActs.find(({ id }) => id === ref.split('#', 1)[0]);
  return { ref, text: citation(ref), ...(act === undefined ? {} : { act: act.title }) };
}

/** The form-js schema of a form as it was published. */
export function formSchema(procedure: Procedure, formId: string | undefined): JsonObject | undefined {
  const source = formId === undefined ? undefined : procedure.forms[formId]?.source;
  return isObject(source) ? source : undefined;
}

/** The form of the start event through which a case of the main process begins. */
export function startFormId(procedure: Procedure): string | undefined {
  if (procedure.manifest?.startForm !== undefined) return procedure.manifest.startForm;
  const process = procedure.processes[procedure.mainProcessId];
  const entry = process?.scopes[process.id]?.entry ?? [];
  for (const id of entry) {
    const node = process?.nodes[id];
    if (node?.type === 'startEvent' && node.formId !== undefined) return node.formId;
  }
  return undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The named members that are there: an absent one stays absent instead of becoming undefined. */
export function given<T extends object, K extends keyof T>(
  value: T,
  keys: readonly K[],
): { [P in K]?: Exclude<T[P], undefined> } {
  const result: { [P in K]?: Exclude<T[P], undefined> } = {};
  for (const key of keys) {
    const member = value[key];
    if (isPresent(member)) result[key] = member;
  }
  return result;
}

function isPresent<T>(value: T): value is Exclude<T, undefined> {
  return value !== undefined;
}
