import {
  procedureVersionLifecycle,
  step,
  verify,
  type BundleFiles,
  type ProcedureVersionEvent,
  type ProcedureVersionStatus,
} from '../../engine/index.ts';
import type { Refusal } from '../errors.ts';
import type { DraftRecord } from '../store/records.ts';
import { publishProcedure, refuseModel, type PublishOutcome } from './publish-procedure.ts';
import type { Shell } from './shell.ts';

/**
 * Two persons put a version into force: one who wrote it proposes it, another publishes it or returns it. What is proposed
 * does not change until then, so that what was read is what is published.
 */

export type DraftOutcome =
  { readonly ok: true; readonly draft: DraftRecord } | { readonly ok: false; readonly rejection: Refusal };

/** `required`: a draft must be proposed; otherwise its author may publish it alone. */
export interface PublicationRule {
  readonly required: boolean;
}

/** Where a draft stands; drafts know two of the states of a version. */
export function draftStatus({ proposal }: Pick<DraftRecord, 'proposal'>): ProcedureVersionStatus {
  return proposal === undefined ? 'draft' : 'proposed';
}

/** Refuses what the draft's status does not accept: saving or discarding while it is proposed, returning what is not. */
export function refuseDraftEvent(draft: DraftRecord, event: ProcedureVersionEvent): Refusal | undefined {
  const next = step(procedureVersionLifecycle, draftStatus(draft), event);
  if (next.ok) return undefined;
  return draft.proposal === undefined
    ? { code: 'PUBLICATION_NOT_PROPOSED', message: 'The draft has not been proposed; propose it first.' }
    : {
        code: 'DRAFT_PROPOSED',
        message: 'The draft is proposed for publication and does not change until it is published or returned.',
      };
}

/** Puts a draft before a second person, as it is saved, once it could be published. */
export async function proposeDraft(
  shell: Shell,
  draft: DraftRecord,
  request: { readonly by: string; readonly note?: string; readonly files?: BundleFiles },
): Promise<DraftOutcome> {
  const rejection = refuseDraftEvent(draft, 'PROPOSE');
  if (rejection !== undefined) return { ok: false, rejection };
  const { by, note, files = draft.files } = request;
  const unfit = refuseModel(await verify(files));
  if (unfit !== undefined) return { ok: false, rejection: unfit };
  const { returned: _, ...rest } = draft;
  return save(shell, {
    ...rest,
    files,
    // Whoever names the label writes the manifest.
    authors: files === draft.files ? authorsOf(draft) : withAuthor(draft, by),
    proposal: { by, at: shell.now(), ...(note === undefined ? {} : { note }) },
  });
}

/** Takes a proposal back, or turns it down: the draft can be changed again. */
export async function returnDraft(
  shell: Shell,
  draft: DraftRecord,
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<DraftOutcome> {
  const rejection = refuseDraftEvent(draft, 'RETURN');
  if (rejection !== undefined) return { ok: false, rejection };
  const { proposal: _, ...rest } = draft;
  return save(shell, { ...rest, returned: { by, at: shell.now(), reason } });
}

/**
 * Publishes a draft. What was proposed is published by somebody who neither proposed nor wrote it; what was not may be
 * published by its author only where the installation does not ask for two persons.
 */
export async function publishDraft(
  shell: Shell,
  draft: DraftRecord,
  request: {
    readonly by: string;
    readonly rule: PublicationRule;
    readonly files?: BundleFiles;
    readonly version?: string;
  },
): Promise<PublishOutcome> {
  const { by, rule, files = draft.files, version } = request;
  const refused = refusePublisher(draft, by, rule) ?? refuseDraftEvent(draft, 'PUBLISH');
  if (refused !== undefined) return { ok: false, rejection: refused, diagnostics: [] };
  if (draft.proposal !== undefined && files !== draft.files) {
    return {
      ok: false,
      diagnostics: [],
      rejection: {
        code: 'DRAFT_PROPOSED',
        message: 'What is published is what was proposed, under its label; return the draft to change it.',
      },
    };
  }
  const outcome = await publishProcedure(shell, {
    files,
    publishedBy: by,
    authors: authorsOf(draft),
    ...(draft.proposal === undefined ? {} : { proposedBy: draft.proposal.by }),
    ...(version === undefined ? {} : { version }),
  });
  if (outcome.ok && draft.proposal !== undefined) {
    // The draft goes on as a draft of the next version. When somebody was faster, it already does.
    const { proposal: _, ...rest } = draft;
    await save(shell, rest);
  }
  return outcome;
}

/** Everybody who saved the draft. */
export function authorsOf({ authors, createdBy }: Pick<DraftRecord, 'authors' | 'createdBy'>): readonly string[] {
  return authors ?? [createdBy];
}

/** The same with one more. */
export function withAuthor(draft: Pick<DraftRecord, 'authors' | 'createdBy'>, by: string): readonly string[] {
  return [...new Set([...authorsOf(draft), by])];
}

function refusePublisher(draft: DraftRecord, by: string, { required }: PublicationRule): Refusal | undefined {
  if (draft.proposal === undefined) {
    if (!required) return undefined;
    return {
      code: 'PUBLICATION_NOT_PROPOSED',
      message: 'Two persons publish a version here: propose the draft, and let another analyst publish it.',
    };
  }
  if (draft.proposal.by !== by && !authorsOf(draft).includes(by)) return undefined;
  return {
    code: 'PUBLICATION_SECOND_PERSON',
    message: 'Whoever wrote or proposed a version may not publish it; another analyst must.',
  };
}

async function save(shell: Shell, draft: DraftRecord): Promise<DraftOutcome> {
  const next: DraftRecord = { ...draft, revision: draft.revision + 1 };
  if (await shell.store.updateDraft(next)) return { ok: true, draft: next };
  return {
    ok: false,
    rejection: {
      code: 'STALE_REVISION',
      message: `The draft has changed since it was read (revision ${String(draft.revision)}); read it again.`,
    },
  };
}
