// A thread that runs histories, as many and from what seed it is told, until it is told no more.
import { parentPort } from "node:worker_threads";
import { type Histories, runHistories } from "../../simulation/runHistories.ts";

/** A part of a run: so many histories from a seed of its own. */
export interface Part {
  readonly seed: number;
  readonly runs: number;
}

export function historiesAsThread(): void {
  parentPort?.on("message", (part: Part) => {
    void runHistories(part).then((histories: Histories) => parentPort?.postMessage(histories));
  });
}
