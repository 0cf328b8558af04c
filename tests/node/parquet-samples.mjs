// Writes Parquet files with three other programs (DuckDB, the Rust crate through parquet-wasm, hyparquet-writer),
// and beside them what the values are, as DuckDB prints them from its own memory.
// usage: node parquet-samples.mjs FOLDER [--small]
//   --small writes the few files that are kept in tests/data/parquet
// All values are synthetic.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetWriteBuffer } from 'hyparquet-writer';
import * as wasm from 'parquet-wasm/node';

const folder = process.argv[2];
const isSmall = process.argv.includes('--small');
mkdirSync(folder, { recursive: true });

const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await instance.connect();
const run = sql => connection.run(sql);
const files = [];

// Each column has its own rhythm of missing values, so that no two columns agree by accident.
const gap = (every, sql) => `case when i % ${every} = 1 then null else ${sql} end`;

const columns = {
  flag: ['bool', `i % 3 = 0`],
  flag_gap: ['bool', gap(5, `i % 2 = 0`)],
  tiny: ['int', `(i % 256 - 128)::tinyint`],
  small: ['int', gap(7, `(i * 37 % 65536 - 32768)::smallint`)],
  utiny: ['int', `(i % 256)::utinyint`],
  usmall: ['int', gap(6, `(i * 41 % 65536)::usmallint`)],
  uwide: ['int', gap(9, `((i * 2654435761) % 4294967296)::uinteger`)],
  number: ['int', `(i * 7919 % 100003 - 50000)::integer`],
  rising: ['int', `(i * 3 + i % 2)::integer`],
  few: ['int', gap(4, `(i % 11)::integer`)],
  token: ['int', `(hash(i) >> 1)::bigint`],
  utoken: ['int', gap(8, `hash(i)::ubigint`)],
  extreme: ['int', `case i % 4 when 0 then -9223372036854775808 when 1 then 9223372036854775807 when 2 then 0 else -1 end::bigint`],
  single: ['float', gap(6, `(i / 7.0)::float`)],
  real: ['double', `case when i % 97 = 3 then 'nan'::double when i % 89 = 5 then '-inf'::double else i / 3.0 - 1e6 end`],
  word: ['text', gap(5, `'word ' || (i % 13)`)],
  name: ['text', `case when i % 17 = 0 then '' else 'näme-' || md5(i::varchar) || ' ☃' end`],
  stem: ['text', gap(10, `'common prefix ' || lpad((i // 3)::varchar, 6, '0')`)],
  day: ['date', gap(4, `(date '1890-01-01' + (i * 31 % 60000)::integer)`)],
  moment: ['timestamp', `(timestamp '1969-12-31 23:00:00' + to_microseconds(i * 1234567891))`],
  instant: ['timestamp', gap(3, `(timestamp '2001-02-03 04:05:06' + to_seconds(i))::timestamptz`)],
  money: ['decimal', `(i * 1.25 - 1000)::decimal(9, 2)`],
  wide_money: ['decimal', gap(6, `(i * 1000003.0625 - 5e8)::decimal(18, 4)`)],
  huge_money: ['decimal', `(i * 12345678901.123456 - 7e10)::decimal(28, 6)`],
  bytes: ['bytes', gap(5, `unhex(repeat(lpad(to_hex(i % 256), 2, '0'), (i % 9)::integer))`)],
  nothing: ['int', `null::integer`],
};

const asText = {
  bool: name => `${name}::varchar`,
  int: name => `${name}::varchar`,
  float: name => `${name}::double::varchar`,
  double: name => `${name}::varchar`,
  text: name => name,
  date: name => `strftime(${name}, '%Y-%m-%d')`,
  timestamp: name => `epoch_us(${name})::varchar`,
  decimal: name => `${name}::varchar`,
  bytes: name => `hex(${name})`,
};

async function makeTable(table, rows) {
  const list = Object.entries(columns).map(([name, [, sql]]) => `${sql} as ${name}`).join(', ');
  await run(`set timezone = 'UTC'`);
  await run(`create or replace table ${table} as select ${list} from range(${rows}) t(i)`);
  const text = Object.entries(columns).map(([name, [kind]]) => `${asText[kind](name)} as ${name}`).join(', ');
  const result = (await connection.runAndReadAll(`select ${text} from ${table}`)).getColumnsJson();
  const expected = Object.entries(columns).map(([name, [kind]], c) => ({ name, kind, values: result[c] ?? [] }));
  writeFileSync(join(folder, `${table}.json`), JSON.stringify(expected));
}

async function duck(file, table, options) {
  await run(`copy ${table} to '${join(folder, file)}' (format parquet, ${options})`);
  files.push({ file, table });
}

function rewrite(file, table, source, configure) {
  const loaded = wasm.readParquet(new Uint8Array(readFileSync(join(folder, source))));
  const properties = configure(new wasm.WriterPropertiesBuilder()).build();
  writeFileSync(join(folder, file), wasm.writeParquet(loaded, properties));
  files.push({ file, table });
}

const physical = { bool: 'BOOLEAN', int: 'INT64', double: 'DOUBLE', text: 'STRING' };

async function hyparquet(file, table, options, encodings = {}) {
  const names = ['flag', 'flag_gap', 'token', 'extreme', 'real', 'word', 'name', 'stem', 'bytes'];
  const result = (await connection.runAndReadAll(`select ${names.join(', ')} from ${table}`)).getColumns();
  const columnData = names.map((name, c) => {
    const kind = columns[name][0];
    const data = (result[c] ?? []).map(v => (v === null ? null : kind === 'bytes' ? v.bytes : v));
    const type = kind === 'bytes' ? 'BYTE_ARRAY' : physical[kind];
    return { name, data, type, encoding: encodings[kind] };
  });
  writeFileSync(join(folder, file), new Uint8Array(parquetWriteBuffer({ columnData, ...options })));
  files.push({ file, table });
}

const { Compression, Encoding, WriterVersion } = wasm;

function rustEncodings(builder, encodingOf) {
  let b = builder.setDictionaryEnabled(false);
  for (const [name, [kind]] of Object.entries(columns)) {
    const encoding = encodingOf(kind, name);
    if (encoding !== undefined) b = b.setColumnEncoding(name, encoding);
  }
  return b;
}

const delta = kind => kind === 'text' || kind === 'bytes' ? Encoding.DELTA_BYTE_ARRAY
  : ['int', 'date', 'timestamp'].includes(kind) ? Encoding.DELTA_BINARY_PACKED
  : kind === 'bool' ? Encoding.RLE : undefined;
const deltaLength = kind => kind === 'text' || kind === 'bytes' ? Encoding.DELTA_LENGTH_BYTE_ARRAY : undefined;
const split = kind => ['float', 'double', 'int', 'date', 'timestamp', 'decimal'].includes(kind) ? Encoding.BYTE_STREAM_SPLIT : undefined;

if (isSmall) {
  await makeTable('sixty', 60);
  await duck('duckdb-snappy.parquet', 'sixty', `codec 'snappy'`);
  await duck('duckdb-zstd-v2.parquet', 'sixty', `codec 'zstd', parquet_version v2`);
  await duck('duckdb-gzip.parquet', 'sixty', `codec 'gzip'`);
  rewrite('rust-v2-delta.parquet', 'sixty', 'duckdb-snappy.parquet',
    b => rustEncodings(b.setWriterVersion(WriterVersion.V2).setCompression(Compression.UNCOMPRESSED), delta));
  rewrite('rust-brotli-split.parquet', 'sixty', 'duckdb-snappy.parquet',
    b => rustEncodings(b.setCompression(Compression.BROTLI), split));
  await hyparquet('hyparquet-plain.parquet', 'sixty', { codec: 'UNCOMPRESSED', dictionarySize: 0 });
} else {
  await makeTable('many', 2500);
  await makeTable('one', 1);
  await makeTable('zero', 0);
  for (const codec of ['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli']) {
    for (const version of ['v1', 'v2'])
      await duck(`duckdb-${codec}-${version}.parquet`, 'many', `codec '${codec}', parquet_version ${version}, row_group_size 2048`);
  }

  await duck('duckdb-zstd-19.parquet', 'many', `codec 'zstd', compression_level 19`);
  await duck('duckdb-zstd-1.parquet', 'many', `codec 'zstd', compression_level 1`);
  await duck('duckdb-plain.parquet', 'many', `codec 'zstd', dictionary_size_limit 1`);
  await duck('duckdb-one.parquet', 'one', `codec 'zstd'`);
  await duck('duckdb-zero.parquet', 'zero', `codec 'snappy'`);

  const codecs = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD'];
  for (const [v, version] of [['v1', WriterVersion.V1], ['v2', WriterVersion.V2]]) {
    for (const codec of codecs) {
      const base = () => b => b.setWriterVersion(version).setCompression(Compression[codec]).setDataPageSizeLimit(4096).setWriteBatchSize(256);
      const name = `rust-${v}-${codec.toLowerCase()}`;
      rewrite(`${name}-dictionary.parquet`, 'many', 'duckdb-snappy-v1.parquet', b => base()(b));
      // A small limit makes the writer fall back: such chunks mix dictionary and plain pages.
      rewrite(`${name}-mixed.parquet`, 'many', 'duckdb-snappy-v1.parquet', b => base()(b).setDictionaryPageSizeLimit(512));
      rewrite(`${name}-delta.parquet`, 'many', 'duckdb-snappy-v1.parquet', b => rustEncodings(base()(b), delta));
      rewrite(`${name}-split.parquet`, 'many', 'duckdb-snappy-v1.parquet', b => rustEncodings(base()(b), split));
    }
  }

  rewrite('rust-delta-length.parquet', 'many', 'duckdb-snappy-v1.parquet', b => rustEncodings(b.setCompression(Compression.ZSTD), deltaLength));
  rewrite('rust-groups.parquet', 'many', 'duckdb-snappy-v1.parquet', b => b.setMaxRowGroupSize(700).setCompression(Compression.SNAPPY));
  rewrite('rust-zero.parquet', 'zero', 'duckdb-zero.parquet', b => b);
  await hyparquet('hyparquet-default.parquet', 'many', {});
  await hyparquet('hyparquet-plain.parquet', 'many', { codec: 'UNCOMPRESSED', dictionarySize: 0, pageSize: 2000 });
  await hyparquet('hyparquet-delta.parquet', 'many', { pageSize: 4000 },
    { int: 'DELTA_BINARY_PACKED', text: 'DELTA_BYTE_ARRAY', bytes: 'DELTA_LENGTH_BYTE_ARRAY', bool: 'RLE', double: 'BYTE_STREAM_SPLIT' });
  await hyparquet('hyparquet-zero.parquet', 'zero', {});
}

writeFileSync(join(folder, 'files.json'), JSON.stringify(files, null, 1));
