import type { CaseReceipt, VersionChoice } from '../command.ts';

/** The case itself, and its process instances: the root, and one for every call activity. */
export type CaseLifeEvent =
  | {
      readonly type: 'CaseStarted';
      readonly processId: string;
      readonly procedureDigest: string;
      readonly procedure?: { readonly code: string; readonly version: string };
      readonly receipt?: CaseReceipt;
      readonly origin?: string;
      readonly governing?: VersionChoice;
    }
  | { readonly type: 'CaseCompleted'; readonly outcome?: string }
  /** By a terminate end event of its own process: "abnormally terminated" (BPMN 2.0.2 §13.5.6). */
  | { readonly type: 'CaseTerminated' }
  /** An error end event threw an error that nothing in the case catches. */
  | { readonly type: 'CaseFailed'; readonly errorCode: string; readonly message?: string }
  | { readonly type: 'CaseCancelled'; readonly reason: string }
  | { readonly type: 'CaseWithdrawn'; readonly reason: string }
  /** By override: what had ended goes on. */
  | { readonly type: 'CaseReopened' }
  | { readonly type: 'PublicStatusChanged'; readonly status: number }
  | { readonly type: 'OutcomeDecided'; readonly outcome: string; readonly elementKey: number }
  | { readonly type: 'ProcessInstanceStarted'; readonly processId: string; readonly callerKey?: number }
  | { readonly type: 'ProcessInstanceCompleted'; readonly key: number }
  | { readonly type: 'ProcessInstanceTerminated'; readonly key: number }
  | { readonly type: 'ProcessInstanceFailed'; readonly key: number; readonly errorCode: string };
