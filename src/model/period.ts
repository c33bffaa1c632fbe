// A billing period, in both of its notations.

/** One billing period of a contract. */
export interface Period {
  /** First day, local. */
  readonly start: string;
  /** Last day, local, inclusive. */
  readonly end: string;
  /** First instant, RFC 3339 in UTC. */
  readonly start_at: string;
  /** First instant after the period, RFC 3339 in UTC (exclusive). */
  readonly end_at: string;
}
