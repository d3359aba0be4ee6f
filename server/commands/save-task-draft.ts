import type { JsonObject } from '../../engine/index.ts';
import type { Refusal } from '../errors.ts';
import { sameUnit } from './guards.ts';
import type { Shell, VerbRequest } from './shell.ts';

export interface SaveTaskDraftRequest extends VerbRequest {
  readonly caseId: string;
  readonly taskKey: number;
  readonly data: JsonObject;
}

/**
 * Keeps what an officer has typed so far, unvalidated. A draft belongs to the task, not to the officer: it survives release
 * and hand-over. It is no event; repeating the request changes nothing more.
 *
 * Undefined when saved. Only who holds the task may save.
 */
export async function saveTaskDraft(
  { store, now }: Shell,
  request: SaveTaskDraftRequest,
): Promise<Refusal | undefined> {
  const { caseId, taskKey, data, by } = request;
  const task = await store.getTask(caseId, taskKey);
  if (task === undefined || task.status === 'completed' || task.status === 'cancelled') {
    return {
      code: 'TASK_NOT_FOUND',
      message: `There is no open task ${caseId}:${String(taskKey)}; read the list of tasks again.`,
    };
  }
  const record = await store.getCase(caseId);
  const foreign = record === undefined ? undefined : sameUnit(by)(record);
  if (foreign !== undefined) return foreign;
  if (task.assignee === undefined)
    return { code: 'TASK_NOT_CLAIMED', message: 'Claim the task before saving a draft of its form.' };
  if (task.assignee !== by.id)
    return {
      code: 'TASK_CLAIMED_BY_ANOTHER',
      message: 'Another officer holds the task; only that officer can save its draft.',
    };
  await store.saveTaskDraft({ caseId, taskKey, data, savedBy: by.id, savedAt: now() });
  return undefined;
}
