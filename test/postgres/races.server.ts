// A short form of `npm run trust:races`, in one process; and that it finds a store that writes by halves.
import { expect, inject, it } from "vitest";
import { race } from "../trust/races/race.ts";
import { type RacesOptions, runRaces } from "../trust/races/runRaces.ts";

const short: RacesOptions = {
  ...{ seed: 11, events: 600, contracts: 6, cuts: 80, processes: 2, tasks: 12, enginesPerProcess: 2 },
  ...{ store: "honest", runProcess: race },
};

it("many writers over connections that are cut leave every event charged once, and are told the truth", async () => {
  const { figures, faults } = await runRaces(inject("serverUrl"), short);
  expect(faults).toEqual([]);
  expect(figures["events stored"]).toBe(600);
  expect(figures.cuts).toBeGreaterThanOrEqual(80);
  expect(figures["cut: answered"]).toBeGreaterThan(0);
  expect(figures["locks taken in the wrong order"]).toBeGreaterThan(0);
});

it("a store that writes events and charges in two transactions is found out", async () => {
  const { faults } = await runRaces(inject("serverUrl"), { ...short, events: 200, cuts: 30, store: "split" });
  expect(faults.join("\n")).toContain("is charged by []");
});
