import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { QueryView } from '../shell/query-view.tsx';
import { draftQuery } from './queries.ts';
import { Workspace } from './workspace.tsx';

/** The workspace of one draft. */
export function DraftPage() {
  const { draftId } = useParams({ from: '/analyst/drafts/$draftId' });
  const draft = useQuery(draftQuery(draftId));
  // What is proposed or returned is a new revision: the workspace begins anew with it.
  return (
    <QueryView query={draft}>
      {(opened) => <Workspace key={`${draftId} ${opened.content.proposal?.at ?? ''}`} opened={opened} />}
    </QueryView>
  );
}
