import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  GENESIS,
  calendarKnownAt,
  compileForm,
  compileProcedure,
  decide,
  dueAtOnly,
  emptyCase,
  evolveAll,
  sealCommit,
  validateSubmission,
  verify,
  verifyChain,
  type Actor,
  type CalendarSource,
  type CaseEvent,
  type CaseState,
  type Command,
  type JsonObject,
  type Procedure,
  type SealedCommit,
} from '../../engine/index.ts';
import { microsecondsEach } from './cpu-time.ts';
import { manyAtOnce, sequenceOf } from './sequence.ts';
import { submission, THIRTY_FIELDS } from './thirty-fields.ts';

/** What the pure engine takes, without a server or a database. Times are processor time. */

const OFFICER: Actor = { kind: 'user', id: 'officer', groups: ['desk'], roles: ['officer'] };
const SYSTEM: Actor = { kind: 'system', id: 'system', groups: [], roles: ['system'] };
const AT = '2026-11-24T02:00:00.000Z';
const CLOCK = { at: AT, timeZone: 'Asia/Ho_Chi_Minh' };

/** Microseconds that `decide` takes to complete a user task in a process of so many flow nodes, at every tenth of it. */
export async function measureCommandAtNodes(nodes: number, seconds: number): Promise<number> {
  const procedure = await compiled(sequenceOf(nodes));
  const states: CaseState[] = [];
  for (let state = started(procedure, {}); state.status === 'active'; state = completed(procedure, state))
    states.push(state);
  const sample = Array.from(
    { length: 10 },
    (_, tenth) => states[Math.floor((tenth * states.length) / 10)] ?? unreachable(),
  );
  return microsecondsEach(seconds, (n) => void completed(procedure, sample[n % sample.length] ?? unreachable()));
}

/** Microseconds that `decide` takes to complete one of so many user tasks that are open at the same time. */
export async function measureCommandAtTokens(tokens: number, seconds: number): Promise<number> {
  const procedure = await compiled(manyAtOnce());
  const state = started(procedure, { items: Array.from({ length: tokens }, (_, index) => index) });
  if (state.tasks.length !== tokens) throw new Error(`${String(state.tasks.length)} tasks are open`);
  return microsecondsEach(seconds, () => void completed(procedure, state));
}

/** Milliseconds to verify a process of so many nodes, the best of three, and what the verifier said. */
export async function measureVerify(nodes: number): Promise<{ readonly ms: number; readonly verdict: string }> {
  const source = sequenceOf(nodes);
  let ms = Number.POSITIVE_INFINITY;
  let verdict = '';
  for (let round = 0; round < 3; round += 1) {
    const before = process.cpuUsage();
    const { soundness } = await verify(source);
    const { user, system } = process.cpuUsage(before);
    ms = Math.min(ms, (user + system) / 1000);
    verdict =
      soundness[0] === undefined ? 'no verdict' : `${soundness[0].verdict}, ${String(soundness[0].markings)} markings`;
  }
  return { ms, verdict };
}

/** Events a second that a stored history is replayed with: read as JSON and folded; and with its chain verified as well. */
export async function measureReplay(
  seconds: number,
): Promise<{ readonly folded: number; readonly verified: number; readonly events: number }> {
  const history = await longHistory(200);
  const stored = history.map(({ commit, seal }) => ({ ...commit, events: JSON.stringify(commit.events), seal }));
  const read = (): SealedCommit[] =>
    stored.map(({ seal, events, ...commit }) => {
      const parsed: readonly CaseEvent[] = JSON.parse(events);
      return { seal, commit: { ...commit, events: parsed } };
    });
  const fold = (commits: readonly SealedCommit[]): CaseState =>
    evolveAll(
      emptyCase('replayed'),
      commits.flatMap(({ commit }) => commit.events),
    );
  const events = fold(read()).version;
  return {
    events,
    folded: (events / microsecondsEach(seconds, () => void fold(read()))) * 1e6,
    verified:
      (events /
        microsecondsEach(seconds, () => {
          const commits = read();
          if (!verifyChain(commits, { sha256 }).ok) throw new Error('The chain does not verify.');
          fold(commits);
        })) *
      1e6,
  };
}

/** Submissions a second of a form with thirty fields of every kind that are found in order. */
export function measureFormChecks(seconds: number): number {
  const fixture = (name: string): string => readFileSync(new URL(`../forms/fixtures/${name}`, import.meta.url), 'utf8');
  const { form } = compileForm(fixture('thirty-fields.form.json'), 'thirty-fields.form');
  if (form === undefined) throw new Error('The form does not compile.');
  const filled: JsonObject = JSON.parse(fixture('thirty-fields.submission.json'));
  if (!validateSubmission(form, filled, {}, CLOCK).ok) throw new Error('The form refuses its own sample.');
  return 1e6 / microsecondsEach(seconds, () => void validateSubmission(form, filled, {}, CLOCK));
}

/** Due dates a second: three working days and more, from every hour of two months, on the calendar of an office. */
export function measureDueDates(seconds: number): number {
  const source: CalendarSource = JSON.parse(
    readFileSync(new URL('../../procedures/calendars/vn.json', import.meta.url), 'utf8'),
  );
  const calendar = calendarKnownAt(source, AT);
  const froms = Array.from({ length: 1_440 }, (_, hour) => new Date(Date.parse(AT) + hour * 3_600_000).toISOString());
  return (
    1e6 /
    microsecondsEach(seconds, (n) => {
      dueAtOnly(froms[n % froms.length] ?? AT, { value: 3 + (n % 13), unit: 'WORKING_DAY' }, calendar);
    })
  );
}

// --- what is measured -----------------------------------------------------------------------------------------------------

const sha256 = Object.assign((data: Uint8Array) => createHash('sha256').update(data).digest(), {
  ofText: (text: string) => createHash('sha256').update(text).digest('hex'),
});

/** The history of a case whose task with the 30-field form was claimed and completed so many times, sealed and salted. */
async function longHistory(completions: number): Promise<readonly SealedCommit[]> {
  const procedure = await compiled(THIRTY_FIELDS);
  const history: SealedCommit[] = [];
  let state: CaseState | undefined;
  const run = (command: Command): CaseState => {
    const decision = decide(procedure, state, command);
    if (!decision.ok) throw new Error(decision.rejection.message);
    const { by, type, caseId } = command;
    const commit = {
      caseId,
      firstSeq: (state?.version ?? 0) + 1,
      at: AT,
      by: { kind: by.kind, id: by.id },
      commandType: type,
      events: decision.events,
    };
    const seal = sealCommit(history.at(-1)?.seal.hash ?? GENESIS, commit, {
      sha256,
      salt: '00112233445566778899aabbccddeeff',
    });
    history.push({ commit, seal });
    state = decision.state;
    return decision.state;
  };
  const base = { caseId: 'replayed', at: AT } as const;
  let taskKey = run({
    ...base,
    type: 'StartCase',
    processId: 'thirty-fields',
    variables: {},
    enforceForm: false,
    by: SYSTEM,
  }).tasks[0]?.key;
  for (let round = 0; round < completions && taskKey !== undefined; round += 1) {
    run({ ...base, type: 'ClaimUserTask', taskKey, by: OFFICER });
    taskKey = run({
      ...base,
      type: 'CompleteUserTask',
      taskKey,
      submission: submission(round),
      enforceForm: true,
      by: OFFICER,
    }).tasks[0]?.key;
  }
  return history;
}

async function compiled(source: Parameters<typeof compileProcedure>[0]): Promise<Procedure> {
  const compilation = await compileProcedure(source);
  if (!compilation.ok) throw new Error(JSON.stringify(compilation.diagnostics));
  return compilation.procedure;
}

function started(procedure: Procedure, variables: JsonObject): CaseState {
  return after(
    decide(procedure, undefined, {
      type: 'StartCase',
      caseId: 'measured',
      processId: 'bench',
      variables,
      enforceForm: false,
      at: AT,
      by: SYSTEM,
    }),
  );
}

/** After the first open task was completed. */
function completed(procedure: Procedure, state: CaseState): CaseState {
  const taskKey = state.tasks[0]?.key ?? unreachable();
  return after(
    decide(procedure, state, {
      type: 'CompleteUserTask',
      caseId: 'measured',
      taskKey,
      submission: {},
      enforceForm: false,
      at: AT,
      by: SYSTEM,
    }),
  );
}

function after(decision: ReturnType<typeof decide>): CaseState {
  if (!decision.ok) throw new Error(decision.rejection.message);
  return decision.state;
}

function unreachable(): never {
  throw new Error('The bench has lost its place.');
}
