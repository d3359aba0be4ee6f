import { join } from 'node:path';
import { calendarKnownAt } from '../../engine/calendar/calendar-source.ts';
import { compileProcedure } from '../../engine/compile/compile-procedure.ts';
import type { Actor, Command } from '../../engine/execute/command.ts';
import { decide, type Decision } from '../../engine/execute/decide.ts';
import type { CaseEvent } from '../../engine/execute/event.ts';
import type { CaseState } from '../../engine/execute/state.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Procedure } from '../../engine/model/procedure.ts';
import type { ProcedureManifest } from '../../engine/model/procedure-manifest.ts';
import { VIETNAM } from '../calendar/vietnam.ts';
import { applicationOf, bundleFiles, PROCEDURES, scenarioAt } from './bundles.ts';
import { playScenario } from './play-scenario.ts';

/** A case that a scenario has brought to some point, and on which a test goes on by itself. */
export interface CaseAt {
  readonly procedure: Procedure;
  state: CaseState;
  readonly events: CaseEvent[];
  at: string;
}

export type Manifest = { -readonly [Name in keyof ProcedureManifest]: ProcedureManifest[Name] };

/** A copy of a bundle, with its manifest or its files changed: how a test takes a rule out. */
export async function compileBundle(
  bundle: string,
  change: {
    readonly manifest?: (manifest: Manifest) => void;
    readonly files?: (files: Record<string, string>) => void;
  } = {},
): Promise<Procedure> {
  const files: Record<string, string> = { ...bundleFiles(join(PROCEDURES, bundle)) };
  const manifest = JSON.parse(files['procedure.json'] ?? '') as Manifest;
  change.manifest?.(manifest);
  files['procedure.json'] = JSON.stringify(manifest);
  change.files?.(files);
  const compilation = await compileProcedure(files);
  if (!compilation.ok) throw new Error(JSON.stringify(compilation.diagnostics));
  return compilation.procedure;
}

/** Plays the first `steps` steps of a scenario; every one of them must go as the scenario tells. */
export function playUntil(procedure: Procedure, bundle: string, file: string, steps: number): CaseAt {
  const root = join(PROCEDURES, bundle);
  const scenario = scenarioAt(root, file);
  const when = scenario.when.slice(0, steps);
  const played = playScenario(procedure, { ...scenario, when, then: {} }, applicationOf(root, scenario), VIETNAM);
  if (played.state === undefined || played.differences.length > 0) throw new Error(played.differences.join('\n'));
  const last = when.at(-1)?.at ?? scenario.given.received;
  return {
    procedure,
    state: played.state,
    events: [...played.events],
    at: new Date(`${last.replace(' ', 'T')}:00+07:00`).toISOString(),
  };
}

export function officer(id: string, ...groups: readonly string[]): Actor {
  return { kind: 'user', id, groups: groups.length === 0 ? [id] : groups, roles: ['officer'], unit: 'H44.31.10' };
}

type Asked = Command extends infer C
  ? C extends Command
    ? Omit<C, 'caseId' | 'at' | 'by' | 'calendar'>
    : never
  : never;

/** Gives a command a minute later. An accepted one moves the case on. */
export function ask(case_: CaseAt, by: Actor, asked: Asked): Decision {
  case_.at = new Date(Date.parse(case_.at) + 60_000).toISOString();
  const command = {
    ...asked,
    caseId: case_.state.caseId,
    at: case_.at,
    by,
    calendar: calendarKnownAt(VIETNAM, case_.at),
  } as Command;
  const decision = decide(case_.procedure, case_.state, command);
  if (decision.ok) {
    case_.state = decision.state;
    case_.events.push(...decision.events);
  }
  return decision;
}

/** Claims and completes the open task of a step; the code of the refusal, or undefined. */
export function complete(case_: CaseAt, by: Actor, elementId: string, submission: JsonObject): string | undefined {
  const task = case_.state.tasks.find((open) => open.elementId === elementId);
  if (task === undefined)
    throw new Error(`'${elementId}' is not open; open: ${case_.state.tasks.map((open) => open.elementId).join(', ')}`);
  if (task.assignee !== by.id) {
    const claimed = ask(case_, by, { type: 'ClaimUserTask', taskKey: task.key });
    if (!claimed.ok) return claimed.rejection.code;
  }
  return codeOf(ask(case_, by, { type: 'CompleteUserTask', taskKey: task.key, submission, enforceForm: true }));
}

export function codeOf(decision: Decision): string | undefined {
  return decision.ok ? undefined : decision.rejection.code;
}
