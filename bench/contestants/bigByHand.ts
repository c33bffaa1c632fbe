// The whole path by hand with big.js: amounts are exact text.
import Big from "big.js";
import type { UsageEvent } from "../../src/index.ts";
import { createBigTotals } from "./bigTotals.ts";
import { createIntake } from "./intakeByHand.ts";
import { totalsByHand } from "./totalsByHand.ts";
import type { CreateWholePath, PathByHand, PathCharge } from "./wholePath.ts";

export const createBigByHand: CreateWholePath<PathByHand> = ({ terms, periods }) => {
  const intake = createIntake(terms);
  const totals = createBigTotals();
  const starts = periods.map(({ start }) => start);

  function chargeOf(event: UsageEvent): PathCharge | null {
    const account = intake.admit(event);
    if (account === null) return null;
    const { month } = intake;
    let total = account.totals[month] as number;
    if (total < 0) {
      total = totals.open(account.rule);
      account.totals[month] = total;
    }
    const quantity = new Big(event.quantity);
    return {
      event_id: event.event_id,
      contract: account.contract,
      rule_id: account.rule.id,
      period: starts[month] as string,
      quantity: quantity.toFixed(),
      amount: totals.count(total, quantity).toFixed(),
    };
  }

  return {
    tally: intake.tally,
    rate(events) {
      const charges: PathCharge[] = [];
      for (const event of events) {
        const charge = chargeOf(event);
        if (charge !== null) charges.push(charge);
      }
      return () => charges;
    },
    lines: (contracts) =>
      Array.from(totalsByHand(intake, starts, contracts), ({ account, period, total }) => {
        const exact = totals.amounts[total] as Big;
        const amount = exact.round(2, Big.roundHalfUp).toFixed();
        return {
          contract: account.contract,
          rule_id: account.rule.id,
          period,
          exact: exact.toFixed(),
          amount,
        };
      }),
    *totals() {
      for (const { account, period, total } of totalsByHand(intake, starts)) {
        const quantity = (totals.quantities[total] as Big).toFixed();
        const exact = (totals.amounts[total] as Big).toFixed();
        yield { contract: account.contract, rule_id: account.rule.id, period, quantity, exact };
      }
    },
  };
};
