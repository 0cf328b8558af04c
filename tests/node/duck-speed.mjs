// Processor time of DuckDB with one thread: writing so many million made-up rows, and reading every value of two files.
// usage: node duck-speed.mjs MILLIONS OTHER_FILE OWN_FILE
import { DuckDBInstance } from '@duckdb/node-api';

const [millions, other, own] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await instance.connect();

async function best(sql) {
  let least = Infinity;
  for (let i = 0; i < 3; i++) {
    const start = process.cpuUsage();
    await connection.runAndReadAll(sql);
    const used = process.cpuUsage(start);
    least = Math.min(least, (used.user + used.system) / 1e6);
  }
  return least;
}

await connection.run(`create table t as select
  (hash(i) >> 1)::bigint as token,
  (hash(i + 1) % 1000000)::integer as number,
  date '1940-01-01' + (hash(i + 2) % 25000)::integer as day,
  case when hash(i + 3) % 10 = 0 then null else 'category ' || lpad((hash(i + 4) % 40)::varchar, 2, '0') end as kind,
  (hash(i + 5) % 1000000007) / 1000003.0 as value
  from range(${Number(millions) * 1_000_000}) r(i)`);
const write = await best(`copy t to '${own}' (format parquet, codec 'snappy', row_group_size 1000000)`);
await connection.run('drop table t');

// Aggregates that no statistics can answer, so that every value is decoded.
const all = file => `select bit_xor(token), bit_xor(number), bit_xor(day - date '1970-01-01'), sum(length(kind)), sum(value) from '${file}'`;
const readOurs = await best(all(other));
const readOwn = await best(all(own));
process.stdout.write(JSON.stringify({ write, readOurs, readOwn }));
