// Instants finer than a millisecond are cut to it: which period they fall in stays the same, as periods begin on whole ones.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { billingPeriods, expectOk, parseTimestamp, parseUsageEvent } from "../../src/index.ts";
import { periodsFrom, placedContract } from "../arbitraries/contracts.ts";
import { runs } from "../laws.ts";

/** The instant so many nanoseconds after a millisecond, as text with so many digits of a second. */
function textOf(millisecond: number, nanoseconds: number, digits: number): string {
  const fine = String(nanoseconds).padStart(6, "0");
  const whole = new Date(millisecond).toISOString();
  return `${whole.slice(0, -1)}${fine}`.slice(0, 20 + digits).concat("Z");
}

// L50: the floor to milliseconds keeps the membership in every period whose bounds are milliseconds.
describe("an instant that is finer than a millisecond", () => {
  it("L50: falls in the period that holds it exactly, before, at and after every bound", () => {
    fc.assert(
      fc.property(
        placedContract,
        fc.integer({ min: -2, max: 1 }),
        fc.integer({ min: 0, max: 999_999 }),
        fc.integer({ min: 3, max: 9 }),
        (placed, shift, nanoseconds, digits) => {
          for (const { start, end, start_at, end_at } of periodsFrom(placed, 2)) {
            const millisecond = Date.parse(end_at) + shift;
            const timestamp = textOf(millisecond, nanoseconds, digits);
            const read = expectOk(parseTimestamp(timestamp));
            const isInside = read >= start_at && read < end_at;
            // Text of one form is in the order of time, with as many digits as there are.
            expect(isInside).toBe(
              timestamp >= start_at.slice(0, -1) && timestamp.slice(0, -1) < end_at.slice(0, -1),
            );
            if (!isInside) continue;
            const days = billingPeriods(placed.contract, start, end);
            expect(days.filter((period) => read >= period.start_at && read < period.end_at)).toHaveLength(1);
          }
        },
      ),
      runs(200),
    );
  });

  it("L50: belongs to the month that it ends, where rounding would make it the next month's", () => {
    const timestamp = "2026-03-31T23:59:59.9999999Z";
    expect(expectOk(parseTimestamp(timestamp))).toBe("2026-03-31T23:59:59.999Z");
    const event = { external_contract_id: "acme", event_id: "e1", metric: "calls", quantity: "1", timestamp };
    expect(expectOk(parseUsageEvent(event)).timestamp).toBe("2026-03-31T23:59:59.999Z");
    const rounded = new Date(Math.round(Date.parse("2026-03-31T23:59:59.999Z") + 0.9999)).toISOString();
    expect(rounded).toBe("2026-04-01T00:00:00.000Z");
  });
});
