import { describe, expect, it } from 'vitest';
import type { Procedure } from '../../engine/model/procedure.ts';
import { evolveAll } from '../../engine/execute/evolve.ts';
import { emptyCase } from '../../engine/execute/state.ts';
import { ask, codeOf, compileBundle, playUntil, type CaseAt, type Manifest } from './case-at.ts';

/** Whom a deadline is told to does not get lost when a case goes on under another version. */

const BUNDLE = '1.001612-household-business/2025-07';
const SYSTEM = { kind: 'system', id: 'system', groups: [], roles: ['system'] } as const;

const version = (
  label: string,
  change?: (manifest: Manifest) => void,
  bpmn?: (xml: string) => string,
): Promise<Procedure> =>
  compileBundle(BUNDLE, {
    manifest: (manifest) => {
      manifest.version = label;
      change?.(manifest);
    },
    files: (files) => {
      files['process.bpmn'] = bpmn?.(files['process.bpmn'] ?? '') ?? files['process.bpmn'] ?? '';
    },
  });

const silent = (manifest: Manifest): void => {
  const { escalation: _, ...clock } = manifest.clock;
  manifest.clock = clock;
};

async function received(change?: (manifest: Manifest) => void): Promise<CaseAt> {
  return playUntil(await version('first', change), BUNDLE, '01-chap-nhan.json', 0);
}

function move(running: CaseAt, target: Procedure): CaseAt {
  const moved = ask(running, SYSTEM, {
    type: 'MigrateCase',
    target,
    act: '168/2025/NĐ-CP#95.1',
    ground: 'Chuyển tiếp theo quy định mới',
    order: { preparedBy: 'author', approvedBy: 'second' },
  });
  expect(codeOf(moved)).toBeUndefined();
  expect(evolveAll(emptyCase(running.state.caseId), running.events)).toEqual(running.state);
  return { ...running, procedure: target };
}

const alertsOf = ({ state }: CaseAt) => ({ ofCase: state.alerts, ofStep: state.tasks.map(({ alerts }) => alerts) });

describe('deadlines after a migration', () => {
  it('are told as before where nothing of them has changed', async () => {
    const running = await received();
    const before = alertsOf(running);
    expect(before.ofStep[0]?.map(({ level }) => level)).toEqual(['HALF', 'THREE_QUARTERS', 'DUE', 'OVERDUE']);
    expect(before.ofStep).toHaveLength(1);
    move(running, await version('second'));
    expect(alertsOf(running)).toEqual(before);
  });

  it('are told by the new date of a step, and as before of the case', async () => {
    const running = await received();
    const before = alertsOf(running);
    const shorter = (xml: string): string =>
      xml.replace(/(id="TiepNhan"[\s\S]*?value=")2"/, (_, head: string) => `${head}1"`);
    move(running, await version('second', undefined, shorter));
    const [task] = running.state.tasks;
    expect(task?.alerts?.find(({ level }) => level === 'DUE')?.at).toBe(task?.dueAt);
    expect(task?.alerts).not.toEqual(before.ofStep[0]);
    expect(running.state.alerts).toEqual(before.ofCase);
  });

  it('are told from now on where the newer version begins to name heads, and not any more where it names none', async () => {
    const running = await received(silent);
    expect(alertsOf(running)).toEqual({ ofCase: undefined, ofStep: [undefined] });
    const moved = move(running, await version('second'));
    expect(moved.state.tasks[0]?.alerts?.at(-1)?.level).toBe('OVERDUE');
    expect(moved.state.alerts?.at(-1)?.level).toBe('OVERDUE');
    move(moved, await version('third', silent));
    expect(alertsOf(moved)).toEqual({ ofCase: undefined, ofStep: [undefined] });
  });
});
