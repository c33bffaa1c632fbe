// A short form of `npm run trust:kills`; and that it finds a store that writes by halves.
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type KillsOptions, runKills } from "../trust/kills/runKills.ts";
import { type PostgresCluster, startCluster } from "./postgresCluster.ts";

let cluster: PostgresCluster;

beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.remove());

it("what was acknowledged outlives processes and servers that are killed, and nothing is there by halves", async () => {
  const { figures, faults } = await killSome({ processKills: 3, serverKills: 1, seed: 3, store: "honest" });
  expect(faults).toEqual([]);
  expect(figures["process kills"]).toBe(3);
  expect(figures["server kills"]).toBe(1);
});

it("a store that writes events and charges in two transactions is found out", async () => {
  let found: string | undefined;
  // A kill may come when no commit is under way; one of a few does not.
  for (let seed = 1; seed <= 20 && found === undefined; seed += 1) {
    const { faults } = await killSome({ processKills: 1, serverKills: 0, seed, store: "split" });
    found = faults.find((fault) => fault.includes("is charged by []"));
  }
  expect(found).toContain("is charged by []");
});

async function killSome(
  how: Pick<KillsOptions, "processKills" | "serverKills" | "seed" | "store">,
): ReturnType<typeof runKills> {
  return runKills(cluster.url, cluster, { ...how, events: 160, script: inject("killsProgram") });
}
