// How much of a period has gone by, in days, in seconds of the clock, and in months of thirty days.
import { describe, expect, it } from "vitest";
import { dayIn } from "../../src/calendar/billingCalendar.ts";
import { elapsedShare } from "../../src/calendar/elapsedShare.ts";
import type { Cadence } from "../../src/model/contract.ts";

/** The first period of a cadence from the first of January on. */
const first = (cadence: Cadence, timezone = "UTC") => ({
  ...{ anchor: dayIn("2026-01-01"), cadence, index: 0, timezone },
});

describe("elapsedShare", () => {
  it("counts days, and seconds of days that have 23 hours", () => {
    expect(elapsedShare("day", first("quarterly"), dayIn("2026-02-01"))).toEqual({ elapsed: 31, of: 90 });
    const berlin = elapsedShare("second", first("quarterly", "Europe/Berlin"), dayIn("2026-03-30"));
    expect(berlin).toEqual({ elapsed: 88 * 86_400 - 3600, of: 90 * 86_400 - 3600 });
  });

  it("gives every month thirty days, whatever it has", () => {
    const on = (day: string) => elapsedShare("fixed_30", first("quarterly"), dayIn(day));
    expect(["2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01", "2026-04-01"].map(on)).toEqual(
      [30, 30, 57, 60, 90].map((elapsed) => ({ elapsed, of: 90 })),
    );
  });

  it("does not make up months for a cadence that has none", () => {
    for (const cadence of ["daily", "weekly"] as const)
      expect(() => elapsedShare("fixed_30", first(cadence), dayIn("2026-01-01"))).toThrow(
        expect.objectContaining({ code: "invariant_violation", message: expect.stringContaining(cadence) }),
      );
  });
});
