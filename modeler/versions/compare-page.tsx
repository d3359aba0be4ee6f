import { useMemo, useRef, useState } from 'react';
import { Alert, Button, Group, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { proceduresQuery } from '../analyst/queries.ts';
import { DiagramView } from '../bpmn/diagram-view.tsx';
import type { Comparison, Difference, ProcedureSummary } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { NotFound } from '../shell/not-found.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { CHANGE_SYMBOLS, changeMarks, elementOn, type ChangeKind, type Side } from './change-marks.ts';
import { DifferenceList } from './difference-list.tsx';
import { comparisonQuery, draftIdOf, draftReference } from './queries.ts';
import './compare-page.css';

const KINDS = ['added', 'removed', 'changed', 'moved'] as const;

/** What differs between two versions of a procedure, or a version and a draft: in words, and on both drawings. */
export function ComparePage() {
  const { code } = useParams({ from: '/procedures/$code/compare' });
  const procedures = useQuery(proceduresQuery);
  return (
    <QueryView query={procedures}>
      {({ items }) => {
        const procedure = items.find((each) => each.code === code);
        return procedure === undefined ? <NotFound /> : <Choice procedure={procedure} />;
      }}
    </QueryView>
  );
}

function Choice({ procedure }: { readonly procedure: ProcedureSummary }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ from: '/procedures/$code/compare' });
  const { versions } = procedure;
  const to = search.to ?? versions.at(-1)?.version ?? '';
  const from = search.from ?? versions.findLast(({ version }) => version !== to)?.version ?? to;
  const sides = useSides(procedure, [from, to]);
  const choose = (next: { from: string; to: string }): void => void navigate({ to: '.', search: next, replace: true });
  const comparison = useQuery({ ...comparisonQuery(procedure.code, from, to), enabled: from !== to });

  return (
    <div className="page compare-page">
      <PageHeading title={t('compare.title', { name: localized(procedure.name) })} />
      <Group align="end" mb="md">
        <Select
          label={t('compare.from')}
          data={sides}
          value={from}
          allowDeselect={false}
          onChange={(value) => choose({ from: value ?? from, to })}
          className="compare-side"
        />
        <Button variant="default" onClick={() => choose({ from: to, to: from })}>
          <span aria-hidden>⇄</span>&nbsp;{t('compare.swap')}
        </Button>
        <Select
          label={t('compare.to')}
          data={sides}
          value={to}
          allowDeselect={false}
          onChange={(value) => choose({ from, to: value ?? to })}
          className="compare-side"
        />
      </Group>
      {from === to ? (
        <Text c="dimmed">{t(sides.length < 2 ? 'compare.onlyOne' : 'compare.sameVersion')}</Text>
      ) : (
        <QueryView query={comparison}>
          {(found) => (
            <Compared
              key={`${from} ${to}`}
              found={found}
              nameOf={(side) => sides.find(({ value }) => value === (side === 'from' ? from : to))?.label ?? ''}
            />
          )}
        </QueryView>
      )}
    </div>
  );
}

/** The published versions, and for analysts the drafts that continue one; what the address names is always among them. */
function useSides({ versions, drafts }: ProcedureSummary, named: readonly string[]) {
  const { t } = useTranslation();
  const published = versions.map(({ version }) => ({ value: version, label: t('compare.version', { version }) }));
  const drawn = drafts.map(({ id, name }) => ({ value: draftReference(id), label: t('compare.draft', { name }) }));
  const known = new Set([...published, ...drawn].map(({ value }) => value));
  const others = named
    .filter((reference, index) => reference !== '' && !known.has(reference) && named.indexOf(reference) === index)
    .map((value) => ({
      value,
      label: draftIdOf(value) === undefined ? t('compare.version', { version: value }) : t('compare.thisDraft'),
    }));
  return [...published, ...drawn, ...others];
}

interface ComparedProps {
  readonly found: Comparison;
  readonly nameOf: (side: Side) => string;
}

function Compared({ found, nameOf }: ComparedProps) {
  const { t } = useTranslation();
  const { differences, layoutOnly } = found;
  const [chosen, setChosen] = useState<{ readonly difference: Difference } | null>(null);
  const drawings = useRef<HTMLDivElement>(null);
  const show = (difference: Difference): void => {
    setChosen({ difference });
    drawings.current?.scrollIntoView({ block: 'nearest' });
  };
  if (differences.length === 0) return <Alert role="status" title={t('compare.same')} />;
  const counts = KINDS.map((kind) => ({ kind, count: differences.filter((each) => each.kind === kind).length }));
  return (
    <>
      {layoutOnly ? <Alert role="status" mb="md" title={t('compare.layoutOnly')} /> : null}
      <p className="compare-counts">
        {counts.map(({ kind, count }) => (
          <span key={kind}>
            <span className="difference-sign" data-kind={kind} aria-hidden>
              {CHANGE_SYMBOLS[kind]}
            </span>{' '}
            {t(`compare.kind.${kind}`)}: {count}
          </span>
        ))}
      </p>
      <div className="compare-columns">
        <DifferenceList differences={differences} chosen={chosen?.difference} onShow={show} />
        <div ref={drawings} className="compare-drawings">
          <Drawing side="from" found={found} chosen={chosen} name={nameOf('from')} />
          <Drawing side="to" found={found} chosen={chosen} name={nameOf('to')} />
        </div>
      </div>
    </>
  );
}

interface DrawingProps {
  readonly side: Side;
  readonly found: Comparison;
  readonly chosen: { readonly difference: Difference } | null;
  readonly name: string;
}

function Drawing({ side, found, chosen, name }: DrawingProps) {
  const { t, i18n } = useTranslation();
  const { bpmn } = found[side];
  const marks = useMemo(() => {
    const words: Record<ChangeKind, string> = {
      added: t('compare.kind.added'),
      removed: t('compare.kind.removed'),
      changed: t('compare.kind.changed'),
      moved: t('compare.kind.moved'),
    };
    return changeMarks(found.differences, side, words);
  }, [found, side, i18n.language]);
  const elementId = chosen === null ? undefined : elementOn(chosen.difference, side);
  const focus = useMemo(() => (elementId === undefined ? undefined : { elementId }), [chosen, elementId]);
  const shown = useMemo(() => {
    if (elementId === undefined) return marks;
    const elements = new Map(marks.elements).set(
      elementId,
      new Set([...(marks.elements.get(elementId) ?? []), 'focus'] as const),
    );
    return { ...marks, elements };
  }, [marks, elementId]);
  return (
    <section aria-label={name}>
      <h2 className="section-title">
        {t(side === 'from' ? 'compare.from' : 'compare.to')}: {name}
      </h2>
      {bpmn === undefined ? (
        <Text c="dimmed">{t('version.noProcess')}</Text>
      ) : (
        <DiagramView xml={bpmn} marks={shown} focus={focus} label={t('compare.diagram', { name })} height="20rem" />
      )}
      {chosen !== null && elementId === undefined ? (
        <Text size="sm" c="dimmed" role="status">
          {t('compare.notHere')}
        </Text>
      ) : null}
    </section>
  );
}
