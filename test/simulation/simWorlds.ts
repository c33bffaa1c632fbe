// The small worlds that are simulated: two contracts each, what may be used under them, and which versions of their prices there may be.
import { expectOk, parseContract, parsePricingProgram } from "../../src/index.ts";
import type { Contract } from "../../src/model/contract.ts";
import type { PricingProgram } from "../../src/model/pricingProgram.ts";
import type { UsageEvent } from "../../src/model/usageEvent.ts";
import { rules } from "./simRules.ts";

/** What an event says, without its id. */
export type Content = Pick<UsageEvent, "metric" | "quantity" | "timestamp" | "properties">;

export interface SimContract {
  readonly contract: Contract;
  /** Rules of a version, in the wordings among which a publication chooses; the first holds from the beginning. */
  readonly wordings: readonly (readonly object[])[];
  /** Dates from which a version may hold, before, inside and after what may be final; null: from the beginning. */
  readonly dates: readonly (string | null)[];
  /** No two say the same. */
  readonly contents: readonly Content[];
  /** Numbers of the invoices that clients ask for. */
  readonly numbers: readonly string[];
}

export type SimWorld = readonly SimContract[];

/** The present: inside the second period of all contracts. */
export const simNow = "2026-02-10T12:00:00.000Z";

const monthly = {
  ...{ id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly" },
  ...{ start_date: "2026-01-01", metrics: ["calls", "seats", "volume", "storage", "traffic"] },
};
const weekly = {
  ...{ ...monthly, id: "beta", customer_name: "Beta", billing_cadence: "weekly" },
  ...{ start_date: "2026-02-02", billing_anchor_date: "2026-02-02", currency: "JPY" },
};

type RuleName = keyof typeof rules;

function simContract(document: object, names: readonly RuleName[], refuses = false): SimContract {
  const contract = expectOk(parseContract({ ...document, ...(refuses ? { corrections: "refuse" } : {}) }));
  const isMonthly = contract.billing_cadence === "monthly";
  const days = isMonthly
    ? ["2026-01-10", "2026-01-15", "2026-02-03", "2026-01-31", "2026-02-01"]
    : ["2026-02-03", "2026-02-05", "2026-02-10", "2026-02-08", "2026-02-09"];
  const contents = days.map((day, place): Content => {
    const { uses } = rules[names[place % names.length] ?? "graduated"];
    const use = uses[place % uses.length] ?? uses[0];
    return { ...use, timestamp: `${day}T${place === 3 ? "23:59:59.999" : "00:00:00.000"}Z` };
  });
  const all = names.map((name) => rules[name].wordings);
  return {
    contract,
    wordings: [
      all.map(([one]) => one),
      all.map(([, other]) => other),
      // One rule less; where there is only one, the same again.
      (names.length > 1 ? all.slice(0, -1) : all).map(([one]) => one),
    ],
    // Inside the first period, with the second, from the beginning.
    dates: [days[1] ?? null, days[4] ?? null, null],
    contents,
    numbers: ["INV-2026-001", "INV-2026-002"],
  };
}

export const simWorlds: readonly SimWorld[] = [
  [simContract(monthly, ["graduated"]), simContract(weekly, ["perEvent"])],
  [simContract(monthly, ["graduated", "perEvent"]), simContract(weekly, ["packages"])],
  [simContract(monthly, ["groups", "volume"]), simContract(weekly, ["graduated", "fee"], true)],
  [simContract(monthly, ["perEvent", "packages"], true), simContract(weekly, ["volume", "groups"])],
  [simContract(weekly, ["capped"]), simContract(monthly, ["fee", "graduated"])],
];

const programs = new Map<string, PricingProgram>();

/** A version in one of its wordings, the same object whenever it is asked for. */
export function programOf(
  { contract, wordings, dates }: SimContract,
  version: number,
  wording: number,
  date: number,
): PricingProgram {
  const effective_date = version === 1 ? null : (dates[date % dates.length] ?? null);
  const written = wordings[wording % wordings.length];
  const key = JSON.stringify([contract.id, version, effective_date, written]);
  const known =
    programs.get(key) ??
    expectOk(parsePricingProgram({ contract: contract.id, version, effective_date, rules: written }));
  programs.set(key, known);
  return known;
}

export function eventOf({ contract, contents }: SimContract, event_id: string, content: number): UsageEvent {
  const said = contents[content % contents.length] ?? contents[0];
  if (said === undefined) throw new Error("a contract has contents");
  return { external_contract_id: contract.id, event_id, ...said };
}

/** The place of what an event says among the contents, as text; something else is called by what it is. */
export function nameContent(
  { contents }: SimContract,
  { metric, quantity, timestamp }: Omit<Content, "properties">,
): string {
  const place = contents.findIndex(
    (one) => one.metric === metric && one.quantity === quantity && one.timestamp === timestamp,
  );
  return place < 0 ? JSON.stringify([metric, quantity, timestamp]) : String(place);
}
