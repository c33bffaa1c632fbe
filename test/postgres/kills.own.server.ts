// A short form of `npm run trust:kills`; and that it finds a store that writes by halves.
import { expect, inject, it } from "vitest";
import { type KillsOptions, runKills } from "../trust/kills/runKills.ts";
import { startCluster } from "./postgresCluster.ts";

const options = {
  ...{ processKills: 3, serverKills: 1, seed: 3, longestDelay: 120 },
  store: "honest",
} as const;

it("what was acknowledged outlives processes and servers that are killed, and nothing is there by halves", async () => {
  const { figures, faults } = await killSome({});
  expect(faults).toEqual([]);
  expect(figures["process kills"]).toBe(3);
  expect(figures["server kills"]).toBe(1);
});

it("a store that writes events and charges in two transactions is found out", async () => {
  let found = "";
  // One kill may find the store between two commits: some more do not.
  for (let seed = 1; seed <= 20 && found === ""; seed += 1) {
    const { faults } = await killSome({ processKills: 2, serverKills: 1, seed, store: "split" });
    found = faults.find((fault) => fault.includes("is charged by []")) ?? "";
  }
  expect(found).toContain("is charged by []");
});

async function killSome(more: Partial<KillsOptions>): ReturnType<typeof runKills> {
  const cluster = await startCluster();
  try {
    return await runKills(cluster.url, cluster, { ...options, script: inject("killsProgram"), ...more });
  } finally {
    await cluster.remove();
  }
}
