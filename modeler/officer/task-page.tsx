import { useNavigate, useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TaskView } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { ConflictButton } from './conflict-button.tsx';
import { taskQuery } from './queries.ts';
import { TaskFacts } from './task-facts.tsx';
import { TaskForm } from './task-form.tsx';
import './task-page.css';

/** One task: its form on the left, what the law says of it on the right. */
export function TaskPage() {
  const { taskId } = useParams({ from: '/officer/tasks/$taskId' });
  const query = useQuery(taskQuery(taskId));
  return <QueryView query={query}>{(view) => <Task key={view.task.taskId} view={view} />}</QueryView>;
}

function Task({ view }: { readonly view: TaskView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { task } = view;
  return (
    <div className="page">
      <p className="task-origin">
        <TextLink to="/officer/cases/$caseId" params={{ caseId: task.caseId }}>
          {task.dossierCode ?? task.caseId}
        </TextLink>{' '}
        · {localized(task.procedure?.name)}
      </p>
      <PageHeading title={task.name}>
        <ConflictButton caseId={task.caseId} />
      </PageHeading>
      <div className="task-columns">
        <section aria-label={t('task.form')}>
          <TaskForm view={view} onDone={() => void navigate({ to: '/officer' })} />
        </section>
        <TaskFacts view={view} />
      </div>
    </div>
  );
}
