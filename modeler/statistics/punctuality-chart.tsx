import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Figures } from '../contract.ts';
import { PUNCTUALITY, type PunctualityName } from './punctuality.ts';

export interface ChartRow {
  readonly name: string;
  readonly counts: Figures['punctuality'];
}

/** Colours that keep 3:1 against white and against each other's neighbour; the hatch tells what is still open without colour. */
const FILLS: Readonly<Record<PunctualityName, string>> = {
  EARLY: '#1b6e3c',
  ON_TIME: '#28529a',
  OPEN_IN_TIME: 'url(#open-in-time)',
  OPEN_OVERDUE: 'url(#open-overdue)',
  LATE: '#8a1414',
};
const WIDTH = 1000;
const BAR = 22;

/** Bars of one hundred per cent each, by where the cases stand. The table beside says the same in numbers. */
export function PunctualityChart({ rows, label }: { readonly rows: readonly ChartRow[]; readonly label: string }) {
  const { t } = useTranslation();
  const described = rows.map(
    ({ name, counts }) =>
      `${name}: ${PUNCTUALITY.filter((each) => counts[each] > 0)
        .map((each) => `${t(`punctuality.${each}`)} ${String(counts[each])}`)
        .join(', ')}`,
  );
  return (
    <figure style={{ margin: '0 0 1rem' }}>
      <Group gap="md" mb="xs" aria-hidden>
        {PUNCTUALITY.map((each) => (
          <Group key={each} gap={6}>
            <svg width={16} height={16}>
              <Hatches />
              <rect width={16} height={16} fill={FILLS[each]} />
            </svg>
            <Text size="sm">{t(`punctuality.${each}`)}</Text>
          </Group>
        ))}
      </Group>
      <div role="img" aria-label={`${label}. ${described.join('; ')}`}>
        {rows.map(({ name, counts }) => (
          <div key={name} aria-hidden style={{ marginBottom: 8 }}>
            <Text size="sm">{name}</Text>
            <Bar counts={counts} />
          </div>
        ))}
      </div>
    </figure>
  );
}

function Bar({ counts }: { readonly counts: ChartRow['counts'] }) {
  const all = PUNCTUALITY.reduce((sum, each) => sum + counts[each], 0);
  let x = 0;
  return (
    <svg viewBox={`0 0 ${String(WIDTH)} ${String(BAR)}`} width="100%" height={BAR} preserveAspectRatio="none">
      <Hatches />
      {PUNCTUALITY.filter((each) => counts[each] > 0).map((each) => {
        const width = (counts[each] / all) * WIDTH;
        const bar = <rect key={each} x={x} width={Math.max(1, width - 2)} height={BAR} fill={FILLS[each]} />;
        x += width;
        return bar;
      })}
    </svg>
  );
}

function Hatches() {
  return (
    <defs>
      <Hatch id="open-in-time" colour="#28529a" />
      <Hatch id="open-overdue" colour="#a61b1b" />
    </defs>
  );
}

function Hatch({ id, colour }: { readonly id: string; readonly colour: string }) {
  return (
    <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width={6} height={6} fill="#ffffff" />
      <rect width={3} height={6} fill={colour} />
    </pattern>
  );
}
