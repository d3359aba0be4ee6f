/**
 * One command of the terminal. What it works with (engine, store, Fastify) it imports when it runs: `help` and a typing error
 * shall not wait for a server to load.
 */
export interface CliCommand {
  readonly name: string;
  /** Ways to call it, without the program's name. */
  readonly usage: readonly string[];
  readonly summary: string;
  /** @returns the exit code. */
  run(args: readonly string[]): Promise<number>;
}

/** Exit codes, so that scripts can tell a refusal from a typing error. */
export const EXIT = { done: 0, refused: 1, misused: 2 } as const;

/** The command was called in a way that it does not understand; shown with its usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A file that was named cannot be used; shown without usage. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';
}
