import type { BpmnMessage } from 'bpmn-moddle/types';
import type { Findings, Named } from './findings.ts';
import type { Definitions } from './read-bpmn.ts';

/** What the builders of one file share. */
export interface BuildContext {
  readonly findings: Findings;
  readonly definitions: Definitions;
  /** Ends of message flows by element id: the message that a flow carries stands in for one that its ends do not name. */
  readonly messageFlows: ReadonlyMap<string, MessageOfFlow>;
  /** Correlation by properties (BPMN 2.0.2 §8.4.2), FEEL texts by message id. */
  readonly correlation: ReadonlyMap<string, MessageCorrelation>;
}

export interface MessageOfFlow {
  readonly id: string;
  readonly name?: string | undefined;
  readonly message?: (BpmnMessage & Named) | undefined;
}

/** How a message finds its receiver without `zeebe:subscription`. */
export interface MessageCorrelation {
  /** Over the message's content, where it is thrown. */
  readonly messagePath?: string | undefined;
  /** Over the receiver's variables, where it is caught. */
  readonly dataPath?: string | undefined;
}
