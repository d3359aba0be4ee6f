import type { TFunction } from 'i18next';
import { localeNumber } from '../time.ts';
import type { PublicProcedure } from '../contract.ts';

type Limit = NonNullable<PublicProcedure['limit']>;

/** `3 ngày làm việc`, `0,25 ngày làm việc`; nothing that must be done at once reads as such. */
export function limitWords(t: TFunction, { value, unit }: Pick<Limit, 'value' | 'unit'>): string {
  if (value === 0) return t('publicProcedure.sameDay');
  return `${localeNumber(value)} ${t(`unit.${unit}`)}`;
}
