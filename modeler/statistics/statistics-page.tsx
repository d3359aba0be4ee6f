import { useState } from 'react';
import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Statistics } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { useUser } from '../session.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { PlainTable } from '../shell/plain-table.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { formatInstant } from '../time.ts';
import { FiguresTable, useFiguresTable, type FiguresRow } from './figures-table.tsx';
import { Measures } from './measures.tsx';
import { inTimePercent, percentWords, PUNCTUALITY } from './punctuality.ts';
import { PunctualityChart } from './punctuality-chart.tsx';
import { proceduresQuery, statisticsQuery, unitsQuery, type Asked } from './queries.ts';
import { RemarkableCases } from './remarkable-cases.tsx';
import { csvOf, saveText } from './save-csv.ts';

/** How punctual the offices are: heads see their own unit, auditors and operators every one. */
export function StatisticsPage() {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked>(() => ({ ...thisYear(), unit: '', procedure: '' }));
  const report = useQuery({ ...statisticsQuery(asked), enabled: asked.from !== '' && asked.to !== '' });
  return (
    <div className="page">
      <PageHeading title={t('statistics.title')} />
      <Filters asked={asked} onAsk={setAsked} />
      <QueryView query={report}>{(shown) => <Report report={shown} asked={asked} />}</QueryView>
    </div>
  );
}

function Filters({ asked, onAsk }: { readonly asked: Asked; readonly onAsk: (asked: Asked) => void }) {
  const { t } = useTranslation();
  const seesAll = useUser().roles.some((role) => role === 'auditor' || role === 'operator');
  const units = useQuery(unitsQuery);
  const procedures = useQuery(proceduresQuery);
  return (
    <Group mb="md" align="end">
      <TextInput
        type="date"
        label={t('statistics.from')}
        value={asked.from}
        max={asked.to}
        onChange={(event) => onAsk({ ...asked, from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('statistics.to')}
        value={asked.to}
        min={asked.from}
        onChange={(event) => onAsk({ ...asked, to: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('cases.procedure')}
        value={asked.procedure}
        onChange={(event) => onAsk({ ...asked, procedure: event.currentTarget.value })}
        data={[
          { value: '', label: t('statistics.everyProcedure') },
          ...(procedures.data?.items ?? []).map(({ code, name }) => ({ value: code, label: localized(name) })),
        ]}
        maw="100%"
      />
      {seesAll ? (
        <NativeSelect
          label={t('operator.unit')}
          value={asked.unit}
          onChange={(event) => onAsk({ ...asked, unit: event.currentTarget.value })}
          data={[
            { value: '', label: t('statistics.everyUnit') },
            ...(units.data?.items ?? []).map(({ id, name }) => ({ value: id, label: localized(name) })),
          ]}
          maw="100%"
        />
      ) : null}
    </Group>
  );
}

function Report({ report, asked }: { readonly report: Statistics; readonly asked: Asked }) {
  const { t } = useTranslation();
  const procedures = report.procedures.map((figures): FiguresRow => ({ name: localized(figures.name), figures }));
  const units = report.units.map((figures): FiguresRow => ({ name: localized(figures.name), figures }));
  const months = report.months.map((figures): FiguresRow => ({ name: monthWords(figures.month), figures }));
  const file = useFiguresTable({
    heading: t('cases.procedure'),
    rows: [...procedures, { name: t('statistics.all'), figures: report.total }],
  });
  if (report.total.cases === 0) return <p role="status">{t('statistics.empty')}</p>;
  return (
    <>
      <Group justify="space-between" mb="xs">
        <span>{t('statistics.asOf', { at: formatInstant(report.asOf), count: report.total.cases })}</span>
        <Button
          variant="default"
          onClick={() => saveText(`motcua-${asked.from}-${asked.to}.csv`, csvOf([file.headings, ...file.rows]))}
        >
          {t('statistics.save')}
        </Button>
      </Group>
      <Measures report={report} />
      <h2 className="section-title">{t('statistics.byProcedure')}</h2>
      <PunctualityChart
        label={t('statistics.byProcedure')}
        rows={procedures.map(({ name, figures }) => ({ name, counts: figures.punctuality }))}
      />
      <FiguresTable caption={t('statistics.byProcedure')} heading={t('cases.procedure')} rows={procedures} />
      <h2 className="section-title">{t('statistics.byMonth')}</h2>
      <FiguresTable caption={t('statistics.byMonth')} heading={t('statistics.month')} rows={months} />
      <h2 className="section-title">{t('statistics.byUnit')}</h2>
      <FiguresTable caption={t('statistics.byUnit')} heading={t('operator.unit')} rows={units} />
      <h2 className="section-title">{t('statistics.bySteps')}</h2>
      <StepTable report={report} />
      <h2 className="section-title">{t('statistics.remarkable')}</h2>
      <RemarkableCases report={report} />
    </>
  );
}

/** Which step costs the time. */
function StepTable({ report }: { readonly report: Statistics }) {
  const { t } = useTranslation();
  return (
    <PlainTable
      caption={t('statistics.bySteps')}
      headings={[
        t('inbox.task'),
        t('cases.procedure'),
        t('statistics.inTime'),
        ...PUNCTUALITY.map((each) => t(`punctuality.${each}`)),
      ]}
      rows={report.procedures.flatMap(({ name, steps }) =>
        steps.map((step) => [
          step.name ?? t('statistics.stepGone'),
          localized(name),
          percentWords(inTimePercent(step.counts)),
          ...PUNCTUALITY.map((each) => String(step.counts[each])),
        ]),
      )}
      numbers={[2, 3, 4, 5, 6, 7]}
      minWidth={860}
    />
  );
}

/** `2026-11` as `11/2026`. */
function monthWords(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `${number}/${year}`;
}

/** From the first of January to today, in Việt Nam. */
function thisYear(): Pick<Asked, 'from' | 'to'> {
  const to = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
  return { from: `${to.slice(0, 4)}-01-01`, to };
}
