import { durationText } from '../../calendar/clock-words.ts';
import type { Bilingual, Expression } from '../../model/expression.ts';
import type { Json } from '../../model/json.ts';
import type { EventDefinition, LoopCharacteristics, TimerDefinition } from '../../model/process-graph.ts';
import type { Duration } from '../../model/statute.ts';
import { citation } from '../date-words.ts';
import { bilingual, quoted, same } from './difference.ts';

/** What stands in a version, as people say it. */

export function durationWords(duration: Duration | undefined): Bilingual | undefined {
  return duration === undefined ? undefined : durationText(duration);
}

export function expressionWords(expression: Expression | undefined): Bilingual | undefined {
  if (expression === undefined) return undefined;
  return expression.kind === 'feel' ? same(expression.source) : same(String(expression.value));
}

export function textWords(text: string | undefined): Bilingual | undefined {
  return text === undefined || text === '' ? undefined : quoted(same(text));
}

/** Anything else as it is written. */
export function jsonWords(value: Json | undefined): Bilingual | undefined {
  return value === undefined ? undefined : same(typeof value === 'string' ? value : JSON.stringify(value));
}

export function yesNo(value: boolean): Bilingual {
  return value ? { vi: 'có', en: 'yes' } : { vi: 'không', en: 'no' };
}

export function listWords(items: readonly string[]): Bilingual | undefined {
  return items.length === 0 ? undefined : same(items.join(', '));
}

/** Articles as they are cited. */
export function basisWords(bases: readonly string[]): Bilingual | undefined {
  if (bases.length === 0) return undefined;
  const cited = [...new Set(bases)].map(citation);
  return { vi: cited.map(({ vi }) => vi).join('; '), en: cited.map(({ en }) => en).join('; ') };
}

/** What an event waits for or throws. */
export function eventWords(definitions: readonly EventDefinition[]): Bilingual | undefined {
  if (definitions.length === 0) return undefined;
  const words = definitions.map(definitionWords);
  return { vi: words.map(({ vi }) => vi).join('; '), en: words.map(({ en }) => en).join('; ') };
}

function definitionWords(definition: EventDefinition): Bilingual {
  switch (definition.type) {
    case 'timer':
      return timerWords(definition.timer);
    case 'message':
      return named('thông điệp', 'message', definition.message.name);
    case 'signal':
      return named('tín hiệu', 'signal', definition.name);
    case 'error':
      return named('lỗi', 'error', definition.errorCode);
    case 'escalation':
      return named('báo cáo cấp trên', 'escalation', definition.escalationCode);
    case 'conditional':
      return named('điều kiện', 'condition', definition.condition);
    case 'link':
      return { vi: `nối tới ${definition.name}`, en: `link ${definition.name}` };
    case 'compensate':
      return { vi: 'hoàn tác', en: 'compensation' };
    case 'cancel':
      return { vi: 'hủy giao dịch', en: 'cancel' };
    case 'terminate':
      return { vi: 'kết thúc toàn bộ', en: 'terminate' };
  }
}

function named(vi: string, en: string, name: Expression | undefined): Bilingual {
  const words = expressionWords(name);
  return words === undefined ? { vi, en } : { vi: `${vi} ${words.vi}`, en: `${en} ${words.en}` };
}

function timerWords(timer: TimerDefinition): Bilingual {
  if (timer.kind !== 'statutory') {
    const value = expressionWords(timer.value) ?? same('');
    const kind = {
      date: { vi: 'vào', en: 'at' },
      duration: { vi: 'sau', en: 'after' },
      cycle: { vi: 'lặp lại', en: 'every' },
    }[timer.kind];
    return { vi: `${kind.vi} ${value.vi}`, en: `${kind.en} ${value.en}` };
  }
  const { duration, from, deemed } = timer.value;
  const [text, basis] = [durationText(duration), duration.basis === undefined ? undefined : citation(duration.basis)];
  const length = basis === undefined ? text : { vi: `${text.vi} (${basis.vi})`, en: `${text.en} (${basis.en})` };
  const silence = deemed === undefined ? undefined : bilingual(deemed);
  const when = {
    ACTIVATION: { vi: `sau ${length.vi}`, en: `after ${length.en}` },
    BEFORE_CASE_DUE: { vi: `${length.vi} trước hạn trả kết quả`, en: `${length.en} before the case is due` },
    BEFORE_STEP_DUE: { vi: `${length.vi} trước hạn của bước`, en: `${length.en} before the step is due` },
  }[from];
  return silence === undefined
    ? when
    : { vi: `${when.vi}, im lặng được coi là: ${silence.vi}`, en: `${when.en}, silence means: ${silence.en}` };
}

/** How often an activity happens. */
export function loopWords(loop: LoopCharacteristics | undefined): Bilingual | undefined {
  if (loop === undefined) return undefined;
  if (loop.kind === 'standard') return named('lặp lại khi', 'repeated while', loop.condition);
  const over = expressionWords(loop.collection ?? loop.cardinality) ?? same('?');
  return loop.isSequential
    ? { vi: `lần lượt cho từng ${over.vi}`, en: `one after another for each of ${over.en}` }
    : { vi: `song song cho từng ${over.vi}`, en: `in parallel for each of ${over.en}` };
}
