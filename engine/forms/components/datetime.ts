import type { JsonObject } from '../../model/json.ts';
import type { ComponentKind, ComponentSource } from '../component-kind.ts';
import { numberOf, textOf } from '../component-kind.ts';
import type { TemporalShape } from '../temporal-text.ts';

const INTERVALS = [1, 5, 10, 15, 30, 60];

/**
 * Date, time, or both. Values are ISO 8601 text: `2026-11-24`, `08:30` with the zone that the form asks for, or the two
 * joined by `T`. The day must exist.
 */
export const datetime: ComponentKind = {
  types: ['datetime'],
  binding: 'key',
  properties: {
    subtype: { oneOf: ['date', 'time', 'datetime'] },
    dateLabel: 'text',
    timeLabel: 'text',
    disallowPassedDates: 'flag',
    timeInterval: { oneOf: INTERVALS },
    timeSerializingFormat: { oneOf: ['utc_offset', 'utc_normalized', 'no_timezone'] },
    use24h: 'flag',
    appearance: 'json',
    autoFocus: 'flag',
  },
  validate: { required: 'flag' },
  value: {
    kind: (component) => shapeOf(component).subtype,
    empty: null,
    schema: (component): JsonObject => ({ type: ['string', 'null'], 'x-temporal': { ...shapeOf(component) } }),
  },
};

function shapeOf(component: ComponentSource): TemporalShape {
  const subtype = textOf(component, 'subtype');
  const zone = textOf(component, 'timeSerializingFormat');
  const timed = subtype === 'time' || subtype === 'datetime';
  return {
    subtype: timed ? subtype : 'date',
    ...(timed ? { zone: zone === 'utc_offset' ? 'offset' : zone === 'utc_normalized' ? 'utc' : 'none' } : {}),
    // The viewer falls back to quarters of an hour.
    ...(timed ? { interval: numberOf(component['timeInterval']) ?? 15 } : {}),
    ...(component['disallowPassedDates'] === true && subtype !== 'time' ? { notPast: true } : {}),
  };
}
