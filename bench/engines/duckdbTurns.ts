// DuckDB on one thread: reads the file, drops what was sent twice, and sums by contract, metric and month. It makes no
// charges.
import { requireEngine, serveTurns } from "./turnServer.ts";

/** What is used of the package. */
interface DuckDb {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> };
}

interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRows(): readonly (readonly unknown[])[] }>;
}

const [, , file = ""] = process.argv;
const { DuckDBInstance } = requireEngine("@duckdb/node-api") as DuckDb;
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
await connection.run("SET threads TO 1");

// Quantities are read as DECIMAL(18, 6), which holds all of them and is faster; their sum is a DECIMAL(38, 6).
const work = `
  CREATE OR REPLACE TEMP TABLE volumes AS
  SELECT contract, metric, date_trunc('month', timestamp) AS month, sum(quantity) AS quantity
  FROM (
    SELECT
      external_contract_id AS contract,
      any_value(metric) AS metric, any_value(quantity) AS quantity, any_value(timestamp) AS timestamp
    FROM read_json('${file.replaceAll("'", "''")}', format = 'newline_delimited', columns = {
      external_contract_id: 'VARCHAR', event_id: 'VARCHAR', metric: 'VARCHAR',
      quantity: 'DECIMAL(18, 6)', timestamp: 'TIMESTAMP'
    })
    GROUP BY external_contract_id, event_id
  )
  GROUP BY ALL`;

serveTurns({
  async work() {
    await connection.run(work);
  },
  async read() {
    const reader = await connection.runAndReadAll(
      "SELECT contract, metric, strftime(month, '%Y-%m-%d'), quantity::VARCHAR FROM volumes WHERE metric <> 'unknown'",
    );
    return reader.getRows().map(([contract, metric, month, quantity]) => ({
      contract: String(contract),
      metric: String(metric),
      month: String(month),
      quantity: String(quantity),
    }));
  },
});
