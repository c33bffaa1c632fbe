// Which cell an event falls in, what its units cost, and which cells a rule has.
import { describe, expect, it } from "vitest";
import { decimalOf, formatDecimal } from "../../../src/decimal/decimal.ts";
import type { Cell } from "../../../src/model/charge.ts";
import type { TimeOfDayRule } from "../../../src/model/pricingProgram.ts";
import type { UsageEvent } from "../../../src/model/usageEvent.ts";
import { createPrices } from "../../../src/pricing/cells.ts";
import { timeOfDay } from "../../../src/pricing/timeOfDay.ts";

const event: UsageEvent = {
  external_contract_id: "acme",
  event_id: "e1",
  metric: "calls",
  quantity: "1",
  timestamp: "2026-01-15T12:00:00.000Z",
};

describe("createPrices", () => {
  const cell = Object.freeze({ region: "eu" });
  const prices = createPrices([[cell, { rate: "0.5" }]], "free");

  it("knows its cells and the default, and nothing that only looks like a cell", () => {
    const others: unknown[] = [{ region: "us" }, { region: ["eu", 1] }, { region: [["eu"]] }, { region: {} }];
    expect(prices.knows(cell)).toBe(true);
    expect(prices.knows("default")).toBe(true);
    expect(others.map((other) => prices.knows(other as Cell))).toEqual([false, false, false, false]);
    expect([null, undefined, 7, "eu"].map((other) => prices.knows(other as unknown as Cell))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it("does not look deep into what is nested without end", () => {
    const endless: Record<string, unknown> = { region: "eu" };
    endless.more = [endless];
    expect(prices.knows(endless as unknown as Cell)).toBe(false);
    const mixed = { region: ["eu", endless] };
    expect(prices.knows(mixed as unknown as Cell)).toBe(false);
  });

  it("has no default where an event in no cell is refused", () => {
    expect(createPrices([[cell, { rate: "0.5" }]], "error").knows("default")).toBe(false);
  });

  it("prices units outside all cells at nothing where these are free, and says so", () => {
    const free = prices.priceOf("default");
    expect(formatDecimal(free.amountAt(decimalOf("3")))).toBe("0");
    expect(free.unitPriceAt(decimalOf("3"))).toEqual(decimalOf("0"));
    expect(free.stepsAt(decimalOf("3"))).toEqual([{ kind: "free", quantity: "3", amount: "0" }]);
    expect(free.stepsAt(decimalOf("0"))).toEqual([]);
  });

  it("tells of the units of a cell whether they have a price or a rate", () => {
    const both = createPrices(
      [
        [{ region: "eu" }, { rate: "0.5" }],
        [{ region: "us" }, { unit_amount: "2" }],
      ],
      "error",
    );
    const kinds = ["eu", "us"].map((region) => both.priceOf({ region }).stepsAt(decimalOf("1"))[0]?.kind);
    expect(kinds).toEqual(["rate", "unit"]);
  });
});

describe("timeOfDay", () => {
  const rule = (windows: TimeOfDayRule["windows"], otherwise: TimeOfDayRule["default"]): TimeOfDayRule => ({
    id: "rule",
    name: "Rule",
    type: "usage",
    model: "time_of_day",
    metric: "calls",
    windows,
    default: otherwise,
  });
  const at = (clock: string) => {
    const [hours = 0, minutes = 0] = clock.split(":").map(Number);
    return () => ({ weekday: 3, minute: hours * 60 + minutes });
  };

  it("finds windows that are not listed by the clock", () => {
    const evening = { from: "18:00", to: "22:00" };
    const morning = { from: "06:00", to: "12:00" };
    const cells = timeOfDay(
      rule(
        [
          { ...evening, unit_amount: "2" },
          { ...morning, unit_amount: "1" },
        ],
        "free",
      ),
    );
    const found = ["05:59", "06:00", "11:59", "12:00", "17:59", "18:00", "21:59", "22:00"].map((clock) =>
      cells.find(event, at(clock)),
    );
    const none = "default";
    expect(found).toEqual([none, morning, morning, none, none, evening, evening, none]);
  });

  it("finds nothing before the first window of the week where that is refused", () => {
    const cells = timeOfDay(
      rule([{ from: "06:00", to: "12:00", weekdays: ["thu"], unit_amount: "1" }], "error"),
    );
    expect(cells.find(event, at("06:00"))).toBeUndefined();
  });

  it("names the days of a window only where it has any", () => {
    const cells = timeOfDay(
      rule(
        [
          { from: "06:00", to: "12:00", unit_amount: "1" },
          { from: "13:00", to: "14:00", weekdays: ["wed"], unit_amount: "1" },
        ],
        "error",
      ),
    );
    expect(Object.keys(cells.find(event, at("07:00")) as object)).toEqual(["from", "to"]);
    expect(cells.find(event, at("13:00"))).toEqual({ from: "13:00", to: "14:00", weekdays: ["wed"] });
  });
});
