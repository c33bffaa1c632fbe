// What the contestants are given.
import { describe, expect, it } from "vitest";
import { createColumnSums } from "../../bench/contestants/columnSums.ts";
import { amountText } from "../../bench/contestants/ours.ts";
import { volumeOutcome } from "../../bench/engines/volumeRow.ts";
import { scaledText } from "../../bench/scaledText.ts";
import { laneWorkload } from "../../bench/sections/ratingAlone.ts";
import { contractId, termsOf } from "../../bench/workload/contracts.ts";
import { graduated, priceLists } from "../../bench/workload/priceLists.ts";
import { readLines } from "../../bench/workload/readLines.ts";
import { bytesOf, createWorkload } from "../../bench/workload/workload.ts";
import { createRater } from "../../src/index.ts";

const options = { seed: 7, events: 3_000, contracts: 5, as: "numbers" } as const;
const workload = createWorkload(options);
const events = [...workload.blocks()].flat();

describe("events", () => {
  it("are the same each time, in objects of their own", () => {
    const again = [...workload.blocks()].flat();
    expect(again).toEqual(events);
    expect(again[0]).not.toBe(events[0]);
  });

  it("are the same as bytes, however these are cut", () => {
    const chunks = bytesOf(options);
    expect(chunks.length).toBeGreaterThan(1);
    expect([...readLines(chunks)].flat()).toEqual(events);
    const whole = Buffer.concat(chunks);
    const pieces = Array.from({ length: Math.ceil(whole.length / 97) }, (_, at) =>
      whole.subarray(97 * at, 97 * (at + 1)),
    );
    expect([...readLines(pieces)].flat()).toEqual(events);
    expect([...readLines([whole.subarray(0, -1)])].flat()).toEqual(events);
  });

  it("have the same quantities as numbers and as texts", () => {
    const texts = [...createWorkload({ ...options, as: "texts" }).blocks()].flat();
    expect(texts.map(({ quantity }) => typeof quantity)).not.toContain("number");
    expect(texts.map((event) => ({ ...event, quantity: Number(event.quantity) }))).toEqual(events);
    expect(texts.map(({ quantity }) => String(Number(quantity)))).toEqual(
      texts.map(({ quantity }) => quantity),
    );
  });

  it("are sent twice now and then, always with the same content", () => {
    const byId = new Map(events.map((event) => [event.event_id, event]));
    expect(events.every((event) => JSON.stringify(byId.get(event.event_id)) === JSON.stringify(event))).toBe(
      true,
    );
    expect((events.length - byId.size) / events.length).toBeGreaterThan(0.03);
    expect((events.length - byId.size) / events.length).toBeLessThan(0.07);
  });

  it("come mostly in order of time, all within the year, for every contract", () => {
    const times = events.map(({ timestamp }) => timestamp);
    const late = times.filter((time, at) => time < (times[at - 1] ?? "")).length;
    expect(late).toBeGreaterThan(0);
    expect(late / times.length).toBeLessThan(0.2);
    expect(new Set(times.map((time) => time.slice(0, 7))).size).toBe(12);
    expect(new Set(events.map((event) => event.external_contract_id)).size).toBe(options.contracts);
  });

  it("may all be of a few months", () => {
    const few = [...createWorkload({ ...options, events: 500, until: 2 }).blocks()].flat();
    expect(new Set(few.map(({ timestamp }) => timestamp.slice(0, 7)))).toEqual(
      new Set(["2026-01", "2026-02"]),
    );
  });
});

describe("contracts", () => {
  it("each have terms of their own, with as many tiers as they are to have", () => {
    const { terms } = createWorkload({ ...options, contracts: 12, events: 500 });
    expect(terms.map(({ contract }) => contract.id)).toEqual(terms.map((_, at) => contractId(at)));
    const tiers = terms.map(({ programs }) =>
      programs[0]?.rules.flatMap((rule) =>
        rule.type === "usage" && rule.model === "tiered" && rule.tiers_mode === "graduated"
          ? rule.tiers.length
          : [],
      ),
    );
    expect(tiers.flat()).toEqual([1_000, 5, 5, 5, 5, 5, 5, 5, 5, 5, 50, 5]);
  });
});

describe("price lists", () => {
  it.each([5, 50, 1_000])("have %i tiers, of which most are reached", (tiers) => {
    const rule = graduated(tiers).rule(2_000) as { tiers: { up_to: string | null; unit_amount: string }[] };
    expect(rule.tiers).toHaveLength(tiers);
    expect(new Set(rule.tiers.map(({ unit_amount }) => unit_amount)).size).toBe(tiers);
    expect(Number(rule.tiers.at(-2)?.up_to)).toBeLessThan(2_000 * 50);
  });

  it("take turns over running totals", () => {
    const { rules } = laneWorkload(priceLists, 2 * priceLists.length, "numbers", 100);
    expect(rules.slice(0, priceLists.length)).toEqual(rules.slice(priceLists.length));
    expect(rules.map((rule) => rule.model).slice(0, 6)).toEqual([
      "percentage",
      "tiered",
      "tiered",
      "tiered",
      "tiered",
      "package",
    ]);
  });
});

describe("texts of numbers", () => {
  it.each([
    { units: 0n, scale: 0, text: "0" },
    { units: 0n, scale: 3, text: "0" },
    { units: 5n, scale: 2, text: "0.05" },
    { units: 1_250, scale: 2, text: "12.5" },
    { units: 1_200n, scale: 2, text: "12" },
    { units: -5n, scale: 2, text: "-0.05" },
    { units: 10n ** 30n, scale: 0, text: `1${"0".repeat(30)}` },
  ])("$units units at scale $scale are $text", ({ units, scale, text }) => {
    expect(scaledText(units, scale)).toBe(text);
  });

  it.each([
    { amount: 3, rest: 500_000, scale: 2, text: "0.035" },
    { amount: -3, rest: -500_000, scale: 2, text: "-0.035" },
    { amount: 3, rest: -1, scale: 0, text: "2.999999" },
  ])("$amount and $rest at scale $scale are $text", ({ amount, rest, scale, text }) => {
    expect(amountText(amount, rest, scale)).toBe(text);
  });

  it("of volumes are the same with zeros at the end and without", () => {
    const row = { contract: "c", metric: "m", month: "2026-01-01" };
    const outcome = (quantity: string): string => JSON.stringify(volumeOutcome([{ ...row, quantity }]));
    expect(outcome("120.500000")).toBe(outcome("120.5"));
    expect(outcome("120.000000")).toBe(outcome("120"));
    expect(outcome("120")).not.toBe(outcome("12"));
  });
});

describe("sums of columns", () => {
  it("refuse what does not fit numbers", () => {
    const terms = termsOf("acme", [graduated(5).rule(10)]);
    const { charges } = createRater([terms]).rateColumns([]);
    const sums = createColumnSums();
    const ladder = {
      contract: "acme",
      rule_id: "storage",
      version: 1,
      period: { start: "2026-01-01", end: "2026-01-31" },
      scale: 2,
    };
    sums.add({
      ...charges,
      length: 1,
      ladder: Uint32Array.of(0),
      ladders: [ladder],
      quantity: Float64Array.of(Number.NaN),
      amount: Float64Array.of(1),
      rest: Float64Array.of(1),
    });
    expect(() => [...sums.totals()]).toThrow("does not fit");
  });
});
