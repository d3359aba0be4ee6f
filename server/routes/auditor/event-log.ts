import { Type } from 'typebox';
import { toHex } from '../../../engine/index.ts';
import { refuse } from '../../errors.ts';
import { logConsistency, logInclusion } from '../../event-log/log-proofs.ts';
import type { App } from '../../plugins/app-type.ts';
import { exactly, list, oneOf } from '../../plugins/schemas.ts';
import { LOG_REFUSALS, type CheckpointRecord } from '../../store/event-log-records.ts';
import { Checkpoint, HashText, PLAIN_TEXT } from '../schemas/event-log.ts';
import { Problem } from '../schemas/problem.ts';

const Size = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Index = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Proof = list(HashText);

/** The signed log over the events of all cases: for whoever keeps its checkpoints, and for whoever follows it. */
export function eventLogRoutes(app: App): void {
  const open = { access: 'everyone', rateLimit: { max: 120, timeWindow: 60_000 } } as const;
  const auditor = { access: ['auditor'] } as const;

  app.get(
    '/api/log/checkpoint',
    {
      config: open,
      schema: {
        tags: ['public'],
        summary: 'The latest signed checkpoint of the log of events, as a note to be kept',
        response: { 200: PLAIN_TEXT, 404: Problem, 429: Problem },
      },
    },
    async (_request, reply) => reply.type('text/plain; charset=utf-8').send((await latest(app)).note),
  );

  app.get(
    '/api/log/keys',
    {
      config: open,
      schema: {
        tags: ['public'],
        summary: 'Verifier keys of the log, the current one first, and the notes in which a key names its successor',
        response: {
          200: Type.Object({ keys: list(Type.String()), handovers: list(Type.String()) }),
          429: Problem,
        },
      },
    },
    async () => {
      const { logFolder } = app.services;
      const { verifierKeys } = await logFolder.keys();
      return { keys: verifierKeys, handovers: await logFolder.handovers() };
    },
  );

  app.get(
    '/api/log/consistency',
    {
      config: open,
      schema: {
        tags: ['public'],
        summary: 'Proof that the log of one size begins with the log of an earlier one (RFC 9162 §2.1.4)',
        querystring: exactly({ from: Type.Integer({ minimum: 1 }), to: Type.Integer({ minimum: 1 }) }),
        response: {
          200: Type.Object({ from: Size, to: Size, proof: Proof }),
          404: Problem,
          400: Problem,
          429: Problem,
        },
      },
    },
    async (request) => {
      const { from, to } = request.query;
      await requireSigned(app, to);
      if (from > to) refuse('REQUEST_INVALID', 'A log does not begin with a longer one; `from` is at most `to`.');
      const proof = await logConsistency(app.services.shell.store, from, to);
      return { from, to, proof: proof.map(toHex) };
    },
  );

  app.get(
    '/api/log/inclusion',
    {
      config: auditor,
      schema: {
        tags: ['auditor'],
        summary: 'Proof that an entry is in the log of a size (RFC 9162 §2.1.3)',
        querystring: exactly({ index: Index, size: Type.Integer({ minimum: 1 }) }),
        response: { 200: Type.Object({ index: Index, size: Size, proof: Proof }), 404: Problem, 400: Problem },
      },
    },
    async (request) => {
      const { index, size } = request.query;
      await requireSigned(app, size);
      if (index >= size) refuse('REQUEST_INVALID', 'Entries are numbered from 0; `index` is less than `size`.');
      const proof = await logInclusion(app.services.shell.store, index, size);
      return { index, size, proof: proof.map(toHex) };
    },
  );

  app.get(
    '/api/log/entries',
    {
      config: auditor,
      schema: {
        tags: ['auditor'],
        summary: 'Entries of the log in order: commits by case, place and hash, without their content',
        querystring: exactly({
          from: Type.Integer({ minimum: 0, default: 0 }),
          limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
        }),
        response: {
          200: Type.Object({
            items: list(
              Type.Object({
                index: Index,
                caseId: Type.String(),
                firstSeq: Type.Integer(),
                lastSeq: Type.Integer(),
                hash: HashText,
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const { from, limit } = request.query;
      const entries = await app.services.shell.store.logEntries(from, limit);
      return { items: entries.map((entry, place) => ({ index: from + place, ...entry })) };
    },
  );

  app.get(
    '/api/log',
    {
      config: { access: ['auditor', 'operator'] },
      schema: {
        tags: ['auditor'],
        summary: 'How far the log of events has come, and whether it is signed',
        response: {
          200: Type.Object({
            size: Type.Integer({ description: 'Entries, those after the last checkpoint too' }),
            checkpoint: Type.Optional(Checkpoint),
            refusal: Type.Optional(oneOf(LOG_REFUSALS)),
          }),
        },
      },
    },
    async () => {
      const { store } = app.services.shell;
      const [head, checkpoint] = await Promise.all([store.readEventLog(), store.latestCheckpoint()]);
      return {
        size: head.size,
        ...(checkpoint === undefined ? {} : { checkpoint }),
        ...(head.refusal === undefined ? {} : { refusal: head.refusal }),
      };
    },
  );
}

async function latest(app: App): Promise<CheckpointRecord> {
  const checkpoint = await app.services.shell.store.latestCheckpoint();
  return checkpoint ?? refuse('CHECKPOINT_NOT_FOUND', 'No checkpoint has been signed yet; ask again in a minute.');
}

/** Proofs are about what was signed; of what is younger nobody has a checkpoint to hold them against. */
async function requireSigned(app: App, size: number): Promise<void> {
  const signed = await latest(app);
  if (size > signed.size)
    refuse('CHECKPOINT_NOT_FOUND', `The last checkpoint is of ${String(signed.size)} entries; ask up to that size.`);
}
