// Charges of a long stream summed up by day as they come, so that what is kept grows with days and lines and not with events.
import { billingPeriods, type Charge, type Contract } from "../index.ts";
import { exactText, type Fraction, fractionOf, plus } from "./fraction.ts";

/** Sums of charges. */
export interface DaySums {
  add(charge: Charge): void;
  /** At most three charges for each rule, its terms, group and day. They are for `usageByDay` alone: their amounts are of no use. */
  charges(): Charge[];
}

/** Adds charges of the same local day, rule, terms and group up. */
export function createDaySums(contract: Contract): DaySums {
  const daily: Contract = { ...contract, billing_cadence: "daily" };
  const sums = new Map<string, { readonly first: Charge; sum: Fraction }>();
  const placeIn = createPlaces(daily);
  return {
    add(charge) {
      const { rule_id, version, group = {}, timestamp } = charge;
      const key = JSON.stringify([rule_id, version, Object.entries(group), placeIn(timestamp)]);
      const quantity = fractionOf(charge.quantity);
      const known = sums.get(key);
      if (known === undefined) sums.set(key, { first: charge, sum: quantity });
      else known.sum = plus(known.sum, quantity);
    },
    charges: () => [...sums.values()].map(({ first, sum }) => ({ ...first, quantity: exactText(sum) })),
  };
}

/** Instants of one date in UTC are of at most three local days: that of the same name, the one before and the one after. */
function createPlaces(daily: Contract): (timestamp: string) => string {
  const days = new Map<string, ReturnType<typeof billingPeriods>[number] | undefined>();
  return (timestamp) => {
    const date = timestamp.slice(0, 10);
    if (!days.has(date)) days.set(date, billingPeriods(daily, date, date)[0]);
    const day = days.get(date);
    // A zone may have skipped the day.
    if (day === undefined) return timestamp;
    return `${date}${timestamp < day.start_at ? "-" : timestamp < day.end_at ? "" : "+"}`;
  };
}
