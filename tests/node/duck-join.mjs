// DuckDB joins two made-up sources exactly on match-keys and counts the pairs that any key finds: no levels, no probabilities, no links.
// usage: node duck-join.mjs LEFT_CSV RIGHT_FILES THREADS     (RIGHT_FILES is a CSV file or a glob of Parquet files)
import { DuckDBInstance } from '@duckdb/node-api';

const [left, right, threads] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
const reader = file => (file.endsWith('.csv') ? `read_csv('${file}', all_varchar = true, header = true)` : `'${file}'`);
const id = file => (file.endsWith('.csv') ? 'id' : 'record_id');
const people = file => `select ${id(file)} as id, upper(forename) as f, upper(surname) as s, date_of_birth::varchar as d, replace(postcode, ' ', '') as p from ${reader(file)}`;

// The tight ends of the linkage's own ladders, as far as exact values express them.
const keys = [
  ['f', 's', 'd'],
  ['d', 'p'],
  ['d', 's', 'f[1]'],
  ['d', 'f', 's[1]'],
  ['f', 's', 'p'],
  ['p', 'f', 'd[1:4]'],
  ['f[1]', 's[1]', 'd', 'p[:-4]'],
];
const start = performance.now();
const cpu = process.cpuUsage();
await connection.run(`create table l as ${people(left)}`);
await connection.run(`create table r as ${people(right)}`);
const joins = keys.map(key => `select l.id as a, r.id as b from l join r on ${key.map(k => `${'l.' + k} = ${'r.' + k}`).join(' and ')}`);
const pairs = Number((await connection.runAndReadAll(`select count(*) from (${joins.join(' union ')})`)).getRows()[0][0]);
const used = process.cpuUsage(cpu);
process.stdout.write(JSON.stringify({ Wall: (performance.now() - start) / 1000, Processor: (used.user + used.system) / 1e6, PeakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024), Pairs: pairs }));
