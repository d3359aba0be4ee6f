import { expect } from 'vitest';
import { compileProcedure } from '../../compile/compile-procedure.ts';
import type { MigrationCode } from '../../errors.ts';
import type { Actor, Command } from '../../execute/command.ts';
import { decide } from '../../execute/decide.ts';
import type { CaseEvent } from '../../execute/event.ts';
import { evolveAll } from '../../execute/evolve.ts';
import { emptyCase, type CaseState } from '../../execute/state.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Procedure } from '../../model/procedure.ts';
import type { MigrationMapping } from './element-map.ts';
import { planMigration } from './plan-migration.ts';

/** For specs: when a case begins, and when it moves. */
export const AT = '2026-01-05T01:00:00.000Z';
export const LATER = '2026-01-05T03:00:00.000Z';

const SYSTEM: Actor = { kind: 'system', id: 'system', groups: [], roles: ['system'] };

/** Somebody of the counter. */
export const clerk: Actor = { kind: 'user', id: 'clerk', groups: ['counter'], roles: ['officer'] };

type Asked<C = Command> = C extends Command ? Omit<C, 'caseId' | 'at' | 'by'> : never;

/** A case that is worked on, and moved from version to version; what does not hold on the way fails the spec. */
export class RunningCase {
  procedure: Procedure;
  state: CaseState;
  events: readonly CaseEvent[];
  at = AT;

  constructor(procedure: Procedure, state: CaseState, events: readonly CaseEvent[]) {
    this.procedure = procedure;
    this.state = state;
    this.events = events;
  }

  static async of(xml: string, variables: JsonObject = {}): Promise<RunningCase> {
    const procedure = await compiled(xml);
    const { mainProcessId: processId } = procedure;
    const decision = decide(procedure, undefined, {
      type: 'StartCase',
      caseId: 'c',
      at: AT,
      by: SYSTEM,
      processId,
      variables,
      enforceForm: false,
    });
    if (!decision.ok) throw new Error(decision.rejection.message);
    return new RunningCase(procedure, decision.state, decision.events);
  }

  ask(asked: Asked, by: Actor = SYSTEM): string | undefined {
    const decision = decide(this.procedure, this.state, { ...asked, caseId: 'c', at: this.at, by } as Command);
    if (!decision.ok) return decision.rejection.code;
    this.state = decision.state;
    this.events = [...this.events, ...decision.events];
    // What is replayed is what lives, whatever happened.
    expect(evolveAll(emptyCase('c'), this.events)).toEqual(this.state);
    return undefined;
  }

  complete(...elementIds: readonly string[]): this {
    for (const id of elementIds) {
      const open = this.state.tasks.find(({ elementId }) => elementId === id);
      if (open === undefined) throw new Error(`no task ${id}`);
      expect(
        this.ask({ type: 'CompleteUserTask', taskKey: open.key, submission: {}, enforceForm: false }),
      ).toBeUndefined();
    }
    return this;
  }

  work(): this {
    for (const { key } of this.state.jobs) {
      expect(this.ask({ type: 'CompleteJob', jobKey: key, variables: {} })).toBeUndefined();
    }
    return this;
  }

  plan(target: Procedure, mapping?: MigrationMapping) {
    return planMigration(this.procedure, target, this.state, mapping);
  }

  /** Codes of the refusals. */
  async refusals(xml: string, mapping?: MigrationMapping): Promise<readonly MigrationCode[]> {
    const target = await compiled(xml);
    const plan = this.plan(target, mapping);
    const codes = plan.findings.filter(({ severity }) => severity === 'refusal').map(({ code }) => code);
    // What the planner refuses, the command refuses, and leaves everything as it was.
    const before = this.state;
    if (codes.length > 0) expect(this.move(target, mapping)).toBe('MIGRATION_REFUSED');
    expect(this.state).toEqual(before);
    return codes;
  }

  move(target: Procedure, mapping?: MigrationMapping): string | undefined {
    const refused = this.ask({
      type: 'MigrateCase',
      target,
      act: 'ND-1#2',
      ground: 'Chuyển tiếp theo nghị định',
      order: { preparedBy: 'a', approvedBy: 'b' },
      ...(mapping === undefined ? {} : { mapping }),
    });
    if (refused === undefined) this.procedure = target;
    return refused;
  }

  /** Moves and gives back what happened. */
  async to(xml: string, mapping?: MigrationMapping): Promise<readonly CaseEvent[]> {
    const before = this.events.length;
    const target = await compiled(xml);
    this.at = LATER;
    expect(this.plan(target, mapping).findings.filter(({ severity }) => severity === 'refusal')).toEqual([]);
    expect(this.move(target, mapping)).toBeUndefined();
    expect(this.state.procedureDigest).toBe(target.digest);
    return this.events.slice(before);
  }

  get standsAt(): readonly string[] {
    return this.state.elements.filter(({ type }) => type !== 'process').map(({ elementId }) => elementId);
  }

  get status(): string {
    return this.state.status;
  }
}

/** The names of what happened, in order. */
export const typesOf = (events: readonly CaseEvent[]): readonly string[] => events.map(({ type }) => type);

/** The procedure of a drawing without fault. */
export async function compiled(xml: string): Promise<Procedure> {
  const result = await compileProcedure(xml);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message: text }) => text).join('\n'));
  return result.procedure;
}
