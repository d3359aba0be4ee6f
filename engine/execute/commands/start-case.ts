import type { Rejection } from '../../errors.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ProcessGraph, StartEvent } from '../../model/process-graph.ts';
import type { StartCase } from '../command.ts';
import { emit, openInstance, type Game } from '../game.ts';
import { raiseIncident } from '../incidents.ts';
import { startProcess } from '../scopes.ts';
import { turnClock } from '../step-statute.ts';
import { checkForm, checkVariables } from './checks.ts';

/** Opens a case: the root process instance with its variables, the statutory clock, the first tokens. */
export function startCase(game: Game, command: StartCase): Rejection | undefined {
  const { processId, receipt, origin } = command;
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
  });
  startClock(game, command);
  const { key, problem } = startProcess(
    game,
    processId,
    { ...variables.data, ...receiptVariable(command) },
    {
      ...(start.startIds === undefined ? {} : { startIds: start.startIds }),
    },
  );
  if (problem !== undefined) raiseIncident(game, openInstance(game, key), problem);
  return undefined;
}

/** The chosen start event, or the plain entry of the process. */
function startOf(
  graph: ProcessGraph,
  startEventId: string | undefined,
): Rejection | { readonly startIds?: readonly string[]; readonly events: readonly StartEvent[] } {
  const scope = graph.scopes[graph.id];
  const here = (scope?.nodes ?? []).flatMap((id) => {
    const node = graph.nodes[id];
    return node?.type === 'startEvent' ? [node] : [];
  });
  if (startEventId === undefined) {
    const entry = scope?.entry ?? [];
    if (entry.length > 0) return { events: here.filter(({ id }) => entry.includes(id)) };
    return {
      code: 'START_EVENT_NOT_FOUND',
      message: `Process '${graph.id}' cannot be started plainly; name one of its start events: ${listed(here.map(({ id }) => id))}.`,
    };
  }
  const chosen = here.filter(({ id }) => id === startEventId);
  const instantiating = graph.nodes[startEventId];
  const starts =
    chosen.length > 0 ||
    (instantiating?.scopeId === graph.id && 'instantiate' in instantiating && instantiating.instantiate);
  if (starts) return { startIds: [startEventId], events: chosen };
  return {
    code: 'START_EVENT_NOT_FOUND',
    message: `Process '${graph.id}' has no start event '${startEventId}'; it has ${listed(here.map(({ id }) => id))}.`,
  };
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
