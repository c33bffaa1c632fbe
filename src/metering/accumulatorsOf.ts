// The aggregation that a rule asks for. Adding one is a file, a line here, and its name in model and intake.
import { decimalOf } from "../decimal/decimal.ts";
import type { Measuring } from "../model/measuring.ts";
import type { Accumulator } from "./accumulator.ts";
import { average } from "./average.ts";
import { extreme } from "./extreme.ts";
import { latest } from "./latest.ts";
import { percentile } from "./percentile.ts";
import { ofEvents, ofValues, sum } from "./sum.ts";
import { uniqueCount } from "./uniqueCount.ts";
import { weightedSum } from "./weightedSum.ts";
import { windowed } from "./windowed.ts";

/** What makes an empty accumulator of a rule; `zone` is where its windows' hours and days are. */
export function accumulatorsOf(measuring: Measuring, zone: string): () => Accumulator {
  const { window } = measuring;
  const inner = innerOf(measuring);
  return window === undefined ? inner : () => windowed(inner, window, zone);
}

function innerOf({
  aggregation = "sum",
  percentile: share = "1",
  denominator = "period",
}: Measuring): () => Accumulator {
  switch (aggregation) {
    case "sum":
      return () => sum(ofValues);
    case "count":
      return () => sum(ofEvents);
    case "unique_count":
      return uniqueCount;
    case "max":
    case "min":
      return () => extreme(aggregation);
    case "latest":
      return latest;
    case "average":
      return average;
    case "weighted_sum":
      return () => weightedSum(denominator);
    case "percentile":
      return () => percentile(decimalOf(share));
  }
}

/** Whether what events add to the aggregate can be added up, whichever came first and whatever the aggregate is. */
export function isAdditive({ aggregation = "sum", window }: Measuring): boolean {
  return window === undefined && (aggregation === "sum" || aggregation === "count");
}
