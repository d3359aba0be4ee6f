/** What an expression may read besides its context: the command's time, in the procedure's zone. */
export interface FeelClock {
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
  /** IANA zone for `today()` and local times. */
  readonly timeZone: string;
}
