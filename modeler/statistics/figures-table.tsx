import { useTranslation } from 'react-i18next';
import type { Figures } from '../contract.ts';
import { PlainTable } from '../shell/plain-table.tsx';
import { inTimePercent, percentWords, PUNCTUALITY } from './punctuality.ts';

export interface FiguresRow {
  readonly name: string;
  readonly figures: Figures;
}

interface FiguresTableProps {
  readonly caption: string;
  /** What the rows are: procedures, units, months. */
  readonly heading: string;
  readonly rows: readonly FiguresRow[];
}

/** The headings and cells of a table of figures; the same rows go into the file. */
export function useFiguresTable({ heading, rows }: Omit<FiguresTableProps, 'caption'>) {
  const { t } = useTranslation();
  return {
    headings: [
      heading,
      t('statistics.cases'),
      t('statistics.national'),
      t('statistics.own'),
      ...PUNCTUALITY.map((each) => t(`punctuality.${each}`)),
      t('statistics.overridden'),
    ],
    rows: rows.map(({ name, figures }) => [
      name,
      String(figures.cases),
      percentWords(figures.national.percent),
      percentWords(inTimePercent(figures.punctuality)),
      ...PUNCTUALITY.map((each) => String(figures.punctuality[each])),
      String(figures.casesWithOverride),
    ]),
  };
}

/** Both measures side by side, and where the cases stand. */
export function FiguresTable({ caption, heading, rows }: FiguresTableProps) {
  const table = useFiguresTable({ heading, rows });
  return <PlainTable caption={caption} {...table} numbers={[1, 2, 3, 4, 5, 6, 7, 8, 9]} minWidth={960} />;
}
