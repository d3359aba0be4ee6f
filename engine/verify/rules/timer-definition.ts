import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import { definitionsOf } from '../graph-view.ts';
import type { ProcessRule } from '../rule.ts';

const DATE =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}(\[[\w/]+\])?)?)?$/;
const DURATION =
  /^P(?!$)(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?(T(?!$)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?$/;

/**
 * A timer that is written out is a valid ISO 8601 date, duration or repeating interval. One that is computed can only be
 * checked when it runs.
 */
export const timerDefinition: ProcessRule = {
  id: 'timer-definition',
  check({ view, manifest }, report) {
    for (const node of view.nodes) {
      for (const definition of definitionsOf(node)) {
        if (definition.type !== 'timer') continue;
        const { timer } = definition;
        if (timer.kind === 'statutory') {
          if (manifest === undefined && timer.value.from === 'BEFORE_CASE_DUE')
            report(
              'warning',
              node,
              {
                en: `${describe(node)} counts back from the due date of the case, which only a procedure with a manifest has.`,
                vi: `${describeVi(node)} tính lùi từ hạn của hồ sơ, chỉ thủ tục có procedure.json mới có hạn này.`,
              },
              {
                en: 'Count from ACTIVATION, or add procedure.json.',
                vi: 'Tính từ ACTIVATION, hoặc thêm procedure.json.',
              },
            );
          continue;
        }
        if (timer.value.kind !== 'literal') continue;
        const text = String(timer.value.value);
        if (!isValid(timer.kind, text))
          report(
            'error',
            node,
            {
              en: `The timer of ${describe(node)} is no ISO 8601 ${timer.kind}: '${text}'.`,
              vi: `Bộ hẹn giờ của ${describeVi(node)} không phải ${KINDS_VI[timer.kind]} theo ISO 8601: “${text}”.`,
            },
            {
              en: `Write e.g. ${EXAMPLES[timer.kind]}, or an expression that begins with =.`,
              vi: `Viết ví dụ ${EXAMPLES[timer.kind]}, hoặc một biểu thức bắt đầu bằng dấu =.`,
            },
          );
        const once = node.type === 'intermediateCatchEvent' || (node.type === 'boundaryEvent' && node.cancelActivity);
        if (timer.kind === 'cycle' && once)
          report(
            'warning',
            node,
            {
              en: `${describe(node)} repeats, but can happen only once.`,
              vi: `${describeVi(node)} lặp lại, nhưng chỉ có thể xảy ra một lần.`,
            },
            { en: 'Use a duration.', vi: 'Dùng khoảng thời gian.' },
          );
      }
    }
  },
};

const KINDS_VI = { date: 'thời điểm', duration: 'khoảng thời gian', cycle: 'chu kỳ' } as const;

const EXAMPLES = { date: '2026-11-24T08:00:00+07:00', duration: 'PT1H', cycle: 'R3/PT1H' } as const;

function isValid(kind: 'date' | 'duration' | 'cycle', text: string): boolean {
  if (kind === 'date') return DATE.test(text);
  if (kind === 'duration') return DURATION.test(text);
  const [repeat, ...rest] = text.split('/');
  if (repeat === undefined || !/^R\d*$/.test(repeat)) return false;
  const [first, second] = rest;
  if (rest.length === 1) return first !== undefined && DURATION.test(first);
  return (
    rest.length === 2 &&
    first !== undefined &&
    second !== undefined &&
    ((DATE.test(first) && DURATION.test(second)) || (DURATION.test(first) && DATE.test(second)))
  );
}
