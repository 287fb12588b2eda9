import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { DataDir } from '../../gateway/data-dir/data-dir.js';
import { BenchConsortium } from './consortium.js';
import { mebibytes, median, rate, ratio, type Figure, type Measurement } from './measurement.js';
import { runStl, type StlRun } from './run-stl.js';

const rows = 100_000;
const rounds = 3;

const map = {
  ...{ timeZone: 'UTC', hours: 'round', decimals: '.' },
  key: ['number'],
  columns: { number: 'number', shop: 'shop' },
  records: [
    {
      ...{ name: 'order', kind: 'order' },
      columns: { created: 'at', total: 'value.amount' },
      constants: { channel: 'other', country: 'DE', 'value.currency': 'EUR' },
      promises: { dispatchBy: 3, deliverBy: 10 },
    },
  ],
};

/** One order a row, of 1,000 shops, a minute after the one before. */
const orders = Array.from({ length: rows }, (_, i) => ({
  number: `A-${i}`,
  shop: `shop-${i % 1_000}`,
  created: new Date(Date.UTC(2025, 0, 1) + i * 60_000).toISOString(),
  total: `${10 + (i % 500)}.50`,
}));

/** The same orders, as `stl csv` takes them: with commitments. */
const sheetLine = ({ created, number, shop }: (typeof orders)[number]): string =>
  [
    `demo-platform.${shop}`,
    `${created.slice(0, 14)}00:00Z`,
    Buffer.from(number.padEnd(32)).toString('base64url'),
  ].join();

const doors = ['csv dry run', 'import orders', 'sync of SQLite'] as const;
type Door = (typeof doors)[number];

export const imports: Measurement = {
  name: 'import',
  about: `${rate(rows)} orders of a shop, by each door in turn, each into a new store`,
  always: false,
  async run(say): Promise<readonly Figure[]> {
    const consortium = await BenchConsortium.start();
    try {
      const argsOf = await doorsOf(consortium);
      const runs = new Map<Door, StlRun[]>(doors.map((door) => [door, []]));
      for (let round = 0; round < rounds; round += 1) {
        for (const door of doors) {
          const run = await runStl(argsOf(door, round));
          runs.get(door)?.push(run);
          say(`${door}: ${rate(rows / run.seconds)} rows/s, ${mebibytes(run.peakBytes)}`);
        }
      }
      return doors.flatMap((door) => figuresOf(door, runs.get(door) ?? [], runs.get(doors[0]) ?? []));
    } finally {
      await consortium.stop();
    }
  },
};

function figuresOf(door: Door, runs: readonly StlRun[], tried: readonly StlRun[]): Figure[] {
  const seconds = median(runs.map((run) => run.seconds));
  const against = median(runs.map((run, i) => run.seconds / (tried[i]?.seconds ?? 1)));
  return [
    {
      what: `rows/s of ${door}`,
      value: rate(rows / seconds),
      limit:
        door === doors[0]
          ? 'reading and checking each row'
          : `${ratio(against)} of the time of a csv dry run`,
    },
    {
      what: `memory of ${door}, at most`,
      value: mebibytes(Math.max(...runs.map(({ peakBytes }) => peakBytes))),
      aim: '300 MiB',
      limit: 'Node.js itself; rows are sorted on disk',
    },
  ];
}

/** Writes the orders for each door; gives how it is opened in a round. */
async function doorsOf({
  dataDir,
  dir,
  gateway,
}: BenchConsortium): Promise<(door: Door, round: number) => readonly string[]> {
  const [sheet, file, mapFile, database] = ['sheet.csv', 'orders.csv', 'map.json', 'shop.db'].map((name) =>
    join(dir, name),
  ) as [string, string, string, string];
  const constants = { channel: 'other', country: 'DE', 'value.currency': 'EUR', 'value.band': '8' };
  const sheetMap = join(dir, 'sheet-map.json');
  await writeFile(
    sheetMap,
    JSON.stringify({ timeZone: 'UTC', constants, promises: { dispatchBy: 3, deliverBy: 10 } }),
  );
  await writeFile(mapFile, JSON.stringify(map));
  await writeFile(sheet, ['seller,at,order', ...orders.map(sheetLine), ''].join('\n'));
  await writeFile(
    file,
    ['number,shop,created,total', ...orders.map((one) => Object.values(one).join()), ''].join('\n'),
  );
  const shop = new DatabaseSync(database);
  shop.exec('create table orders (number text, shop text, created text, total text); begin');
  const insert = shop.prepare('insert into orders values (?, ?, ?, ?)');
  for (const { created, number, shop: name, total } of orders) insert.run(number, name, created, total);
  shop.exec('commit');
  shop.close();
  const key = [
    '--key',
    new DataDir(dataDir).demoKey('demo-platform'),
    '--data-dir',
    dataDir,
    '--url',
    gateway.url,
  ];
  return (door, round) => {
    const store = ['--map', mapFile, '--store', join(dir, `store-${door}-${round}`)];
    switch (door) {
      case 'csv dry run':
        return ['csv', 'order', sheet, '--map', sheetMap, '--dry-run', ...key];
      case 'import orders':
        return ['import', 'orders', file, ...store, ...key];
      case 'sync of SQLite':
        return ['sync', `sqlite:${database}`, '--query', 'select * from orders', ...store, ...key];
    }
  };
}
