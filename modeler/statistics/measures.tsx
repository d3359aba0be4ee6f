import { List, Paper, SimpleGrid, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Figures, Statistics } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { inTimePercent, percentWords } from './punctuality.ts';

/** The national formula beside the office's own measures, and why they say different things. */
export function Measures({ report }: { readonly report: Statistics }) {
  const { t } = useTranslation();
  const { total } = report;
  const { LATE, OPEN_OVERDUE, ...inTime } = stepCounts(total);
  const steps = LATE + OPEN_OVERDUE + inTime.EARLY + inTime.ON_TIME + inTime.OPEN_IN_TIME;
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <Measure
          title={t('statistics.national')}
          figure={percentWords(total.national.percent)}
          counted={t('statistics.ofCases', { some: total.national.onTime, all: total.national.total })}
          how={t('statistics.nationalHow')}
        />
        <Measure
          title={t('statistics.own')}
          figure={percentWords(inTimePercent(total.punctuality))}
          counted={t('statistics.ofCases', {
            some: total.punctuality.EARLY + total.punctuality.ON_TIME + total.punctuality.OPEN_IN_TIME,
            all: total.cases,
          })}
          how={t('statistics.ownHow')}
        />
        <Measure
          title={t('statistics.bySteps')}
          figure={percentWords(inTimePercent(stepCounts(total)))}
          counted={t('statistics.ofSteps', { some: steps - LATE - OPEN_OVERDUE, all: steps })}
          how={t('statistics.stepsHow')}
        />
      </SimpleGrid>
      <section>
        <h2 className="section-title">{t('statistics.why')}</h2>
        {total.differences.length === 0 ? (
          <Text size="sm">{t('statistics.agree')}</Text>
        ) : (
          <List size="sm">
            {total.differences.map(({ code, text, cases }) => (
              <List.Item key={code}>
                <strong>{t('statistics.inCases', { count: cases })}</strong> {localized(text)}
              </List.Item>
            ))}
          </List>
        )}
        <Text size="sm" mt="xs">
          {t('statistics.supplements', { once: total.supplemented, twice: total.supplementedTwice })}
        </Text>
      </section>
    </>
  );
}

function stepCounts({ steps }: Figures): Figures['punctuality'] {
  const sum = { EARLY: 0, ON_TIME: 0, LATE: 0, OPEN_IN_TIME: 0, OPEN_OVERDUE: 0 };
  for (const { counts } of steps) {
    sum.EARLY += counts.EARLY;
    sum.ON_TIME += counts.ON_TIME;
    sum.LATE += counts.LATE;
    sum.OPEN_IN_TIME += counts.OPEN_IN_TIME;
    sum.OPEN_OVERDUE += counts.OPEN_OVERDUE;
  }
  return sum;
}

interface MeasureProps {
  readonly title: string;
  readonly figure: string;
  readonly counted: string;
  readonly how: string;
}

function Measure({ title, figure, counted, how }: MeasureProps) {
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h5">
        {title}
      </Title>
      <Text size="xl" fw={700}>
        {figure}
      </Text>
      <Text size="sm">{counted}</Text>
      <Text size="sm" c="dimmed" mt="xs">
        {how}
      </Text>
    </Paper>
  );
}
