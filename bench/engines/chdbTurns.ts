// ClickHouse inside of a process, on one thread: the same as DuckDB is asked for.
import { requireEngine, serveTurns } from "./turnServer.ts";

/** What is used of the package. */
interface Chdb {
  readonly Session: new () => { query(sql: string, format?: string): string };
}

const [, , file = ""] = process.argv;
const { Session } = requireEngine("chdb") as Chdb;
const session = new Session();
session.query("CREATE DATABASE bench ENGINE = Atomic");

const work = `
  CREATE OR REPLACE TABLE bench.volumes ENGINE = Memory AS
  SELECT contract, metric, toStartOfMonth(timestamp) AS month, sum(quantity) AS quantity
  FROM (
    SELECT
      external_contract_id AS contract,
      any(metric) AS metric, any(quantity) AS quantity, any(timestamp) AS timestamp
    FROM file('${file.replaceAll("'", "\\'")}', JSONEachRow,
      'external_contract_id String, event_id String, metric String, quantity Decimal(18, 6), timestamp DateTime64(3, \\'UTC\\')')
    GROUP BY external_contract_id, event_id
  )
  GROUP BY contract, metric, month
  SETTINGS
    max_threads = 1, max_insert_threads = 1, max_parsing_threads = 1, input_format_parallel_parsing = 0,
    date_time_input_format = 'best_effort'`;

serveTurns({
  async work() {
    session.query(work);
  },
  async read() {
    const rows = session.query(
      "SELECT contract, metric, toString(month), toString(quantity) FROM bench.volumes WHERE metric != 'unknown'",
      "TSV",
    );
    return rows
      .trimEnd()
      .split("\n")
      .map((row) => {
        const [contract = "", metric = "", month = "", quantity = ""] = row.split("\t");
        return { contract, metric, month, quantity };
      });
  },
});
