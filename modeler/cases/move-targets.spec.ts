import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../engine/index.ts';
import { stepsAtWork } from './move-targets.ts';

const activated = (seq: number, elementId: string, more: object = {}): CaseEvent => ({
  type: 'ElementActivated',
  seq,
  elementId,
  elementType: 'userTask',
  scopeKey: 1,
  ...more,
});

describe('stepsAtWork', () => {
  it('names what is at work as a whole', () => {
    const events: readonly CaseEvent[] = [
      activated(2, 'TiepNhan'),
      { type: 'ElementCompleted', seq: 3, key: 2 },
      activated(4, 'LayYKien', { role: 'body' }),
      activated(5, 'LayYKien', { loopCounter: 1 }),
      activated(6, 'HoanTac', { role: 'compensation' }),
      activated(7, 'ThamTra'),
      activated(8, 'Khac'),
      { type: 'ElementTerminated', seq: 9, key: 8 },
    ];
    expect(stepsAtWork(events)).toEqual([
      { key: 4, elementId: 'LayYKien' },
      { key: 7, elementId: 'ThamTra' },
    ]);
  });
});
