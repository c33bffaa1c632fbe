// The minimum, the maximum and the monthly cap of a rule in one period: those of the terms in effect last hold for all. Where
// these prorate a limit, it is what the parts of all terms come to that prorate it too.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { add, decimalOf, formatDecimal, zero } from "../decimal/decimal.ts";
import type { Terms } from "../model/terms.ts";
import type { Ladder } from "./ladders.ts";
import { ruleIn } from "./ruleIn.ts";

export interface Limits {
  readonly minimum_amount: string | undefined;
  readonly maximum_amount: string | undefined;
  readonly monthly_cap: string | undefined;
}

type Limit = "minimum_amount" | "maximum_amount";

/** `last` is in effect last, up to the end of the period or before; `ladders` are those in it, each once. */
export function limitsIn(
  terms: Terms,
  last: Ladder,
  ladders: readonly Ladder[],
  period: CalendarPeriod,
): Limits {
  const limit = (name: Limit): string | undefined => {
    if (!prorates(last, name)) return last.rule[name];
    const parts = ladders.flatMap((ladder) => {
      const { rule } = ladder;
      if (rule.type !== "usage" || !prorates(ladder, name)) return [];
      return decimalOf(ruleIn(terms, ladder, rule, period)[name] ?? "0");
    });
    return formatDecimal(parts.reduce(add, zero));
  };
  return {
    minimum_amount: limit("minimum_amount"),
    maximum_amount: limit("maximum_amount"),
    monthly_cap: last.rule.monthly_cap,
  };
}

/** Whether a ladder's limit is there by the time for which the ladder holds. */
export function prorates({ rule }: Ladder, name: Limit): boolean {
  return rule.type === "usage" && rule.prorated?.includes(name) === true;
}
