import { describe, expect, it } from 'vitest';
import type { Difference } from '../contract.ts';
import { changeMarks } from './change-marks.ts';

const WORDS = { added: 'thêm', removed: 'bỏ', changed: 'đổi', moved: 'đổi thứ tự' };
const step = (kind: Difference['kind'], elementId: string, oldElementId?: string): Difference => ({
  area: 'process',
  kind,
  subject: elementId,
  elementId,
  ...(oldElementId === undefined ? {} : { oldElementId }),
  text: { vi: kind },
});
const DIFFERENCES = [
  step('added', 'LayYKien'),
  step('removed', 'ThamTra'),
  step('changed', 'Ky', 'KyCu'),
  step('moved', 'Ky', 'KyCu'),
  { ...step('changed', ''), elementId: undefined, area: 'fee' as const },
].map(({ elementId, ...rest }) => (elementId === undefined ? rest : { ...rest, elementId }));

describe('changeMarks', () => {
  it('marks on each drawing what it shows, under the id that it has there', () => {
    const older = changeMarks(DIFFERENCES, 'from', WORDS);
    expect([...older.elements]).toEqual([
      ['ThamTra', new Set(['removed'])],
      ['KyCu', new Set(['changed', 'moved'])],
    ]);
    const newer = changeMarks(DIFFERENCES, 'to', WORDS);
    expect([...newer.elements.keys()]).toEqual(['LayYKien', 'Ky']);
  });

  it('says every kind of change beside an element, once', () => {
    const { signs } = changeMarks([...DIFFERENCES, step('changed', 'Ky', 'KyCu')], 'to', WORDS);
    expect(signs?.get('Ky')).toEqual({ symbol: '≠⇅', words: 'đổi, đổi thứ tự', mark: 'changed' });
    expect(signs?.get('LayYKien')).toEqual({ symbol: '+', words: 'thêm', mark: 'added' });
  });
});
