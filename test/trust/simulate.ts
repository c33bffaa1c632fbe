// `npm run trust:simulate`: whole histories of clients, engines and a store that fails, each in an order that chance decides, by the million,
// on as many threads as there are cores.
//   --runs N      how many histories, 1,000,000 unless told
//   --seed S      where chance begins, a whole number; another one each time unless told
//   --threads T   how many threads
//   --path P      only the history at that place of the seed, as it was told when it failed
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread } from "node:worker_threads";
import { runHistories } from "../simulation/runHistories.ts";
import { historiesAsThread } from "./simulate/historiesAsThread.ts";
import { historiesInThreads } from "./simulate/historiesInThreads.ts";

if (!isMainThread) historiesAsThread();
else await lead();

async function lead(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "1000000" },
      seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 30)) },
      threads: { type: "string", default: String(availableParallelism()) },
      path: { type: "string" },
    },
  });
  const [runs, seed, threads] = [values.runs, values.seed, values.threads].map(Number);
  if (
    runs === undefined ||
    seed === undefined ||
    threads === undefined ||
    !(runs > 0 && threads > 0 && seed >= 0)
  )
    throw new RangeError("--runs, --seed and --threads have to be whole numbers");
  if (values.path === undefined)
    return historiesInThreads(fileURLToPath(import.meta.url), { runs, seed, threads });
  const { violation } = await runHistories({ seed, runs: 1, path: values.path });
  console.log(violation ?? "nothing is wrong with this history");
  if (violation !== undefined) process.exitCode = 1;
}
