import type { ProcedureRule } from '../rule.ts';

/**
 * A deadline has consequences: the version names the heads who are told before a case is late and when it is.
 *
 * @source 61/2018/NĐ-CP Art. 19(9) (the agency that is late answers for it)
 */
export const escalation: ProcedureRule = {
  id: 'escalation',
  check({ manifest }, report) {
    const { escalation: rule } = manifest.clock;
    if (rule === undefined) {
      report(
        'warning',
        undefined,
        {
          en: 'Nobody is told when half or three quarters of the time are used, or when a case is late.',
          vi: 'Không ai được báo khi đã dùng 50%, 75% thời hạn hoặc khi hồ sơ quá hạn.',
        },
        {
          en: 'Name the groups of the heads in clock.escalation.to.',
          vi: 'Ghi nhóm lãnh đạo vào clock.escalation.to.',
        },
      );
      return;
    }
    const known = new Set(manifest.groups.map(({ id }) => id));
    for (const group of rule.to) {
      if (known.has(group)) continue;
      report(
        'error',
        undefined,
        {
          en: `Group '${group}', which is told of deadlines, is not listed in procedure.json.`,
          vi: `Nhóm “${group}” được báo về thời hạn nhưng không có trong procedure.json.`,
        },
        {
          en: `Add it to groups, or use one of ${[...known].join(', ')}.`,
          vi: `Thêm vào groups, hoặc dùng một trong các nhóm ${[...known].join(', ')}.`,
        },
      );
    }
  },
};
