/** The in-memory host: a whole engine without a server. */
export { createHost, type Host, type HostOptions } from './create-host.ts';
export type { DeployResult, HistoryRow, InstanceView, MessageResult, FlowRow } from './views.ts';
export { RejectionError } from './rejection-error.ts';
export type { HostSnapshot } from './snapshot.ts';
