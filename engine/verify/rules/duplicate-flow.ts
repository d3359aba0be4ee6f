import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { ProcessRule } from '../rule.ts';

/** Two unconditional flows between the same two nodes send two tokens; most often a flow was drawn twice. */
export const duplicateFlow: ProcessRule = {
  id: 'duplicate-flow',
  check({ view }, report) {
    const seen = new Map<string, string>();
    for (const flow of view.flows) {
      const source = view.node(flow.source);
      if (
        source === undefined ||
        flow.condition !== undefined ||
        ('defaultFlow' in source && source.defaultFlow === flow.id)
      )
        continue;
      const key = JSON.stringify([flow.source, flow.target]);
      const first = seen.get(key);
      if (first === undefined) seen.set(key, flow.id);
      else
        report(
          'warning',
          flow,
          {
            en: `Flow '${flow.id}' leads from ${describe(source)} to the same node as '${first}': two tokens will go that way.`,
            vi: `Luồng “${flow.id}” từ ${describeVi(source)} dẫn đến cùng một phần tử với “${first}”: đường đó sẽ được đi hai lần.`,
          },
          { en: 'Remove one of them.', vi: 'Xóa một trong hai luồng.' },
        );
    }
  },
};
