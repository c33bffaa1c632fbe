// Usage by local day, from charges in any order and from a stream of them.
import { describe, expect, it } from "vitest";
import {
  type Charge,
  type Contract,
  draftInvoice,
  expectOk,
  parseContract,
  parsePricingProgram,
  rateUsage,
  resolveTerms,
} from "../../src/index.ts";
import { createDaySums } from "../../src/report/createDaySums.ts";
import { usageBarsSvg, usageByDay } from "../../src/report/index.ts";

const input = {
  ...{ id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly" },
  ...{ metrics: ["calls"], start_date: "2026-01-01" },
};

function chargesOf(
  zone: string,
  usage: readonly (readonly [timestamp: string, quantity: string, region?: string])[],
  terms: object = {},
) {
  const contract = expectOk(parseContract({ ...input, timezone: zone }));
  const rule = {
    id: "calls",
    name: "Calls",
    type: "usage",
    model: "per_unit",
    metric: "calls",
    unit_amount: "1",
    ...terms,
  };
  const program = expectOk(parsePricingProgram({ contract: "acme", version: 1, rules: [rule] }));
  const resolved = expectOk(resolveTerms(contract, [program]));
  const events = usage.map(([timestamp, quantity, region], at) => ({
    ...{ external_contract_id: "acme", event_id: `e${at}`, metric: "calls", quantity, timestamp },
    ...(region === undefined ? {} : { properties: { region } }),
  }));
  return { contract, terms: resolved, charges: rateUsage(resolved, events).charges };
}

function used(
  charges: readonly Charge[],
  contract: Contract,
  start: string,
  end: string,
  more: object = {},
): string[] {
  const days = usageByDay(charges, contract, { period: { start, end }, ...more });
  return days.flatMap(({ day, quantity }) => (quantity === null ? [] : [`${day} ${quantity}`]));
}

describe("usageByDay", () => {
  it("counts by the days of the contract's zone, to the millisecond", () => {
    const { contract, charges } = chargesOf("America/New_York", [
      ["2026-03-08T04:59:59.999Z", "1"],
      ["2026-03-08T05:00:00Z", "2"],
      ["2026-03-09T03:59:59.999Z", "4"],
      ["2026-03-09T04:00:00.000Z", "8.25"],
    ]);
    expect(used(charges, contract, "2026-03-01", "2026-03-31")).toEqual([
      "2026-03-07 1",
      "2026-03-08 6",
      "2026-03-09 8.25",
    ]);
    expect(used([...charges].reverse(), contract, "2026-03-08", "2026-03-08")).toEqual(["2026-03-08 6"]);
  });

  it("tells a day with nothing from one with zero, and has every day", () => {
    const { contract, charges } = chargesOf("UTC", [["2026-01-02T12:00:00Z", "0"]]);
    expect(usageByDay(charges, contract, { period: { start: "2026-01-01", end: "2026-01-03" } })).toEqual([
      { day: "2026-01-01", quantity: null },
      { day: "2026-01-02", quantity: "0" },
      { day: "2026-01-03", quantity: null },
    ]);
  });

  it("takes the charges of one rule, its terms and one group", () => {
    const { contract, charges } = chargesOf(
      "UTC",
      [
        ["2026-01-02T12:00:00Z", "1", "eu"],
        ["2026-01-02T13:00:00Z", "2", "us"],
        ["2026-01-02T14:00:00Z", "4"],
      ],
      { group_by: ["region"] },
    );
    const of = (more: object): string[] => used(charges, contract, "2026-01-01", "2026-01-31", more);
    expect(of({ rule_id: "calls", version: 1 })).toEqual(["2026-01-02 7"]);
    expect(of({ group: { region: "us" } })).toEqual(["2026-01-02 2"]);
    expect(of({ group: { region: null } })).toEqual(["2026-01-02 4"]);
    expect([of({ rule_id: "other" }), of({ version: 2 })]).toEqual([[], []]);
  });

  it("adds up to the line's quantity where a largest value is counted", () => {
    const { contract, terms, charges } = chargesOf(
      "UTC",
      [
        ["2026-01-02T12:00:00Z", "5"],
        ["2026-01-04T12:00:00Z", "3"],
        ["2026-01-05T12:00:00Z", "9"],
      ],
      { aggregation: "max" },
    );
    expect(used(charges, contract, "2026-01-01", "2026-01-31")).toEqual([
      "2026-01-02 5",
      "2026-01-04 0",
      "2026-01-05 4",
    ]);
    const january = {
      start: "2026-01-01",
      end: "2026-01-31",
      start_at: "2026-01-01T00:00:00.000Z",
      end_at: "2026-02-01T00:00:00.000Z",
    };
    expect(draftInvoice(terms, charges, january).line_items[0]?.quantity).toBe("9");
  });
});

describe("createDaySums", () => {
  it.each(["UTC", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata"])(
    "keeps a few charges for each day, group and rule in %s, with the same days",
    (zone) => {
      const usage = Array.from({ length: 300 }, (_, at) => {
        const hour = String((at * 7) % 24).padStart(2, "0");
        const day = String(1 + ((at * 5) % 28)).padStart(2, "0");
        return [`2026-03-${day}T${hour}:30:00.000Z`, `${at % 9}.25`, at % 3 === 0 ? "eu" : "us"] as const;
      });
      const { contract, charges } = chargesOf(zone, usage, { group_by: ["region"] });
      const sums = createDaySums(contract);
      for (const charge of charges) sums.add(charge);
      for (const more of [{}, { group: { region: "eu" } }]) {
        expect(used(sums.charges(), contract, "2026-02-20", "2026-04-05", more)).toEqual(
          used(charges, contract, "2026-02-20", "2026-04-05", more),
        );
      }
      expect(sums.charges().length).toBeLessThanOrEqual(3 * 58);
    },
  );

  it("counts what happens around a day that a zone skipped", () => {
    const contract = {
      ...expectOk(parseContract({ ...input, timezone: "Pacific/Apia", start_date: "2011-12-01" })),
    };
    const charge = (timestamp: string): Charge => ({
      ...{
        object: "charge",
        contract: "acme",
        event_id: timestamp,
        rule_id: "calls",
        version: 1,
        timestamp,
        quantity: "1",
        amount: "1",
      },
      period: { start: "2011-12-01", end: "2011-12-31" },
    });
    const sums = createDaySums(contract);
    for (const at of ["2011-12-30T09:59:59.999Z", "2011-12-30T10:00:00.000Z", "2011-12-30T12:00:00.000Z"])
      sums.add(charge(at));
    expect(used(sums.charges(), contract, "2011-12-28", "2012-01-02")).toEqual([
      "2011-12-29 1",
      "2011-12-31 2",
    ]);
  });
});

describe("usageBarsSvg", () => {
  it("has a bar for each day with usage, downwards for what is below zero", () => {
    const svg = usageBarsSvg([
      { day: "2026-01-01", quantity: "4" },
      { day: "2026-01-02", quantity: null },
      { day: "2026-01-03", quantity: "-4" },
      { day: "2026-01-04", quantity: "0" },
    ]);
    const bars = [
      ...svg.matchAll(
        /<rect x="([0-9.]+)" y="([0-9.]+)" width="([0-9.]+)" height="([0-9.]+)"[^>]*><title>([^<]*)/g,
      ),
    ];
    expect(bars.map(([, ...parts]) => parts)).toEqual([
      ["63", "14", "56", "57", "2026-01-01: 4"],
      ["203", "71", "56", "57", "2026-01-03: -4"],
      ["273", "71", "56", "0.5", "2026-01-04: 0"],
    ]);
  });

  it("draws quantities of any size", () => {
    const svg = usageBarsSvg([
      { day: "2026-01-01", quantity: "99999999999999999999.999999999999999999" },
      { day: "2026-01-02", quantity: "0.000000000000000001" },
    ]);
    expect(svg).not.toMatch(/NaN|Infinity|e[+-]?[0-9]+"/);
    expect(svg).toContain("<title>2026-01-01: 99999999999999999999.999999999999999999</title>");
  });

  it("says so where there is nothing", () => {
    expect(usageBarsSvg([])).toContain("<desc>no usage</desc>");
  });
});
