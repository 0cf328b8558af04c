// Reads a CSV file with DuckDB, every column as text, and prints the best wall time of some rounds.
// usage: node read-csv.mjs FILE ROUNDS
import { DuckDBInstance } from "@duckdb/node-api";
import { availableParallelism } from "node:os";

const [file, rounds] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:", { threads: String(availableParallelism()) });
const connection = await instance.connect();
const quoted = "'" + file.replaceAll("'", "''") + "'";
let best = Infinity;
let rows = 0;
for (let i = 0; i < Number(rounds); i++) {
  const start = performance.now();
  await connection.run(`CREATE OR REPLACE TABLE t AS SELECT * FROM read_csv(${quoted}, all_varchar = true, header = true)`);
  best = Math.min(best, (performance.now() - start) / 1000);
  rows = Number((await connection.runAndReadAll("SELECT count(*) FROM t")).getRows()[0][0]);
}
console.log(`${"DuckDB read_csv into a table, all as text".padEnd(45)} ${best.toFixed(2).padStart(6)} s wall  ${availableParallelism()} threads  ${rows.toLocaleString("en-GB")}`);
