// Worked amounts of Stripe, Lago and Orb: their own price objects go through the converters, and the rules that come of them bill
// the same. What cannot be said as such a price is listed, with the reason.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type ConvertedPrice,
  type FormatResult,
  fromLagoCharge,
  fromOrbPrice,
  fromStripePrice,
} from "../../src/formats/index.ts";
import { expectOk, parseContract, parsePricingProgram, type Rule, resolveTerms } from "../../src/index.ts";
import { fraction, round, sum, toText } from "../oracle/fraction.ts";
import { billOf } from "../vectors/bill.ts";
import { contractWith, programWith } from "../vectors/documents.ts";
import { plainNumber, times } from "../vectors/numbers.ts";
import type { RuleInput } from "../vectors/prices.ts";
import { type Use, usesOf } from "../vectors/uses.ts";
import type { Vector } from "../vectors/vector.ts";
import { type PeerPrice, peerOf, peerPriceOf } from "./peerPrices.ts";
import { must } from "./told.ts";

const vectors = readFileSync(new URL("../vectors/peers.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line): Vector => JSON.parse(line))
  .filter((vector) => peerOf(vector) !== undefined);

/** Ids, or what they begin with up to a slash. */
const elsewhere: readonly { readonly reason: string; readonly ids: readonly string[] }[] = [
  {
    reason: "is about a period, or about days of one, and has no price",
    ids: ["lago/period/", "lago/proration/", "stripe/plan_change/"],
  },
  {
    reason: "is about a quantity and not about its price: the metric there says how it is aggregated",
    ids: ["lago/weighted_sum/", "lago/latest/", "lago/rounding/"],
  },
  {
    reason:
      "is about what stands above the lines of an invoice: coupons, taxes, wallets, the minimum of a plan",
    ids: ["lago/invoice/", "lago/minimum_commitment/"],
  },
  {
    reason: "weights each event by the days that are left (`prorated`), in the order of arrival",
    ids: ["lago/prorated_graduated/", "lago/prorated_graduated_unique/"],
  },
  {
    reason: "has a ladder that ends at 1000, and one here has a price for every quantity",
    ids: ["docs-misc/volume/011"],
  },
];

const isElsewhere = ({ id }: Vector) =>
  elsewhere.some(({ ids }) =>
    ids.some((start) => (start.endsWith("/") ? id.startsWith(start) : id === start)),
  );

function converted({ peer, price }: PeerPrice): FormatResult<ConvertedPrice> {
  const usage = { metric: "units", cadence: "monthly" as const };
  if (peer === "stripe") return fromStripePrice(price, { ...usage, name: "Units" });
  return peer === "lago" ? fromLagoCharge(price, { currency: "USD" }) : fromOrbPrice(price, usage);
}

/** The bill of the vector's usage under the rule; a limit of a period's part, in a contract that has that part of a month. */
function billed(vector: Vector, rule: Rule): string {
  const { proration, rounding } = vector.config;
  const part = typeof proration === "object" ? proration : undefined;
  const month = part?.denominator === 28 ? "2026-02" : "2026-01";
  const first = part === undefined ? "01" : String(part.denominator - part.numerator + 1).padStart(2, "0");
  const dates = { billing_anchor_date: `${month}-01`, start_date: `${month}-${first}` };
  const contract = expectOk(
    parseContract(contractWith({ metrics: ["units"], currency: "USD", ...dates } as RuleInput)),
  );
  const terms = expectOk(
    resolveTerms(contract, [expectOk(parsePricingProgram(programWith([rule as unknown as RuleInput])))]),
  );
  const inTerm = (use: Use): Use =>
    part === undefined ? use : { ...use, timestamp: `${month}-25T12:00:00Z` };
  const config = { ...vector.config, period: { start: `${month}-25`, end: "" } };
  const lines = billOf({ ...vector, config }, terms, usesOf(vector).map(inTerm).map(inCents)).line_items;
  const stage = (rounding as { readonly stage?: string } | undefined)?.stage;
  const total = sum(lines.map((line) => fraction(stage === "line" ? line.amount : line.exact_amount)));
  return toText(stage === "line" ? round(total, rounding?.scale ?? 2, "half_up") : total);
}

/** Prices of events are in cents where Lago has them. */
function inCents(use: Use): Use {
  const amount = use.properties?.amount;
  return amount === undefined
    ? use
    : { ...use, properties: { precise_total_amount_cents: times(amount, "100") } };
}

describe("prices of peers", () => {
  const priced = vectors
    .filter((vector) => !isElsewhere(vector))
    .map((vector) => [vector.id, vector] as const);

  it.each(priced)("%s bills what they bill", (_, vector) => {
    const price = peerPriceOf(vector);
    if (price === undefined) throw new Error("is about no price, and is not listed as such");
    const { rule } = must(converted(price));
    expect(billed(vector, rule)).toBe(plainNumber(String(vector.expected.amount)));
  });

  it("are all that could be read: those that are listed have no price, or one that is refused", () => {
    const readable = vectors.filter(isElsewhere).filter((vector) => {
      const price = peerPriceOf(vector);
      return price !== undefined && converted(price).ok;
    });
    expect(readable.map(({ id }) => id)).toEqual([]);
  });

  it("are listed for a reason, each entry for vectors that are there, and none of them twice", () => {
    const starts = elsewhere.flatMap(({ ids }) => ids);
    expect(starts.filter((start) => !vectors.some(({ id }) => id.startsWith(start)))).toEqual([]);
    const twice = vectors.filter(({ id }) => starts.filter((start) => id.startsWith(start)).length > 1);
    expect(twice).toEqual([]);
    expect(priced.length).toBeGreaterThan(40);
  });
});
