import {
  contextAt,
  decide as decideInEngine,
  needsStaff,
  type Calendar,
  type CaseEvent,
  type CaseState,
  type Command,
  type JsonObject,
} from '../../engine/index.ts';
import type { Refusal } from '../errors.ts';
import type { NotificationChannels } from '../notifications/notifications-of.ts';
import type { CaseRecord, IdempotencyRecord } from '../store/records.ts';
import type { BatchEntry } from '../store/commit-batch.ts';
import type { Store } from '../store/store.ts';
import { createAnsweredKeys } from './answered-keys.ts';
import { loadHead, type CaseHead } from './case-head.ts';
import { createLanes, type Lane, type Pending } from './case-lanes.ts';
import {
  CommandFailedError,
  HandlerClosedError,
  type AcceptedCommand,
  type CommandOutcome,
  type CommandRequest,
} from './command-request.ts';
import type { DossierCodePattern } from './dossier-code.ts';
import { createGroupCommit } from './group-commit.ts';
import type { ProcedureDirectory } from './procedure-directory.ts';
import { createReceiptCodes, type DrawnSerial } from './receipt-codes.ts';
import { sealDecision } from './seal-decision.ts';
import { createSerialBook } from './serial-book.ts';
import { createStaffRoom, turnScope, turnText, type GivenOut } from './staff-room.ts';

/**
 * The imperative shell around `decide`, and its only caller. Resolves when the command is on disk or refused; throws on a
 * bug or a lost database, in which case nothing was acknowledged.
 */
export interface CommandHandler {
  handle(request: CommandRequest): Promise<CommandOutcome>;
  /** Variables that an open job sees, or undefined when its case has moved on. */
  jobVariables(caseId: string, jobKey: number): Promise<JsonObject | undefined>;
  /** The state of a case as of its last acknowledged commit. */
  currentState(caseId: string): Promise<CaseState | undefined>;
  /** What a command on a case would come to if it were given now: nothing is written, and nothing is promised. */
  foresee(request: Pick<CommandRequest, 'command' | 'guard'>): Promise<Foreseen>;
  /** Called after every durable batch (job runner, long polls, live lists). Returns how to stop listening. */
  onCommit(listener: (commits: readonly AcceptedCommand[]) => void): () => void;
  /** Refuses new commands and waits for those under way. */
  close(): Promise<void>;
}

/** What would happen. */
export type Foreseen =
  | { readonly ok: true; readonly events: readonly CaseEvent[]; readonly state: CaseState; readonly record: CaseRecord }
  | { readonly ok: false; readonly rejection: Refusal; readonly record?: CaseRecord };

export interface CommandHandlerOptions {
  readonly store: Store;
  readonly procedures: ProcedureDirectory;
  /** The calendar as known at an instant, and the zone of local dates. */
  readonly calendars: { readonly timeZone: string; knownAt(instant: string): Calendar | undefined };
  readonly now: () => string;
  readonly dossierCodes: readonly DossierCodePattern[];
  /** The engine's front door; a test may put another in its place. */
  readonly decide?: typeof decideInEngine;
  /** Who is told of commits besides those who asked. */
  readonly notify?: NotificationChannels;
  /** Events between two snapshots of a case. */
  readonly snapshotEvery?: number;
  /** Cases kept in memory. */
  readonly cachedCases?: number;
}

/** A pending request that has been decided. It is answered when its batch, and so all that it was based on, is on disk. */
interface DecidedRequest {
  readonly pending: Pending;
  readonly outcome: CommandOutcome;
  readonly entry?: BatchEntry;
  /** Set with an entry. */
  readonly accepted?: AcceptedCommand;
  readonly head?: CaseHead;
  /** Numbers that it draws: of a dossier code, of the turns of an office. */
  readonly serials: readonly Pick<DrawnSerial, 'scope' | 'number'>[];
  /** What it gave out by rule, until that is durable. */
  readonly given?: GivenOut;
  /** Version that a refusal was based on. */
  readonly basedOn: number;
}

/** See {@link CommandHandler}. */
export function createCommandHandler(options: CommandHandlerOptions): CommandHandler {
  const { store, procedures, calendars, now, dossierCodes } = options;
  const { decide = decideInEngine, snapshotEvery = 64, cachedCases = 10_000, notify = {} } = options;
  const lanes = createLanes(cachedCases);
  const keys = createAnsweredKeys(store);
  const serials = createSerialBook(store);
  const codes = createReceiptCodes(serials, calendars.timeZone, dossierCodes);
  const staffRoom = createStaffRoom(store);
  const listeners = new Set<(commits: readonly AcceptedCommand[]) => void>();
  const commits = createGroupCommit<DecidedRequest>(store, { serials: serialClaims, durable, conflict, failure });
  let closed = false;
  let open = 0;
  let lastOpenClosed: (() => void) | undefined;

  // --- in ---------------------------------------------------------------------------------------------------------------

  async function handle(request: CommandRequest): Promise<CommandOutcome> {
    if (closed) throw new HandlerClosedError();
    const known = keys.known(request);
    if (known !== undefined) return known;
    const outcome = track(handleFresh(request));
    keys.begin(request, outcome);
    return outcome;
  }

  async function handleFresh(request: CommandRequest): Promise<CommandOutcome> {
    const refusal = await request.precondition?.();
    if (refusal !== undefined) return (await keys.stored(request)) ?? { ok: false, rejection: refusal };
    return new Promise((resolve, reject) => {
      const lane = lanes.of(request.command.caseId);
      lane.queue.push({ request, lane, resolve, reject });
      advance(lane);
    });
  }

  /** Decides what waits in a lane, as far as everything needed is in memory; what is not is fetched first. */
  function advance(lane: Lane): void {
    while (!lane.loading) {
      const [next] = lane.queue;
      if (next === undefined) return;
      const missing = fetchMissing(lane, next);
      if (missing !== undefined) {
        lane.loading = true;
        missing.then(
          () => {
            lane.loading = false;
            advance(lane);
          },
          (error: unknown) => {
            lane.loading = false;
            lane.queue.shift();
            next.reject(error);
            advance(lane);
          },
        );
        return;
      }
      lane.queue.shift();
      decideNow(next);
    }
  }

  /** Undefined when the request can be decided without waiting for anything. */
  function fetchMissing(lane: Lane, pending: Pending): Promise<void> | undefined {
    const { start } = pending.request;
    // A new case has a new id. Should it not be new after all, the primary key tells, and then it is looked up.
    if (lane.memory === 'unread' && start !== undefined) lane.memory = 'current';
    if (lane.memory !== 'current') return loadLane(lane);
    if (start === undefined) return readStaff(pending, lane.decided);
    if (procedures.loaded(start.procedure.digest) === undefined)
      return procedures.procedure(start.procedure.digest).then(() => undefined);
    const scope = codes.scopeOf(start);
    if (scope !== undefined && !serials.knows(scope)) return serials.load(scope);
    return readStaff(pending, lane.decided);
  }

  /** Read anew for every decision: who is away, and what people hold, changes without a word to this node. */
  function readStaff(pending: Pending, head: CaseHead | undefined): Promise<void> | undefined {
    const { start } = pending.request;
    const { command } = pending.request;
    const governing = head?.procedure ?? (start && procedures.loaded(start.procedure.digest));
    const procedure = command.type === 'MigrateCase' ? command.target : governing;
    if (procedure === undefined || !needsStaff(procedure)) return undefined;
    // Another node has given out a step since: the list is read again, under the number that follows.
    const turns = pending.staff?.turns;
    if (turns?.reading !== undefined && serials.reading(turns.scope) === turns.reading) return undefined;
    const unit = head?.record.unit ?? start?.receipt?.unit ?? '';
    const code = head?.record.procedureCode ?? start?.procedure.code ?? '';
    return readStaffUnderNumber(pending, unit, code);
  }

  async function readStaffUnderNumber(pending: Pending, unit: string, code: string): Promise<void> {
    pending.staff = await staffUnderNumber(unit, code);
  }

  /** The number first: an assignment that comes between the two is then in the list, or makes the number stale. */
  async function staffUnderNumber(unit: string, code: string): Promise<NonNullable<Pending['staff']>> {
    const scope = turnScope(unit, code);
    if (!serials.knows(scope)) await serials.load(scope);
    const turns = { scope, reading: serials.reading(scope) };
    return { ...(await staffRoom.read(unit, code, now())), turns };
  }

  async function loadLane(lane: Lane): Promise<void> {
    const head = await loadHead(store, procedures, lane.caseId);
    lane.acknowledged = head;
    lane.decided = head;
    lane.memory = 'current';
  }

  // --- decide -------------------------------------------------------------------------------------------------------------

  function decideNow(pending: Pending): void {
    try {
      const decided = decideOn(pending, pending.lane.decided);
      if (decided.head !== undefined) pending.lane.decided = decided.head;
      for (const { scope, number } of decided.serials) serials.keep(scope, number);
      if (decided.entry === undefined && pending.lane.inFlight === 0) {
        void answerUnwritten(decided);
        return;
      }
      pending.lane.inFlight += 1;
      commits.push(decided);
    } catch (error) {
      pending.reject(error);
    }
  }

  function decideOn(pending: Pending, head: CaseHead | undefined): DecidedRequest {
    const { request } = pending;
    const { caseId, type } = request.command;
    const basedOn = head?.state.version ?? 0;
    const unwritten = (outcome: CommandOutcome): DecidedRequest => ({ pending, outcome, basedOn, serials: [] });
    const refused = (rejection: Refusal): DecidedRequest => unwritten({ ok: false, rejection });

    const procedure = head?.procedure ?? (request.start && procedures.loaded(request.start.procedure.digest));
    if (procedure === undefined) return refused({ code: 'CASE_NOT_FOUND', message: `There is no case ${caseId}.` });
    const forbidden = head === undefined ? undefined : request.guard?.(head.record);
    if (forbidden !== undefined) return refused(forbidden);

    // One clock decides, and history never runs backwards: a clock that was set back waits for itself.
    const at = latest(now(), head?.record.updatedAt);
    const serial = head === undefined ? codes.draw(request.start) : undefined;
    const decision = (() => {
      try {
        return decide(procedure, head?.state, stamped(pending, at, serial));
      } catch (error) {
        throw new CommandFailedError(caseId, basedOn, type, error);
      }
    })();
    if (!decision.ok) return refused(decision.rejection);
    if (decision.events.length === 0 && head !== undefined) {
      // Nothing to do, such as claiming what one holds already: nothing to write, and repeating it does nothing again.
      const answer =
        request.answer?.({ caseId, version: basedOn, at, events: [], state: head.state, record: head.record }) ?? {};
      return unwritten({ ok: true, caseId, version: basedOn, answer, replayed: false });
    }

    const turn = pending.staff === undefined ? undefined : turnOf(pending.staff);
    const drawn = turn === undefined ? {} : { drawn: turnText(turn.number) };
    const sealed = sealDecision({ request, head, procedure, at, ...drawn, ...decision }, { snapshotEvery, notify });
    const { unit, procedureCode } = sealed.accepted.record;
    const given =
      turn === undefined
        ? undefined
        : staffRoom.decided({
            caseId,
            unit,
            procedureCode,
            at,
            drawn: turnText(turn.number),
            events: decision.events,
            elementIdOf: (taskKey) => decision.state.tasks.find(({ key }) => key === taskKey)?.elementId,
          });
    const ofCode = serial === undefined ? [] : [serial];
    if (given === undefined || given.count === 0 || turn === undefined)
      return { pending, basedOn, ...sealed, serials: ofCode };
    return { pending, basedOn, ...sealed, serials: [...ofCode, turn], given };
  }

  /** The number under which a command gives out steps, if it does. */
  function turnOf({ turns: { scope } }: NonNullable<Pending['staff']>): Pick<DrawnSerial, 'scope' | 'number'> {
    return { scope, number: serials.peek(scope) };
  }

  function stamped(
    { request, staff }: Pick<Pending, 'request' | 'staff'>,
    at: string,
    serial: { readonly code: string } | undefined,
  ): Command {
    const calendar = calendars.knownAt(at);
    const circumstances = {
      at,
      ...(calendar === undefined ? {} : { calendar }),
      ...(staff === undefined ? {} : { staff: staffRoom.list(staff, turnOf(staff).number) }),
    };
    const { command, start } = request;
    if (command.type !== 'StartCase' || start?.receipt === undefined || serial === undefined)
      return { ...command, ...circumstances };
    return { ...command, ...circumstances, receipt: { ...start.receipt, dossierCode: serial.code } };
  }

  // --- out ----------------------------------------------------------------------------------------------------------------

  function serialClaims(batch: readonly DecidedRequest[]) {
    return serials.claims(lastSerials(batch));
  }

  function durable(batch: readonly DecidedRequest[]): void {
    for (const [scope, last] of lastSerials(batch)) serials.durable(scope, last);
    const accepted: AcceptedCommand[] = [];
    for (const decided of batch) {
      const { pending, head, entry, outcome } = decided;
      pending.lane.inFlight -= 1;
      if (head === undefined || entry === undefined || decided.accepted === undefined) {
        void answerUnwritten(decided);
        continue;
      }
      pending.lane.acknowledged = head;
      decided.given?.durable();
      if (entry.idempotency !== undefined) keys.remember(entry.idempotency);
      accepted.push(decided.accepted);
      pending.resolve(outcome);
    }
    if (accepted.length > 0) for (const listener of listeners) listener(accepted);
    lanes.evictIdle();
  }

  /**
   * Nothing of these is on disk. Those whose key was used before are answered from their record; all others are decided anew,
   * in the same order, on what the store has.
   */
  function conflict(
    batch: readonly DecidedRequest[],
    result: {
      readonly staleCases: readonly string[];
      readonly usedKeys: readonly IdempotencyRecord[];
      readonly staleSerials: readonly string[];
    },
  ): void {
    for (const record of result.usedKeys) keys.remember(record);
    serials.rollBack(result.staleSerials);
    const stale = new Set(result.staleCases);
    decideAnew(
      batch,
      (lane) => stale.has(lane.caseId),
      (pending) => {
        const used = result.usedKeys.find(
          ({ actorId, key }) => actorId === pending.request.command.by.id && key === pending.request.idempotency?.key,
        );
        return used === undefined ? undefined : keys.outcomeOf(used, pending.request);
      },
    );
  }

  function failure(batch: readonly DecidedRequest[], waiting: readonly DecidedRequest[], error: unknown): void {
    // The commit may have happened all the same (a connection lost while it was acknowledged): nothing in memory is believed.
    serials.rollBack([...lastSerials([...batch, ...waiting]).keys()]);
    for (const { pending, given } of batch) {
      given?.forget();
      pending.lane.inFlight -= 1;
      pending.lane.memory = 'stale';
      pending.reject(error);
    }
    decideAnew(
      waiting,
      () => true,
      () => undefined,
    );
  }

  function decideAnew(
    decided: readonly DecidedRequest[],
    isStale: (lane: Lane) => boolean,
    answered: (pending: Pending) => CommandOutcome | undefined,
  ): void {
    const again = new Map<Lane, Pending[]>();
    for (const { pending, given } of decided) {
      const { lane } = pending;
      given?.forget();
      pending.staff = undefined;
      lane.inFlight -= 1;
      lane.decided = lane.acknowledged;
      if (isStale(lane)) lane.memory = 'stale';
      const queue = again.get(lane) ?? [];
      again.set(lane, queue);
      const outcome = answered(pending);
      if (outcome === undefined) queue.push(pending);
      else pending.resolve(outcome);
    }
    for (const [lane, queue] of again) lane.queue.unshift(...queue);
    for (const lane of again.keys()) advance(lane);
  }

  /**
   * Answers a command that wrote nothing, a refusal for the most part. Before it is believed: was the request answered before,
   * and is the case still where we think it is?
   */
  async function answerUnwritten({ pending, outcome, basedOn }: DecidedRequest): Promise<void> {
    const { request, lane, resolve, reject } = pending;
    try {
      const before = await keys.stored(request);
      if (before !== undefined) {
        resolve(before);
        return;
      }
      // Asked on SQLite too: the command line, or a server that is being replaced, may have the same file open.
      const storedVersion = await store.caseVersion(lane.caseId);
      if (storedVersion === undefined || storedVersion <= basedOn) {
        resolve(outcome);
        return;
      }
      // Another process has moved the case on: decide again on what is true.
      if ((lane.acknowledged?.state.version ?? 0) < storedVersion && lane.inFlight === 0) lane.memory = 'stale';
      pending.staff = undefined;
      lane.queue.push(pending);
      advance(lane);
    } catch (error) {
      reject(error);
    }
  }

  async function currentHead(caseId: string): Promise<CaseHead | undefined> {
    const head = lanes.known(caseId)?.acknowledged;
    if (head !== undefined && (await store.caseVersion(caseId)) === head.state.version) return head;
    return loadHead(store, procedures, caseId);
  }

  // --- life ---------------------------------------------------------------------------------------------------------------

  function track(outcome: Promise<CommandOutcome>): Promise<CommandOutcome> {
    open += 1;
    const done = (): void => {
      open -= 1;
      if (open === 0) lastOpenClosed?.();
    };
    outcome.then(done, done);
    return outcome;
  }

  return {
    handle,
    async jobVariables(caseId, jobKey) {
      const head = await currentHead(caseId);
      return head?.state.jobs.some(({ key }) => key === jobKey) === true ? contextAt(head.state, jobKey) : undefined;
    },
    currentState: async (caseId) => (await currentHead(caseId))?.state,
    async foresee({ command, guard }) {
      const head = await currentHead(command.caseId);
      if (head === undefined)
        return { ok: false, rejection: { code: 'CASE_NOT_FOUND', message: `There is no case ${command.caseId}.` } };
      const { record, state, procedure } = head;
      const forbidden = guard?.(record);
      if (forbidden !== undefined) return { ok: false, rejection: forbidden, record };
      const at = latest(now(), record.updatedAt);
      const bound = command.type === 'MigrateCase' ? command.target : procedure;
      const staff = needsStaff(bound) ? await staffUnderNumber(record.unit, record.procedureCode) : undefined;
      const decision = decide(procedure, state, stamped({ request: { command }, staff }, at, undefined));
      return decision.ok ? { ...decision, record } : { ...decision, record };
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      closed = true;
      if (open > 0) await new Promise<void>((resolve) => (lastOpenClosed = resolve));
    },
  };
}

function latest(a: string, b: string | undefined): string {
  return b === undefined || a > b ? a : b;
}

function lastSerials(batch: readonly DecidedRequest[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const { serials } of batch) for (const { scope, number } of serials) last.set(scope, number);
  return last;
}
