// The two sides of a racing process: the one that starts it, and the process itself.
import { fork } from "node:child_process";
import { once } from "node:events";
import { type RaceReport, race } from "./race.ts";
import type { RaceOrder } from "./raceOrder.ts";

const flag = "--race";

/** Runs a race in a process of its own, by the same program. */
export async function raceApart(order: RaceOrder): Promise<RaceReport> {
  const child = fork(process.argv[1] ?? "", [flag, JSON.stringify(order)], { serialization: "advanced" });
  let report: RaceReport | undefined;
  child.on("message", (message: RaceReport) => {
    report = message;
  });
  const [code] = (await once(child, "exit")) as [number | null];
  if (report === undefined) throw new Error(`a racing process ended with status ${code} and no report`);
  return report;
}

/** Whether this process is a racing one; then it has run, and told its report. */
export async function wasRacingProcess(args: readonly string[]): Promise<boolean> {
  const [first, order] = args;
  if (first !== flag || order === undefined) return false;
  const report = await race(JSON.parse(order) as RaceOrder);
  await new Promise<void>((resolve) => {
    process.send?.(report, () => resolve());
  });
  process.disconnect();
  return true;
}
