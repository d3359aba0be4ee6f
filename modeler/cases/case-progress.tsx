import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DiagramView } from '../bpmn/diagram-view.tsx';
import { frameMarks } from '../bpmn/marks.ts';
import type { SealedCommit } from '../contract.ts';
import { QueryView } from '../shell/query-view.tsx';
import { diagramQuery } from './queries.ts';
import { frameAt, timeline } from './replay.ts';

interface CaseProgressProps {
  readonly caseId: string;
  readonly commits: readonly SealedCommit[];
}

/** Where a case stands now, on the diagram of its own version. */
export function CaseProgress({ caseId, commits }: CaseProgressProps) {
  const { t } = useTranslation();
  const diagram = useQuery(diagramQuery(caseId));
  const { marks, focus } = useMemo(() => {
    const frame = frameAt(timeline(commits), Infinity);
    const elementId = frame.tasks.at(-1)?.elementId ?? [...frame.active.keys()].at(-1) ?? frame.focus;
    return { marks: frameMarks(frame), ...(elementId === undefined ? {} : { focus: { elementId } }) };
  }, [commits]);
  return (
    <QueryView query={diagram}>
      {({ bpmn }) => <DiagramView xml={bpmn} marks={marks} focus={focus} label={t('case.diagram')} height="24rem" />}
    </QueryView>
  );
}
