import type { Commit, LocalizedText } from '../../engine/index.ts';
import type { Shell } from '../commands/shell.ts';
import type { Accounts, Unit } from '../store/accounts.ts';
import type { CaseRecord } from '../store/records.ts';
import type { CaseFile } from './paper.ts';

export interface CaseFileSources {
  readonly shell: Shell;
  readonly accounts: Accounts;
  readonly publicUrl?: string;
  readonly keyOf: (dossierCode: string) => string;
}

/** Gathers what the papers about a case are made of. */
export async function caseFile(sources: CaseFileSources, record: CaseRecord): Promise<CaseFile> {
  const { shell, accounts, publicUrl, keyOf } = sources;
  const [procedure, commits, published, units] = await Promise.all([
    shell.procedures.procedure(record.procedureDigest),
    commitsOf(shell, record),
    shell.store.getProcedureByDigest(record.procedureDigest),
    accounts.units(),
  ]);
  const files = published?.files ?? {};
  const letters: Record<string, string> = {};
  for (const [form, path] of Object.entries(procedure.manifest?.letters ?? {})) {
    const text = files[path];
    if (text !== undefined) letters[form] = text;
  }
  const { dossierCode } = record;
  return {
    caseId: record.caseId,
    procedure,
    commits,
    letters,
    unit: unitName(units, record.unit),
    names: await accounts.namesOf([...new Set(commits.flatMap(peopleIn))]),
    timeZone: shell.calendars.timeZone,
    calendarAt: (instant) => shell.calendars.knownAt(instant),
    at: shell.now(),
    ...(record.dueAt === undefined ? {} : { listedDueAt: record.dueAt }),
    ...(dossierCode === undefined ? {} : { receiptKey: keyOf(dossierCode) }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  };
}

/** The history of a case as of the record that was read. */
export async function commitsOf(shell: Shell, { caseId, version }: CaseRecord): Promise<readonly Commit[]> {
  const sealed = await shell.store.loadCommits(caseId, {});
  return sealed.map(({ commit }) => commit).filter(({ firstSeq }) => firstSeq <= version);
}

export function unitName(units: readonly Unit[], id: string): LocalizedText {
  const unit = units.find((each) => each.id === id);
  if (unit === undefined) return { vi: id };
  return { vi: unit.nameVi, ...(unit.nameEn === undefined ? {} : { en: unit.nameEn }) };
}

/** Accounts that a commit speaks of. */
function peopleIn({ by, events }: Commit): readonly string[] {
  const named = events.flatMap((event) => {
    if (event.type === 'UserTaskCompleted') return [event.by];
    return 'assignee' in event && event.assignee !== undefined ? [event.assignee] : [];
  });
  return by.kind === 'user' ? [by.id, ...named] : named;
}
