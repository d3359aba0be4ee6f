import type { Actor, JsonObject } from '../../engine/index.ts';
import { filesIn, type FileValue } from '../attachments/file-values.ts';
import type { Refusal } from '../errors.ts';
import type { AttachmentRecord } from '../store/records.ts';
import type { CommandRequest } from './command-request.ts';
import type { Shell } from './shell.ts';

/**
 * The condition under which a submission that names files may be decided; nothing where it names none, so that it costs
 * nothing. Every file has been uploaded, is exactly what it is said to be, and was uploaded by somebody of the actor's own
 * unit or is in the case already. (An id alone opens nothing: whoever can read a case can read its files, so a file of
 * another unit must not be drawn into one's own case.)
 */
export function attachmentsIn(
  { store }: Shell,
  submission: JsonObject,
  by: Actor,
  caseId?: string,
): Pick<CommandRequest, 'precondition'> {
  const files = filesIn(submission);
  return files.length === 0 ? {} : { precondition: () => checkFiles(store, files, by, caseId) };
}

async function checkFiles(
  store: Shell['store'],
  files: readonly FileValue[],
  by: Actor,
  caseId: string | undefined,
): Promise<Refusal | undefined> {
  const records = await store.getAttachments([...new Set(files.map(({ id }) => id))]);
  const known = new Map(records.map((record) => [record.id, record]));
  const foreign = records.filter((record) => !isOwn(record, by));
  const inCase = foreign.length === 0 || caseId === undefined ? new Set<string>() : await filesOfCase(store, caseId);
  const findings = files
    .filter((file) => {
      const record = known.get(file.id);
      return record === undefined || !isSame(record, file) || !(isOwn(record, by) || inCase.has(record.id));
    })
    .map(({ path, name }) => ({
      path,
      label: name,
      code: 'file',
      message: {
        vi: 'Tệp chưa được tải lên, hoặc không đúng với tệp đã tải lên; tải lại tệp.',
        en: 'The file has not been uploaded, or is not the one that was; upload it again.',
      },
    }));
  if (findings.length === 0) return undefined;
  return {
    code: 'FORM_INVALID',
    message:
      'The form names files that are not there; upload them with POST /api/attachments and name them as answered.',
    details: { findings },
  };
}

/** Ids of the files that the history of a case names. */
export async function filesOfCase(store: Shell['store'], caseId: string): Promise<ReadonlySet<string>> {
  const commits = await store.loadCommits(caseId, {});
  return new Set(
    commits.flatMap(({ commit }) =>
      commit.events.flatMap((event) =>
        event.type === 'VariablesSet' ? filesIn(event.variables).map(({ id }) => id) : [],
      ),
    ),
  );
}

function isOwn({ uploadedBy, unit }: AttachmentRecord, by: Actor): boolean {
  return uploadedBy === by.id || (unit !== '' && unit === by.unit);
}

function isSame(record: AttachmentRecord, file: FileValue): boolean {
  return (
    record.name === file.name && record.type === file.type && record.size === file.size && record.hash === file.hash
  );
}
