// What every engine is asked for, so that all can be compared: what was used, by contract, metric and month.
import { createBag } from "../checksum.ts";
import type { Outcome } from "../contest.ts";

export interface VolumeRow {
  readonly contract: string;
  readonly metric: string;
  /** First day. */
  readonly month: string;
  /** Decimal text. */
  readonly quantity: string;
}

export function volumeOutcome(rows: Iterable<VolumeRow>): Outcome {
  const bag = createBag();
  for (const { contract, metric, month, quantity } of rows) {
    const text = canonical(quantity);
    // Contestants that were opened before the clock ran have totals of nothing.
    if (text !== "0") bag.add(`${contract} ${metric} ${month} ${text}`);
  }
  return { volumes: bag.text() };
}

/** Without zeros at the end, which some write and some do not. */
function canonical(quantity: string): string {
  return quantity.includes(".") ? quantity.replace(/\.?0+$/, "") : quantity;
}
