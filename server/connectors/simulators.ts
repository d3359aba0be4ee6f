import { civilStatusSimulator } from './civil-status-simulator.ts';
import type { Connector } from './connector.ts';
import { householdRegistrySimulator } from './household-registry-simulator.ts';
import { populationSimulator } from './population-simulator.ts';
import { taxSimulator } from './tax-simulator.ts';

/**
 * Stand-ins for the national systems that the sample procedures ask, for demonstrations: deterministic by input, offline,
 * knowing invented people only. A new one is a file and a line here.
 */
export const SIMULATORS: readonly Connector[] = [
  householdRegistrySimulator,
  taxSimulator,
  populationSimulator,
  civilStatusSimulator,
];
