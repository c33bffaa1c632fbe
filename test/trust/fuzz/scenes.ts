// What the inputs begin as: documents that are right and belong together, of every model, from random worlds and from the fixtures.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import {
  type BillingHistory,
  type Charge,
  type Contract,
  draftInvoice,
  expectOk,
  type Invoice,
  type Period,
  type PricingProgram,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  type RatingState,
  rateUsage,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../../../src/index.ts";
import { periodsFrom } from "../../arbitraries/contracts.ts";
import { world } from "../../arbitraries.ts";
import { expandInput } from "../../expandInput.ts";

/** Documents of one contract. */
export interface Scene {
  readonly contract: Contract;
  readonly programs: readonly PricingProgram[];
  readonly events: readonly UsageEvent[];
  readonly terms: Terms;
  readonly state: RatingState;
  readonly charges: readonly Charge[];
  readonly period: Period;
  readonly grant: object;
  readonly payment: object;
  readonly invoice: Invoice;
  readonly history: BillingHistory;
}

export function createScenes(count: number): Scene[] {
  const worlds = fc.sample(world({ maxEvents: 6 }), { numRuns: count, seed: 71 });
  const drawn = worlds.flatMap((one) => {
    const [period] = periodsFrom(one, 1);
    return period === undefined ? [] : [sceneOf(above(one), period)];
  });
  return [...drawn, quickstart()];
}

/** Bad documents that are known, by what they are meant to be; the large ones are tried elsewhere. */
export function knownInputs(): readonly unknown[] {
  const lines = readFileSync("test/vectors/bad-inputs.jsonl", "utf8").trim().split("\n");
  return lines.flatMap((line) => {
    const { input, encoding } = JSON.parse(line) as { readonly input: unknown; readonly encoding?: string };
    return encoding === undefined ? [expandInput(input)] : [];
  });
}

type Documents = Pick<Scene, "contract" | "programs" | "events">;

/** The worlds have rules only: the first version gets what stands above the lines. */
function above({ contract, programs, events }: Documents): Documents {
  const more = {
    discounts: [{ id: "d1", name: "Friends", percent: "0.1" }],
    minimum_commitment: { amount: "5", proration: "day" as const },
    taxes: [{ id: "vat", name: "VAT", rate: "0.19", rounding: "line" as const }],
    progressive_threshold: "1",
  };
  const digits = contract.currency_digits ?? 2;
  const fits = digits > 0 && contract.currency !== "JPY";
  return {
    contract,
    events,
    programs: programs.map((one, at) => (at === 0 && fits ? { ...one, ...more } : one)),
  };
}

function sceneOf({ contract, programs, events }: Documents, period: Period): Scene {
  const terms = expectOk(resolveTerms(contract, programs));
  const { charges, state } = rateUsage(terms, events);
  const grant = {
    ...{
      object: "credit_grant",
      id: "g1",
      contract: contract.id,
      name: "Welcome",
      amount: "3",
      priority: 50,
    },
    ...{ category: "paid", effective_date: null, expiry_date: "2199-12-31" },
  };
  const invoice: Invoice = {
    ...draftInvoice(terms, charges, period),
    ...{ status: "sent", amount_paid: "0", history: [{ status: "sent", at: "2026-03-05T00:00:00.000Z" }] },
  };
  const history = {
    invoices: [invoice],
    grants: [grant],
    corrected_periods: [period.start],
  } as unknown as BillingHistory;
  const payment = { id: "p1", amount: "1", date: "2026-03-05" };
  return { contract, programs, events, terms, charges, state, period, grant, payment, invoice, history };
}

function quickstart(): Scene {
  const read = (name: string): string => readFileSync(`test/fixtures/quickstart/${name}`, "utf8");
  const contract = expectOk(parseContract(read("contract.json")));
  const given: unknown = JSON.parse(read("pricing.json"));
  const programs = (Array.isArray(given) ? given : [given]).map((one) => expectOk(parsePricingProgram(one)));
  const events = read("usage.ndjson")
    .trim()
    .split("\n")
    .map((line) => expectOk(parseUsageEvent(line)));
  const [first] = periodsFrom({ contract, focus: (events[0]?.timestamp ?? "2026-03-01").slice(0, 10) }, 1);
  if (first === undefined) throw new Error("the fixture has no period");
  return sceneOf({ contract, programs, events }, first);
}
