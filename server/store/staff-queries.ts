import type { Knex } from 'knex';
import type { StaffMember } from '../../engine/index.ts';
import { rawRows } from './raw-rows.ts';
import type { Store } from './store.ts';

/** The people of an office, for the rules of assignment. */
export function staffQueries(reader: Knex): Pick<Store, 'readStaff'> {
  return {
    async readStaff({ unit, procedureCode, at }) {
      // Cases without an office (plain processes) are everybody's.
      const inUnit = unit === '' ? '' : 'AND u.unit_id = ?';
      const bound = unit === '' ? [] : [unit];
      const officers = `FROM users u JOIN user_roles r ON r.user_id = u.id AND r.role = 'officer' WHERE u.disabled = 0 ${inUnit}`;
      const [people, groups, loads, turns, absences] = await Promise.all([
        rawRows<{ id: string }>(reader, `SELECT u.id ${officers} ORDER BY u.id`, bound),
        rawRows<{ user_id: string; group_id: string }>(
          reader,
          `SELECT g.user_id, g.group_id FROM user_groups g WHERE g.user_id IN (SELECT u.id ${officers})`,
          bound,
        ),
        rawRows<{ assignee: string; open: number | string }>(
          reader,
          `SELECT assignee, count(*) AS open FROM tasks WHERE status = 'claimed' AND assignee IN (SELECT u.id ${officers}) GROUP BY assignee`,
          bound,
        ),
        rawRows<{ element_id: string; officer_id: string; last_turn: string }>(
          reader,
          'SELECT element_id, officer_id, last_turn FROM assignment_turns WHERE unit = ? AND procedure_code = ?',
          [unit, procedureCode],
        ),
        rawRows<{ user_id: string; deputy_id: string | null }>(
          reader,
          'SELECT user_id, deputy_id FROM absences WHERE from_at <= ? AND until_at > ? AND ended_at IS NULL',
          [at, at],
        ),
      ]);
      return people.map(({ id }): StaffMember => {
        const absence = absences.find(({ user_id }) => user_id === id);
        const deputy = absence?.deputy_id ?? undefined;
        return {
          id,
          groups: groups.filter(({ user_id }) => user_id === id).map(({ group_id }) => group_id),
          openTasks: Number(loads.find(({ assignee }) => assignee === id)?.open ?? 0),
          turns: Object.fromEntries(
            turns.filter(({ officer_id }) => officer_id === id).map((turn) => [turn.element_id, turn.last_turn]),
          ),
          ...(absence === undefined ? {} : { away: deputy === undefined ? {} : { deputy } }),
        };
      });
    },
  };
}
