// Usage in every one of many periods, drawn by hand where that is quicker.
import type { Contract } from "../../../src/model/contract.ts";
import type { Period } from "../../../src/model/period.ts";
import type { PricingProgram, UsageRule } from "../../../src/model/pricingProgram.ts";
import type { UsageEvent } from "../../../src/model/usageEvent.ts";
import { strip } from "../../arbitraries/base.ts";
import { fitting, type Properties, properties } from "../../arbitraries/properties.ts";
import { boundsOfPrograms, quantityOf, quantityPick } from "../../arbitraries/quantities.ts";
import { programAt } from "../../oracle/ladders.ts";
import { isUsageRule } from "../../oracle/select.ts";
import type { Chance } from "./chance.ts";

/** One to three events in each period, most of which a rule charges; now and then one comes twice. */
export function usageIn(
  contract: Contract,
  programs: readonly PricingProgram[],
  periods: readonly Period[],
  chance: Chance,
): UsageEvent[] {
  const bounds = boundsOfPrograms(programs);
  const events: UsageEvent[] = [];
  for (const period of periods) {
    const count = chance.once(3) ? (chance.once(3) ? 3 : 2) : 1;
    for (let left = count; left > 0; left -= 1) {
      const again = chance.once(40) ? events[chance.upTo(Math.max(0, events.length - 1))] : undefined;
      const event = again ?? drawEvent(contract, programs, period, bounds, `e${events.length}`, chance);
      if (event !== undefined) events.push(event);
    }
  }
  return events;
}

function drawEvent(
  { id, timezone }: Contract,
  programs: readonly PricingProgram[],
  period: Period,
  bounds: readonly string[],
  event_id: string,
  chance: Chance,
): UsageEvent | undefined {
  const instant = instantIn(period, chance);
  const rules = programAt(programs, timezone, instant)?.rules.filter(isUsageRule) ?? [];
  const rule = rules[chance.upTo(Math.max(0, rules.length - 1))];
  if (rule === undefined) return undefined;
  const quantity = quantityFor(bounds, chance);
  const own = fitting(rule, propertiesFor(rule, chance), chance.upTo(11), quantity);
  return {
    external_contract_id: id,
    event_id,
    metric: rule.metric,
    quantity,
    timestamp: new Date(instant).toISOString(),
    ...strip({ counterparty: rule.counterparty, counterparty_side: rule.counterparty_side }),
    ...(Object.keys(own).length === 0 ? {} : { properties: own }),
  };
}

/** Its first or its last instant, or one of those between. */
function instantIn({ start_at, end_at }: Period, chance: Chance): number {
  const [start, end] = [Date.parse(start_at), Date.parse(end_at)];
  if (chance.once(8)) return chance.once(2) ? start : end - 1;
  return start + Math.floor(((end - start - 1) * chance.upTo(1000)) / 1000);
}

function quantityFor(bounds: readonly string[], chance: Chance): string {
  if (chance.once(3)) return quantityOf(bounds, chance.draw(quantityPick), true);
  const whole = String(chance.upTo(60));
  return chance.once(2) ? whole : `${whole}.${chance.upTo(99)}5`;
}

function propertiesFor({ group_by }: UsageRule, chance: Chance): Properties {
  if (chance.once(4)) return chance.draw(properties) ?? {};
  if (group_by === undefined) return {};
  // Now and then a number that may have lost digits.
  return { region: chance.once(60) ? 2 ** 64 : chance.oneOf(["eu", "us"]) };
}
