// L5, L52, L53, L64, L66, F1 to F10 and S11, held against a store that fails: whatever the order of calls, and whichever of them go wrong.
import { describe, expect, it } from "vitest";
import { runs } from "../laws.ts";
import { runHistories } from "./runHistories.ts";

describe("engines over a store that fails", () => {
  it("L66: lose nothing, count nothing twice and say only what some order explains", async () => {
    const { numRuns } = runs(600);
    const { histories, counts, violation } = await runHistories({ seed: 20_260_301, runs: numRuns });
    expect(violation).toBeUndefined();
    expect(histories).toBe(numRuns);
    // What never happens proves nothing.
    const rare = [
      ...["fail before", "fail after", "late", "never", "again", "crash before", "crash after"].map(
        (kind) => `fault: ${kind}`,
      ),
      ...["accepted", "duplicate", "conflict", "absent", "found", "closed", "gone", "unknown"].map(
        (as) => `told: ${as}`,
      ),
      ...["crashes", "clients that gave up", "invoice: final", "invoice: draft", "version: published"],
      "version: version_conflict",
    ];
    expect(rare.filter((what) => (counts.get(what) ?? 0) === 0)).toEqual([]);
  });
});
