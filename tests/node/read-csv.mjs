// Reads a CSV file with DuckDB, every column as text, and prints the best wall time of some rounds in seconds.
// usage: node read-csv.mjs FILE ROUNDS
import { DuckDBInstance } from "@duckdb/node-api";
import { availableParallelism } from "node:os";

const [file, rounds] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:", { threads: String(availableParallelism()) });
const connection = await instance.connect();
const quoted = "'" + file.replaceAll("'", "''") + "'";
let best = Infinity;
for (let i = 0; i < Number(rounds); i++) {
  const start = performance.now();
  await connection.run(`CREATE OR REPLACE TABLE t AS SELECT * FROM read_csv(${quoted}, all_varchar = true, header = true)`);
  best = Math.min(best, (performance.now() - start) / 1000);
}
console.log(best);
