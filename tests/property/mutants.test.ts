import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_RULE_IDS } from '../../engine/verify/rules/catalogue.ts';
import { verify } from '../../engine/verify/verify.ts';
import { blocks } from '../generators/block.ts';
import { drawBlocks } from '../generators/draw-blocks.ts';
import { mapScopes, type Drawing } from '../generators/drawing.ts';
import { mutate, mutations } from '../generators/mutate.ts';
import { writeBpmn } from '../generators/write-bpmn.ts';
import { FAULTS, expectVerdictToHold } from './judge.ts';
import { RUNS } from './runs.ts';

/** Warnings of a bare model that say where a case will stand with an incident until an operator sets the data right. */
const FORETELLS_INCIDENTS: readonly string[] = ['gateway-total', 'called-process'];

describe('a good model with one wrong stroke', () => {
  it('is refused by a named rule, or runs as it was judged', async () => {
    const mutants = fc
      .tuple(blocks({ unruly: false, troubled: false }).map(drawBlocks), mutations)
      .map(([drawing, mutation]) => everyLoopRuns(mutate(drawing, mutation)));
    await fc.assert(
      fc.asyncProperty(mutants, async (drawing) => {
        const { diagnostics, ok } = await verify(writeBpmn(drawing));
        const refusing = diagnostics.filter(({ severity }) => severity === 'error').map(({ ruleId }) => ruleId);
        expect(ok).toBe(refusing.length === 0);
        for (const { ruleId, message, messageVi } of diagnostics) {
          expect(ALL_RULE_IDS).toContain(ruleId);
          expect([message, messageVi]).not.toContain(undefined);
        }
        // Refused for its shape, it never runs; refused because it could stick, it sticks; let pass, it comes to its end.
        const incident = diagnostics.some(({ ruleId }) => FORETELLS_INCIDENTS.includes(ruleId));
        if (!incident && refusing.every((ruleId) => FAULTS.includes(ruleId))) await expectVerdictToHold(drawing);
      }),
      { numRuns: 2 * RUNS },
    );
  });
});

/** A loop over nothing hides a fault inside it from every run; the verifier looks at no numbers. */
function everyLoopRuns(drawing: Drawing): Drawing {
  return mapScopes(drawing, (scope) => ({
    ...scope,
    nodes: scope.nodes.map((node) =>
      node.loop?.kind === 'multiInstance'
        ? { ...node, loop: { ...node.loop, count: Math.max(1, node.loop.count) } }
        : node,
    ),
  }));
}
