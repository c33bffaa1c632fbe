// The same as with big.js, in binary floats.
import type { UsageEvent } from "../../src/index.ts";
import { createFloatTotals } from "./floatTotals.ts";
import { createIntake } from "./intakeByHand.ts";
import { totalsByHand } from "./totalsByHand.ts";
import type { CreateWholePath, PathCharge } from "./wholePath.ts";

export const createFloatByHand: CreateWholePath = ({ terms, periods }) => {
  const intake = createIntake(terms);
  const totals = createFloatTotals();
  const starts = periods.map(({ start }) => start);

  function chargeOf(event: UsageEvent): PathCharge | null {
    const account = intake.admit(event);
    if (account === null) return null;
    const { month, quantity } = intake;
    let total = account.totals[month] as number;
    if (total < 0) {
      total = totals.open(account.rule);
      account.totals[month] = total;
    }
    return {
      event_id: event.event_id,
      contract: account.contract,
      rule_id: account.rule.id,
      period: starts[month] as string,
      quantity,
      amount: totals.count(total, quantity),
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
        const exact = totals.amounts[total] as number;
        const amount = Math.round(exact * 100) / 100;
        return { contract: account.contract, rule_id: account.rule.id, period, exact, amount };
      }),
  };
};
