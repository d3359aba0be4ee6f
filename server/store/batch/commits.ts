import { encodeEvents, EVENT_FORMAT } from '../event-format.ts';
import type { BatchEntry } from '../commit-batch.ts';
import { insert, type BatchTable, type Row } from './batch-table.ts';

/** The history itself: one row per accepted command. */
export const commits: BatchTable = {
  statements: [
    {
      ...insert('commits', {
        case_id: 'text',
        first_seq: 'integer',
        last_seq: 'integer',
        at: 'text',
        by_kind: 'text',
        by_id: 'text',
        command_type: 'text',
        event_format: 'integer',
        events: 'text',
        seal_format: 'integer',
        hash: 'text',
        salt: 'text',
        salts: 'text',
      }),
      passes: 'batch.commits-written',
    },
  ],
  rows: ({ entries }) => [entries.map(row)],
};

function row({ sealed: { commit, seal } }: BatchEntry): Row {
  return [
    commit.caseId,
    commit.firstSeq,
    commit.firstSeq + commit.events.length - 1,
    commit.at,
    commit.by.kind,
    commit.by.id,
    commit.commandType,
    EVENT_FORMAT,
    encodeEvents(commit.events),
    seal.format,
    seal.hash,
    seal.salt ?? null,
    seal.salts === undefined ? null : JSON.stringify(seal.salts),
  ];
}
