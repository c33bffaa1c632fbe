// Makes life hard for those who use a database: ends their sessions, cuts their connections, and takes locks in the wrong order.
import pg from "pg";
import type { Random } from "../../../bench/random.ts";
import type { CuttingProxy } from "../../postgres/cuttingProxy.ts";
import { pause } from "../../postgres/submitUntilHeard.ts";
import { pick } from "../../postgres/usageWorld.ts";
import { type ContractTable, findContracts } from "./findContracts.ts";
import type { Course } from "./race.ts";
import type { RaceOrder } from "./raceOrder.ts";

export interface Saboteur {
  /** Sessions that the server ended at the saboteur's word. */
  readonly terminated: number;
  readonly done: Readonly<Record<string, number>>;
  /** Goes on until the race is over. */
  run(course: Course, proxy: CuttingProxy): Promise<void>;
  close(): Promise<void>;
}

export async function openSaboteur(
  { url, schema }: RaceOrder,
  contracts: readonly string[],
  random: Random,
): Promise<Saboteur> {
  const pool = new pg.Pool({ connectionString: url, max: 3, application_name: "saboteur" });
  pool.on("error", () => undefined);
  const table = await findContracts(pool, schema, contracts[0] ?? "");
  const done = { terminated: 0, "locks taken in the wrong order": 0, "deadlocks that hit the saboteur": 0 };
  const terminateOne = async () => {
    const { rows } = await pool.query<{ pid: number }>(
      "select pid from pg_stat_activity where application_name = $1 order by pid",
      [schema],
    );
    if (rows.length === 0) return;
    const { pid } = pick(random, rows);
    const { rowCount } = await pool.query("select 1 where pg_terminate_backend($1)", [pid]);
    done.terminated += rowCount ?? 0;
  };
  const lockWrongly = async () => {
    try {
      if (await lockBackwards(pool, table, contracts, random)) done["locks taken in the wrong order"] += 1;
    } catch {
      done["deadlocks that hit the saboteur"] += 1;
    }
  };
  return {
    get terminated() {
      return done.terminated;
    },
    get done() {
      const { terminated: _, ...others } = done;
      return others;
    },
    async run(course, proxy) {
      const repeat = async (act: () => Promise<void>, longest: number) => {
        for (; !course.isOver(); await pause(random() * longest)) await act();
      };
      const cut = async () => {
        if (!course.isBehind(done.terminated + proxy.cuts.anywhere, 0.4)) return;
        if (random() < 0.5) proxy.cutOne(random);
        else await terminateOne();
      };
      await Promise.all([repeat(cut, 10), repeat(lockWrongly, 150)]);
    },
    close: () => pool.end(),
  };
}

/** Locks two contracts, the later name first, and holds both for a while; false: it drew one twice. */
async function lockBackwards(
  pool: pg.Pool,
  { table, key }: ContractTable,
  contracts: readonly string[],
  random: Random,
): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const [first, second] = [pick(random, contracts), pick(random, contracts)].sort((a, b) =>
      a < b ? 1 : -1,
    );
    for (const contract of [first, second]) {
      await client.query(`select 1 from ${table} where ${key} = $1 for update`, [contract]);
      // Now and then for longer than some of those who wait have time.
      await pause(random() * (random() < 0.1 ? 800 : 40));
    }
    return first !== second;
  } finally {
    await client.query("rollback").catch(() => undefined);
    client.release();
  }
}
