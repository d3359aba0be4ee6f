import type { Rejection } from '../../errors.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ProcessGraph, StartEvent } from '../../model/process-graph.ts';
import type { StartCase } from '../command.ts';
import { emit, type Game } from '../game.ts';
import { startProcess } from '../instantiation.ts';
import { startPoints } from '../start-points.ts';
import { turnClock } from '../step-statute.ts';
import { checkForm, checkVariables } from './checks.ts';

/** Opens a case: the root process instance with its variables, the statutory clock, the first tokens. */
export function startCase(game: Game, command: StartCase): Rejection | undefined {
  const { processId, receipt, origin, governing } = command;
  const { processes, manifest, digest } = game.procedure;
  const graph = Object.hasOwn(processes, processId) ? processes[processId] : undefined;
  if (graph === undefined) {
    return {
      code: 'PROCESS_NOT_FOUND',
      message: `The procedure has no process '${processId}'; it has ${listed(Object.keys(processes))}.`,
    };
  }
  const start = startOf(graph, command.startEventId);
  if ('code' in start) return start;
  const invalid = checkVariables(command.variables);
  if (invalid !== undefined) return invalid;
  const variables = submitted(game, command, start.events);
  if (!variables.ok) return variables.rejection;

  emit(game, {
    type: 'CaseStarted',
    processId,
    procedureDigest: digest,
    ...(manifest === undefined ? {} : { procedure: { code: manifest.code, version: manifest.version } }),
    ...(receipt === undefined ? {} : { receipt }),
    ...(origin === undefined ? {} : { origin }),
    ...(governing === undefined ? {} : { governing }),
  });
  startClock(game, command);
  const given = receiptVariable(command);
  if (start.receives) {
    // What it received leaves it like that of any receiver: by its output mappings.
    const { elementId } = start;
    const { correlationKey } = command.trigger ?? {};
    const received = {
      elementId,
      results: variables.data,
      ...(correlationKey === undefined ? {} : { correlationKey }),
    };
    startProcess(game, processId, given, { received });
  } else {
    const { startIds } = start;
    startProcess(game, processId, { ...variables.data, ...given }, startIds === undefined ? {} : { startIds });
  }
  return undefined;
}

/** Where a case begins. `events`: the start events there, for their form. */
type Start =
  | { readonly receives: false; readonly startIds?: readonly string[]; readonly events: readonly StartEvent[] }
  /** A receive task, or an event behind a gateway, that instantiates. */
  | { readonly receives: true; readonly elementId: string; readonly events: readonly [] };

/** The chosen start, or the plain entry of the process. */
function startOf(graph: ProcessGraph, startEventId: string | undefined): Rejection | Start {
  const scope = graph.scopes[graph.id];
  const here = (scope?.nodes ?? []).flatMap((id) => {
    const node = graph.nodes[id];
    return node?.type === 'startEvent' ? [node] : [];
  });
  if (startEventId === undefined) {
    const entry = scope?.entry ?? [];
    if (entry.length > 0) return { receives: false, events: here.filter(({ id }) => entry.includes(id)) };
    return {
      code: 'START_EVENT_NOT_FOUND',
      message: `Process '${graph.id}' cannot be started plainly; name where it starts: ${listed(namesOf(graph, here))}.`,
    };
  }
  const chosen = here.filter(({ id }) => id === startEventId);
  if (chosen.length > 0) return { receives: false, startIds: [startEventId], events: chosen };
  if (startPoints(graph).some(({ elementId }) => elementId === startEventId)) {
    return { receives: true, elementId: startEventId, events: [] };
  }
  return {
    code: 'START_EVENT_NOT_FOUND',
    message: `Process '${graph.id}' has no start event '${startEventId}'; it starts at ${listed(namesOf(graph, here))}.`,
  };
}

function namesOf(graph: ProcessGraph, events: readonly StartEvent[]): readonly string[] {
  return [...new Set([...events.map(({ id }) => id), ...startPoints(graph).map(({ elementId }) => elementId)])];
}

/** The start form's data where it is enforced, else the variables as they came. */
function submitted(
  game: Game,
  command: StartCase,
  events: readonly StartEvent[],
): { readonly ok: true; readonly data: JsonObject } | { readonly ok: false; readonly rejection: Rejection } {
  const formId = events.find((event) => event.formId !== undefined)?.formId ?? game.procedure.manifest?.startForm;
  if (!command.enforceForm || formId === undefined) return { ok: true, data: command.variables };
  return checkForm(game, formId, command.variables, {});
}

/** What expressions may know of the receipt, as variable `receipt`: a fee by channel, a message by dossier code. No person. */
function receiptVariable({ receipt }: StartCase): JsonObject {
  if (receipt === undefined) return {};
  const { dossierCode, unit, channel, receivedAt, submittedAt, postmarkedAt } = receipt;
  return {
    receipt: {
      dossierCode,
      unit,
      channel,
      receivedAt,
      ...(submittedAt === undefined ? {} : { submittedAt }),
      ...(postmarkedAt === undefined ? {} : { postmarkedAt }),
    },
  };
}

/** A dossier that is received, or complete when it is received, starts the clock; other starts are steps of the model. */
function startClock(game: Game, command: StartCase): void {
  const start = game.procedure.manifest?.clock.start;
  if (command.receipt === undefined || (start !== 'RECEIVED' && start !== 'DOSSIER_COMPLETE')) return;
  turnClock(game, 'START', undefined, undefined, 'enter');
}

function listed(ids: readonly string[]): string {
  return ids.length === 0 ? 'none' : ids.map((id) => `'${id}'`).join(', ');
}
