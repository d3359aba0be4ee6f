import { conditionalStarts, type ConditionalStart, type JsonObject } from '../../engine/index.ts';
import { localDateOf } from './dossier-code.ts';
import { SYSTEM_ACTOR, type Shell } from './shell.ts';

export interface ConditionalStartsRequest {
  /** A state of the world, as whoever watches it says; the variables of what it starts. */
  readonly world: JsonObject;
  /** Only this procedure. */
  readonly procedureCode?: string;
  /** The caller's own id of this state: it starts nothing twice. */
  readonly evaluationId: string;
}

/** A conditional start event that was asked, and the case that it opened. */
export interface AskedStart extends ConditionalStart {
  readonly procedureCode: string;
  readonly caseId?: string;
  /** The condition holds, and the case was refused all the same. */
  readonly refused?: string;
}

/**
 * Asks the conditional start events of every version in force about a state of the world, and opens a case at each whose
 * condition holds. All are asked before the first case opens, at one instant. Asked again with the same id, what was opened
 * then is not opened anew, so an evaluation that was cut short can be repeated as a whole.
 *
 * @source BPMN 2.0.2 §10.5.2, Table 10.84 (Conditional)
 */
export async function evaluateConditionalStarts(
  shell: Shell,
  { world, procedureCode, evaluationId }: ConditionalStartsRequest,
): Promise<readonly AskedStart[]> {
  const at = shell.now();
  const { timeZone } = shell.calendars;
  const governing = (await shell.procedures.allGoverning(localDateOf(at, timeZone))).filter(
    ({ code }) => procedureCode === undefined || code === procedureCode,
  );
  const questions = await Promise.all(
    governing.map(async (version) => {
      const { processes } = await shell.procedures.procedure(version.digest);
      const starts = Object.values(processes).flatMap((graph) => conditionalStarts(graph, world, { at, timeZone }));
      return starts.map((start) => ({ version, start }));
    }),
  );
  const asked: AskedStart[] = [];
  for (const { version, start } of questions.flat()) {
    const answer = { procedureCode: version.code, ...start };
    if (!start.holds) {
      asked.push(answer);
      continue;
    }
    const outcome = await shell.handler.handle({
      command: {
        type: 'StartCase',
        caseId: shell.newId(),
        processId: start.processId,
        startEventId: start.startEventId,
        variables: world,
        enforceForm: false,
        by: SYSTEM_ACTOR,
        trigger: { kind: 'condition' },
      },
      start: { procedure: version },
      idempotency: {
        key: `condition:${evaluationId}:start:${version.digest}:${start.startEventId}`,
        fingerprint: evaluationId,
      },
    });
    asked.push(outcome.ok ? { ...answer, caseId: outcome.caseId } : { ...answer, refused: outcome.rejection.message });
  }
  return asked;
}
