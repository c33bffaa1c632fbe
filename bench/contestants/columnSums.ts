// What a listener makes of columns of charges: sums for each contract, rule and month, by plain additions of numbers.
import type { ChargeColumns, ChargedLadder } from "../../src/index.ts";
import { scaledText } from "../scaledText.ts";
import type { PathTotal } from "./wholePath.ts";

export interface ColumnSums {
  add(columns: ChargeColumns): void;
  totals(): Iterable<PathTotal>;
}

export function createColumnSums(): ColumnSums {
  const quantities: number[] = [];
  const amounts: number[] = [];
  const rests: number[] = [];
  let ladders: readonly ChargedLadder[] = [];

  function open(): void {
    while (quantities.length < ladders.length) {
      quantities.push(0);
      amounts.push(0);
      rests.push(0);
    }
  }

  return {
    add({ length, ladder, quantity, amount, rest, ladders: all }) {
      ladders = all;
      open();
      for (let at = 0; at < length; at += 1) {
        const index = ladder[at] as number;
        quantities[index] = (quantities[index] as number) + (quantity[at] as number);
        amounts[index] = (amounts[index] as number) + (amount[at] as number);
        rests[index] = (rests[index] as number) + (rest[at] as number);
      }
    },
    *totals() {
      for (const [at, { contract, rule_id, period, scale }] of ladders.entries()) {
        const [quantity, amount, rest] = [quantities[at], amounts[at], rests[at]].map(wholeNumber);
        if (quantity === undefined || amount === undefined || rest === undefined) continue;
        yield {
          contract,
          rule_id,
          period: period.start,
          quantity: scaledText(quantity, 6),
          exact: scaledText(amount * 1_000_000n + rest, scale + 6),
        };
      }
    },
  };
}

/** The workload's charges fit numbers, and so do the sums of a month: otherwise there would be nothing to compare. */
function wholeNumber(sum: number | undefined): bigint {
  if (!Number.isSafeInteger(sum)) throw new RangeError("a sum of the workload does not fit a number");
  return BigInt(sum as number);
}
