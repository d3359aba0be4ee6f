import { readPairs } from '../pairs.ts';
import { activityTable } from './activity-table.ts';
import { constructTable } from './construct-table.ts';
import { eventTable } from './event-table.ts';
import { gatewayTable } from './gateway-table.ts';
import { refusalTable } from './refusal-table.ts';
import { readWitnesses } from './witnesses.ts';

/** `engine/support.md`, made from the pairs, and what they leave unshown. */
export async function supportPage(): Promise<{ readonly page: string; readonly missing: readonly string[] }> {
  const pairs = readPairs();
  const witnesses = await readWitnesses(pairs);
  const events = await eventTable(witnesses);
  const activities = activityTable(witnesses);
  const gateways = gatewayTable(witnesses);
  const constructs = constructTable(witnesses);
  const page = `# What runs

Generated from the ${pairs.length} pairs of \`tests/conformance\` by \`npm run support\`; a test fails when it is stale, or when a cell has neither a
pair nor a rule that refuses it. A number counts the pairs in which the trace shows the thing to happen, and leads to one of
them. A \`rule\` is the one that refuses the smallest model with the thing in that place. A dash: there is no such thing.

## Events

${events.table}

## Activities

${activities.table}

## Gateways

${gateways.table}

## What else a model may say

${constructs.table}

## Refused by name

Choreographies, conversations, program code, foreign expression languages and whatever BPMN does not have are refused by
\`unsupported-element\` or \`xml-import\`; nothing is dropped or passed through. Each rule has a page; each model below is refused by it.

${await refusalTable()}
`;
  const missing = [events, activities, gateways, constructs].flatMap((part) => part.missing);
  return { page, missing };
}
