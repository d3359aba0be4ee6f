import type { AcceptedCommand } from '../commands/command-request.ts';
import type { Shell } from '../commands/shell.ts';

/** Where jobs tell what went wrong: pino's calls, of which a test needs no more than these. */
export interface JobLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface JobContext {
  readonly shell: Shell;
  readonly log: JobLog;
  /** How long a node may take over work that it has claimed before another takes it. */
  readonly leaseMs: number;
}

/** One kind of background work. A new kind is a file and a line in `job-runner.ts`. */
export interface JobKind {
  readonly name: string;
  /** True: everything that the kind works on has a due time in the store, so it need not run when nothing is due. */
  readonly byDueTime?: boolean;
  /** Does what is due, at most one batch. True: there may be more at once. */
  run(context: JobContext): Promise<boolean>;
  /** Does this commit make work for the kind before `sleepingUntil`? */
  wokenBy?(commit: AcceptedCommand, sleepingUntil: string): boolean;
}

/** End of a lease that begins now. */
export function leaseEnd({ shell, leaseMs }: JobContext): { readonly now: string; readonly leaseUntil: string } {
  const now = shell.now();
  return { now, leaseUntil: new Date(Date.parse(now) + leaseMs).toISOString() };
}
