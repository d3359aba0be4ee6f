import type { Migration } from './migration.ts';

/**
 * The log over the commits of all cases (server/adr/0003): what is in it, its tree in tiles, and the checkpoints that were
 * signed. Background work writes these, never a command. One row in `event_log` says how far it has come.
 */
export const eventLog: Migration = {
  name: '012-event-log',
  async up(tx, { plainTable, clusteredTable, orderCommits }) {
    const statements = [
      ...orderCommits,
      // place: the last commit that was looked at, in the order of commitment; the dialect writes and reads it.
      `CREATE TABLE event_log (
        id text NOT NULL PRIMARY KEY, size integer NOT NULL, place text NOT NULL, keeper text, kept_until text, refusal text) ${plainTable}`,
      "INSERT INTO event_log (id, size, place) VALUES ('log', 0, '')",
      `CREATE TABLE event_log_entries (
        log_index integer NOT NULL PRIMARY KEY, case_id text NOT NULL, first_seq integer NOT NULL, last_seq integer NOT NULL,
        hash text NOT NULL) ${plainTable}`,
      // Once for each commit, whatever else goes wrong.
      'CREATE UNIQUE INDEX event_log_entries_by_commit ON event_log_entries (case_id, first_seq)',
      // hashes: base64 of up to 256 hashes side by side.
      `CREATE TABLE event_log_tiles (
        level integer NOT NULL, tile_index integer NOT NULL, hashes text NOT NULL, PRIMARY KEY (level, tile_index)) ${plainTable}`,
      `CREATE TABLE event_log_checkpoints (size integer NOT NULL PRIMARY KEY, note text NOT NULL, signed_at text NOT NULL) ${clusteredTable}`,
    ];
    for (const statement of statements) await tx.raw(statement);
  },
};
