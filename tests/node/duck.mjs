// Runs SQL statements with DuckDB and prints the rows of the last one as JSON, one array of objects.
// usage: node duck.mjs "statement" ["statement" ...]      (with --threads N first to set the threads)
import { DuckDBInstance } from '@duckdb/node-api';

const args = process.argv.slice(2);
let threads = '2';
if (args[0] === '--threads') {
  threads = args[1];
  args.splice(0, 2);
}

const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
let rows = [];
for (const sql of args) {
  const reader = await connection.runAndReadAll(sql);
  rows = reader.getRowObjectsJson();
}
process.stdout.write(JSON.stringify(rows));
