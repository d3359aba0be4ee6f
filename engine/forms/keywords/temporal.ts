import type { FormKeyword } from '../form-keyword.ts';
import { parseTemporal, type TemporalShape } from '../temporal-text.ts';

const FORMS: Readonly<Record<string, string>> = {
  'time none': '08:30',
  'time utc': '08:30Z',
  'time offset': '08:30+07:00',
  'datetime none': '2026-11-24T08:30',
  'datetime utc': '2026-11-24T08:30Z',
  'datetime offset': '2026-11-24T08:30+07:00',
};

/** `x-temporal`: a date, time or date-time that exists, in the form's way of writing zones, on its steps, not in the past. */
export const temporal: FormKeyword = {
  name: 'x-temporal',
  applies: 'string',
  prepare(schema) {
    const shape = schema as { readonly [key in keyof TemporalShape]: TemporalShape[key] };
    const form = FORMS[`${shape.subtype} ${shape.zone ?? 'none'}`] ?? '';
    return (value, run) => {
      const text = String(value);
      if (text === '') return undefined;
      const parts = parseTemporal(text, shape.subtype);
      if (parts === undefined || zoneKind(parts.zone) !== (shape.zone ?? 'none'))
        return { code: shape.subtype, params: { form } };
      if (shape.interval !== undefined && parts.minute !== undefined && parts.minute % shape.interval !== 0) {
        return { code: 'timeInterval', params: { limit: shape.interval } };
      }
      if (shape.notPast === true && parts.date !== undefined) {
        const date = parts.zone === '' ? parts.date : run.localDate(text);
        if (run.isPast(date)) return { code: 'pastDate', params: { limit: run.today() } };
      }
      return undefined;
    };
  },
};

function zoneKind(zone: string): 'none' | 'utc' | 'offset' {
  return zone === '' ? 'none' : zone === 'Z' ? 'utc' : 'offset';
}
