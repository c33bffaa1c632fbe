// `npm run trust:kills`: processes that submit usage are killed with SIGKILL at random moments, and so is a PostgreSQL server under
// load. After each kill, what was acknowledged must be there, nothing by halves, and once everything has been sent again the books
// must be those of the oracle.
//
// Options: --process-kills N (200), --server-kills N (20), --seed N. Without server kills, the server may be the one that POSTGRES_URL names.
import { startCluster } from "../postgres/postgresCluster.ts";
import { printFigures } from "../postgres/printFigures.ts";
import { readCounts } from "../postgres/readCounts.ts";
import { useServer } from "../postgres/useServer.ts";
import { wasDoomedProcess } from "./kills/doomedProcess.ts";
import { runKills } from "./kills/runKills.ts";

const args = process.argv.slice(2);
if (!(await wasDoomedProcess(args))) {
  const seed = Math.floor(Date.now() / 1000) % 1_000_000;
  const options = readCounts(args, { "process-kills": 200, "server-kills": 20, seed });
  console.log(`kills: ${JSON.stringify(options)}`);
  // What is acknowledged has to be as safe as the server makes it: as it is by default, and not as tests have it.
  const durable = { settings: { fsync: "on", synchronous_commit: "on" } };
  const cluster = options["server-kills"] > 0 ? await startCluster(durable) : undefined;
  const server =
    cluster === undefined ? await useServer() : { url: cluster.url, release: () => cluster.remove() };
  const begin = performance.now();
  try {
    const { figures, faults } = await runKills(server.url, cluster, {
      ...{ processKills: options["process-kills"], serverKills: options["server-kills"] },
      ...{ seed: options.seed, store: "honest", script: process.argv[1] ?? "", events: 400 },
      tell: tellProgress,
    });
    printFigures({ ...figures, seconds: Math.round((performance.now() - begin) / 1000) }, faults);
    if (faults.length > 0) console.error(`to repeat: --seed ${options.seed}, with the same options`);
  } finally {
    await server.release();
  }
}

function tellProgress(figures: Readonly<Record<string, number>>): void {
  const { "process kills": processes = 0, "server kills": servers = 0, violations = 0 } = figures;
  if ((processes + servers) % 20 === 0)
    console.log(`${processes} process kills, ${servers} server kills, ${violations} violations`);
}
