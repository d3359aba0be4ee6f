import { getShortestPaths } from 'xstate/graph';
import { describe, expect, it } from 'vitest';
import { activityLifecycle } from './activity.ts';
import { caseLifecycle } from './case.ts';
import { jobLifecycle } from './job.ts';
import { procedureVersionLifecycle } from './procedure-version.ts';
import { acceptedEvents, follow, step } from './transition.ts';
import { userTaskLifecycle } from './user-task.ts';

const lifecycles = [activityLifecycle, caseLifecycle, userTaskLifecycle, jobLifecycle, procedureVersionLifecycle];

describe.each(lifecycles)('the $id lifecycle', ({ id, machine, statuses, events }) => {
  it('names exactly the states and events of its machine', () => {
    expect([...statuses].sort()).toEqual(Object.keys(machine.states).sort());
    expect([...events].sort()).toEqual([...machine.events].sort());
  });

  it('reaches every status', () => {
    const paths = getShortestPaths(machine, { events: events.map((type) => ({ type })) });
    expect(new Set(paths.map((path) => path.state.value))).toEqual(new Set(statuses));
  });

  it('needs neither guard nor context, so that its answers may be remembered', () => {
    expect(getShortestPaths(machine).every((path) => Object.keys(path.state.context).length === 0)).toBe(true);
    expect(id).toMatch(/^[a-z-]+$/);
  });
});

describe('step', () => {
  it('follows an accepted event', () => {
    expect(step(userTaskLifecycle, 'offered', 'CLAIM')).toEqual({ ok: true, status: 'claimed' });
  });

  it('answers an unaccepted event with those that are', () => {
    expect(step(userTaskLifecycle, 'offered', 'COMPLETE')).toEqual({
      ok: false,
      accepted: ['CLAIM', 'ASSIGN', 'PASS', 'CANCEL'],
    });
    expect(acceptedEvents(caseLifecycle, 'completed')).toEqual(['REOPEN']);
    expect(acceptedEvents(userTaskLifecycle, 'completed')).toEqual([]);
  });
});

describe('follow', () => {
  it('treats an unaccepted event as a broken invariant', () => {
    expect(() => follow(jobLifecycle, 'completed', 'COMPLETE')).toThrow("'COMPLETE' does not follow 'completed'");
  });
});
