// One contract with one price list, a year or less of events, and contestants that get the same of them.
import type { Metric } from "./workload.ts";

export interface BenchCase {
  readonly name: string;
  readonly question: string;
  readonly seed: number;
  readonly metrics: readonly Metric[];
  /** The first so many of the year have events; all where it is left out. */
  readonly months?: number;
  /** The price list, before it is parsed. */
  rules(eventsOfMetricInMonth: number): readonly Record<string, unknown>[];
}
