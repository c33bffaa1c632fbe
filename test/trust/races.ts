// `npm run trust:races`: many tasks in two processes submit overlapping batches to one PostgreSQL database, while their connections
// are cut, their sessions are ended, their statements run out of time and their locks meet others. What each client was told is
// held against a register that is written once, and what is stored against an oracle.
//
// Options: --events N (100,000) different ids, each sent by both processes, --cuts N (10,000), --tasks N (32), --contracts N (24), --seed N.
// The server is one of its own, or the one that POSTGRES_URL names.
import { printFigures } from "../postgres/printFigures.ts";
import { readCounts } from "../postgres/readCounts.ts";
import { useServer } from "../postgres/useServer.ts";
import { raceApart, wasRacingProcess } from "./races/raceProcess.ts";
import { runRaces } from "./races/runRaces.ts";

const args = process.argv.slice(2);
if (!(await wasRacingProcess(args))) {
  const seed = Math.floor(Date.now() / 1000) % 1_000_000;
  const options = readCounts(args, { events: 100_000, cuts: 10_000, tasks: 32, contracts: 24, seed });
  console.log(`races: ${JSON.stringify(options)}`);
  const server = await useServer();
  const begin = performance.now();
  try {
    const { figures, faults } = await runRaces(server.url, {
      ...{ ...options, processes: 2, enginesPerProcess: 4, store: "honest", runProcess: raceApart },
    });
    printFigures({ ...figures, seconds: Math.round((performance.now() - begin) / 1000) }, faults);
    if (faults.length > 0) console.error(`to repeat: --seed ${options.seed}, with the same options`);
  } finally {
    await server.release();
  }
}
