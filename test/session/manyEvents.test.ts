// A great many events at once, plain and others mixed, against a table of their ids and the plain prices of their totals.
import { describe, expect, it } from "vitest";
import { billingPeriods } from "../../src/calendar/billingPeriods.ts";
import { add, compare, decimalOf, formatDecimal, zero } from "../../src/decimal/decimal.ts";
import {
  type Charge,
  createRater,
  draftInvoice,
  expectOk,
  type Rater,
  resolveTerms,
  type Terms,
  type UsageEvent,
  type UsageRule,
} from "../../src/index.ts";
import { compilePrice } from "../../src/pricing/compilePrice.ts";
import { plainContract } from "../laws/plain.ts";
import { give, goneOn, type Told, type Way } from "./ratedInWays.ts";

const tiers = [
  { up_to: "1000.5", unit_amount: "0.25", flat_amount: "3" },
  { up_to: "50000", unit_amount: "0.1234567" },
  { up_to: null, unit_amount: "0.05" },
];
const rules: readonly UsageRule[] = [
  { id: "units", name: "Units", type: "usage", metric: "calls", model: "per_unit", unit_amount: "0.000123" },
  {
    id: "times",
    name: "Times",
    type: "usage",
    metric: "calls",
    aggregation: "count",
    model: "per_unit",
    unit_amount: "2",
  },
  {
    id: "ladder",
    name: "Ladder",
    type: "usage",
    metric: "bytes",
    model: "tiered",
    tiers_mode: "graduated",
    tiers,
  },
  {
    id: "packs",
    name: "Packs",
    type: "usage",
    metric: "mails",
    model: "package",
    package_size: "7",
    package_amount: "1.5",
  },
  {
    id: "first",
    name: "First",
    type: "usage",
    metric: "mails",
    counterparty: "acme",
    model: "per_unit",
    unit_amount: "1",
  },
];
const metrics = ["calls", "bytes", "mails"];
const terms: Terms = expectOk(
  resolveTerms({ ...plainContract, metrics }, [
    { object: "pricing_program", contract: "acme", version: 1, effective_date: null, rules },
  ]),
);

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

type Spelled = Omit<UsageEvent, "quantity"> & { readonly quantity: string | number };

function fresh(at: number, next: (below: number) => number): Spelled {
  const whole = next(50) === 0 ? next(5000) : next(40);
  const quantity = next(3) === 0 ? whole : `${whole}.${String(next(1_000_000)).padStart(6, "0")}`;
  const late = next(20) === 0 ? next(40) * 86_400_000 : 0;
  const timestamp = new Date(Date.UTC(2026, 0, 5) + at * 300_000 - late).toISOString();
  const event = {
    external_contract_id: "acme",
    event_id:
      next(2) === 0
        ? `evt-${at}`
        : `0000${String(at).padStart(4, "0").slice(-4)}-0000-4000-8000-${String(at).padStart(12, "0")}`,
    metric: metrics[next(3)] ?? "calls",
    quantity,
    timestamp: next(2) === 0 ? timestamp : timestamp.replace(".000Z", "Z"),
  };
  if (next(40) === 0) return { ...event, counterparty: next(2) === 0 ? "acme" : "other" };
  return next(40) === 0 ? { ...event, properties: { region: "eu" } } : event;
}

/** Fresh events, and in between repeated ones from near and far, others under a known id, and some that are refused. */
function makeEvents(count: number, seed: number): UsageEvent[] {
  const next = numbers(seed);
  const events: Spelled[] = [];
  for (let at = 0; at < count; at += 1) {
    const kind = next(60);
    const earlier = events[Math.max(0, at - 1 - (next(2) === 0 ? next(5) : next(3000)))];
    if (earlier === undefined || kind > 3) events.push(fresh(at, next));
    else if (kind === 0) events.push({ ...earlier, quantity: "1.000001" });
    else if (kind === 1) events.push({ ...earlier, event_id: `bad ${at}` });
    else events.push({ ...earlier });
  }
  // Quantities are numbers in part, as a parser would take them.
  return events as UsageEvent[];
}

const identity = ({ metric, quantity, timestamp, properties, counterparty }: UsageEvent): string =>
  JSON.stringify([
    metric,
    formatDecimal(decimalOf(String(quantity))),
    Date.parse(timestamp),
    properties,
    counterparty,
  ]);

/** What becomes of each event, by a table of ids. */
function verdicts(events: readonly UsageEvent[]): string[] {
  const known = new Map<string, string>();
  return events.map((event) => {
    if (event.event_id.includes(" ")) return "id_invalid";
    const before = known.get(event.event_id);
    if (before !== undefined) return before === identity(event) ? "duplicate" : "event_conflict";
    // Before the contract's first day; the id is not taken.
    if (event.timestamp < "2026") return "timestamp_outside_contract";
    known.set(event.event_id, identity(event));
    return "accepted";
  });
}

/** The sums of charges by rule and month, and the plain prices of the sums of quantities. */
function sums(charges: readonly Charge[]): { charged: string[]; priced: string[] } {
  const parts = new Map<string, Charge[]>();
  for (const charge of charges) {
    const key = `${charge.rule_id} ${charge.period.start}`;
    parts.set(key, [...(parts.get(key) ?? []), charge]);
  }
  const all = [...parts].map(([key, list]) => {
    const price = compilePrice(rules.find(({ id }) => key.startsWith(`${id} `)) as UsageRule).priceOf(
      undefined,
    );
    if (price.per !== "total") throw new Error("the rule has a price of totals");
    const total = list.map(({ quantity }) => decimalOf(quantity)).reduce(add, zero);
    const amount = list.map((charge) => decimalOf(charge.amount)).reduce(add, zero);
    expect(compare(total, zero)).toBeGreaterThan(0);
    return [`${key} ${formatDecimal(amount)}`, `${key} ${formatDecimal(price.amountAt(total))}`] as const;
  });
  return { charged: all.map(([charged]) => charged), priced: all.map(([, priced]) => priced) };
}

function giveAll(events: readonly UsageEvent[], way: Way, seed: number): { rater: Rater; told: Told } {
  const next = numbers(seed);
  let rater = createRater(terms, undefined, { seed });
  const told: Told = { outcomes: [], charges: [] };
  for (let at = 0; at < events.length; ) {
    const length = [1, 63, 64, 65, 700, 2500][next(6)] ?? 1;
    const { outcomes, charges } = give(rater, events.slice(at, at + length), way);
    for (const outcome of outcomes) told.outcomes.push(outcome);
    for (const charge of charges) told.charges.push(charge);
    at += length;
    if (next(12) === 0) rater = goneOn(rater, [terms], seed + 1);
  }
  return { rater, told };
}

describe("a great many events", () => {
  const events = makeEvents(9000, 77);

  it.each<Way>(["batch", "columns"])("are told apart, charged and drafted as each of them is: %s", (way) => {
    const { rater, told } = giveAll(events, way, 5);
    const said = told.outcomes.map(
      ({ status, duplicate, code }) => code ?? (duplicate ? "duplicate" : status),
    );
    expect(said).toEqual(verdicts(events));
    const { charged, priced } = sums(told.charges);
    expect(charged).toEqual(priced);
    for (const period of billingPeriods(plainContract, "2026-01-01", "2026-02-28"))
      expect(rater.draft(period)).toEqual(draftInvoice(terms, told.charges, period));
  });

  it("share few ladders, also in the hours around the end of a month where clocks are set", () => {
    const contract = {
      ...plainContract,
      metrics,
      billing_cadence: "annual",
      timezone: "America/New_York",
    } as const;
    const rater = createRater(expectOk(resolveTerms(contract, terms.programs)));
    const marchEnds = Date.parse("2026-04-01T04:00:00.000Z");
    const around = Array.from({ length: 500 }, (_, at) => {
      const timestamp = new Date(marchEnds + (at - 250) * 40_000).toISOString();
      return { external_contract_id: "acme", event_id: `e${at}`, metric: "bytes", quantity: "3", timestamp };
    });
    const { charges } = rater.rateColumns(around);
    expect([charges.length, charges.ladders.length <= 4]).toEqual([500, true]);
  });

  it("make few charges, however many of them went the long way", () => {
    const long = makeEvents(10_000, 5).map((event) => ({ ...event, properties: { region: "eu" } }));
    const rater = createRater(terms);
    const { charges } = rater.rateBatch(long);
    expect(charges.length).toBeGreaterThan(9000);
    expect(rater.charges().length).toBeLessThan(20);
    for (const period of billingPeriods(plainContract, "2026-01-01", "2026-02-28"))
      expect(rater.draft(period)).toEqual(draftInvoice(terms, charges, period));
  });
});
