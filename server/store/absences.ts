import type { Knex } from 'knex';

/** When somebody is away, and who stands in. */
export interface Absence {
  readonly id: string;
  readonly userId: string;
  /** Absent: nobody stands in; steps go to the others. */
  readonly deputyId?: string;
  /** Instants; `untilAt` is the first at which the person is back. */
  readonly fromAt: string;
  readonly untilAt: string;
  readonly recordedBy: string;
  readonly recordedAt: string;
  /** Set when it was ended before its time. The record stays. */
  readonly endedBy?: string;
  readonly endedAt?: string;
}

/** Absences: recorded, and ended before their time; never changed or removed. Part of the port {@link Accounts}. */
export interface Absences {
  /** @returns false when the person is away at some time of it already; nothing is stored then. */
  recordAbsence(absence: Absence): Promise<boolean>;
  absence(id: string): Promise<Absence | undefined>;
  /** Those that have not passed at an instant, of a unit's people or of everybody's, earliest first. */
  absences(filter: { readonly at: string; readonly unit?: string }): Promise<readonly Absence[]>;
  /** @returns false when it had been ended already, or was over. */
  endAbsence(id: string, by: string, at: string): Promise<boolean>;
  /** Who is away at an instant and has this person for deputy, with their groups. */
  standsInFor(userId: string, at: string): Promise<readonly StoodInFor[]>;
}

/** A colleague who is away, with what their deputy may do for them. */
export interface StoodInFor {
  readonly id: string;
  readonly groups: readonly string[];
}

export function absenceQueries(reader: Knex, writer: Knex): Absences {
  return {
    async recordAbsence(absence) {
      return writer.transaction(async (tx) => {
        // The account's row is locked, so that two records about one person do not pass each other.
        await tx('users').where({ id: absence.userId }).update({ id: absence.userId });
        const other = await tx<AbsenceRow>('absences')
          .where({ user_id: absence.userId, ended_at: null })
          .andWhere('from_at', '<', absence.untilAt)
          .andWhere('until_at', '>', absence.fromAt)
          .first();
        if (other !== undefined) return false;
        await tx<AbsenceRow>('absences').insert({
          id: absence.id,
          user_id: absence.userId,
          deputy_id: absence.deputyId ?? null,
          from_at: absence.fromAt,
          until_at: absence.untilAt,
          recorded_by: absence.recordedBy,
          recorded_at: absence.recordedAt,
          ended_by: null,
          ended_at: null,
        });
        return true;
      });
    },
    async absence(id) {
      const row = await reader<AbsenceRow>('absences').where({ id }).first();
      return row && absenceOf(row);
    },
    async absences({ at, unit }) {
      const query = reader<AbsenceRow>('absences as a')
        .join('users as u', 'u.id', 'a.user_id')
        .select<AbsenceRow[]>('a.*')
        .where('a.until_at', '>', at)
        .whereNull('a.ended_at')
        .orderBy(['a.from_at', 'a.id']);
      if (unit !== undefined) void query.where('u.unit_id', unit);
      return (await query).map(absenceOf);
    },
    async endAbsence(id, by, at) {
      const ended = await writer<AbsenceRow>('absences')
        .where({ id, ended_at: null })
        .andWhere('until_at', '>', at)
        .update({ ended_by: by, ended_at: at });
      return ended > 0;
    },
    async standsInFor(userId, at) {
      const rows = await reader<AbsenceRow>('absences as a')
        .leftJoin('user_groups as g', 'g.user_id', 'a.user_id')
        .select<{ user_id: string; group_id: string | null }[]>('a.user_id', 'g.group_id')
        .where('a.deputy_id', userId)
        .where('a.from_at', '<=', at)
        .where('a.until_at', '>', at)
        .whereNull('a.ended_at')
        .orderBy(['a.user_id', 'g.group_id']);
      return [...new Set(rows.map((row) => row.user_id))].map((id) => ({
        id,
        groups: rows.flatMap((row) => (row.user_id === id && row.group_id !== null ? [row.group_id] : [])),
      }));
    },
  };
}

interface AbsenceRow {
  id: string;
  user_id: string;
  deputy_id: string | null;
  from_at: string;
  until_at: string;
  recorded_by: string;
  recorded_at: string;
  ended_by: string | null;
  ended_at: string | null;
}

function absenceOf(row: AbsenceRow): Absence {
  return {
    id: row.id,
    userId: row.user_id,
    fromAt: row.from_at,
    untilAt: row.until_at,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
    ...(row.deputy_id === null ? {} : { deputyId: row.deputy_id }),
    ...(row.ended_by === null ? {} : { endedBy: row.ended_by }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
  };
}
