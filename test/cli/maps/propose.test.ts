import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { JsonObject } from '../../../chaincode/domain/canonical.js';
import { stl } from '../../support/stl.js';

interface Proposed {
  readonly map: JsonObject;
  readonly open: readonly string[];
  readonly sentences: readonly { readonly row: number; readonly text: string }[];
  readonly mistakes: readonly string[];
  readonly unused: readonly string[];
}

describe('stl map', () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-map-'));
  });
  after(() => rm(dir, { recursive: true }));

  const fileOf = async (...lines: readonly string[]): Promise<string> => {
    const path = join(dir, 'orders.csv');
    await writeFile(path, lines.join('\n'));
    return path;
  };
  const proposedOf = async (lines: readonly string[], ...options: readonly string[]): Promise<Proposed> => {
    const { code, stderr, stdout } = await stl(['map', await fileOf(...lines), '--json', ...options]);
    expect(code, stderr).to.equal(0);
    return JSON.parse(stdout) as Proposed;
  };

  for (const [language, headings] of [
    ['English', 'Order ID,Seller ID,Placed at,Shipped on,Grand Total,Currency,Ship Country'],
    ['German', 'Bestellnummer,Händler,Bestellt am,Versandt am,Gesamtbetrag,Währung,Land'],
    ['French', 'Numéro de commande,Vendeur,Date d’achat,Expédié le,Montant total,Devise,Pays'],
    ['Spanish', 'Número de pedido,Vendedor,Fecha de compra,Fecha de envío,Importe total,Moneda,País'],
    ['Chinese', '订单号,店铺,下单时间,发货时间,订单金额,币种,国家'],
  ] as const) {
    it(`knows what ${language} headings of an export say, and leaves open what they do not`, async () => {
      const { map, mistakes, open, sentences } = await proposedOf([
        headings,
        '1001,c17,2026-10-01 21:40,2026-10-03 09:12,84.50,EUR,DE',
        '1002,c18,2026-10-02 08:00,,7.00,EUR,FR',
      ]);
      const [number = '', shop = '', placed = '', shipped = ''] = headings.split(',');
      expect(map['key']).to.deep.equal([number]);
      expect(map['columns']).to.deep.equal({ [number]: 'number', [shop]: 'shop' });
      const records = map['records'] as unknown as readonly { name: string; columns: JsonObject }[];
      expect(records.map(({ columns, name }) => [name, Object.keys(columns)[0]])).to.deep.equal([
        ['order', placed],
        ['dispatched', shipped],
      ]);
      expect(map).to.deep.include({ timeZone: null, hours: 'round', decimals: '.' });
      expect(map['promises']).to.deep.equal({ dispatchBy: null, deliverBy: null });
      expect(open.map((line) => line.replace(/:.*/, ''))).to.deep.equal([
        '/timeZone',
        '/promises/dispatchBy',
        '/promises/deliverBy',
      ]);
      expect(mistakes).to.deep.equal([]);
      expect(sentences.map(({ row }) => row)).to.deep.equal([2, 2, 3]);
      expect(sentences[0]?.text).to.include('seller your-platform.c17 (order)').and.not.include('deliverBy');
      expect(JSON.stringify(sentences)).to.not.match(/1001|84/);
    });
  }

  const dated = (...days: readonly string[]): string[] => [
    'Order ID,Order date',
    ...days.map((day, i) => `${i},${day}`),
  ];

  it('never guesses which of two formats of days is meant', async () => {
    const { map, open } = await proposedOf(dated('03/04/2026', '05/06/2026'));
    expect(map['dates']).to.equal(null);
    expect(open[0]).to.include('DD/MM/YYYY, MM/DD/YYYY fit all 2');
  });

  it('takes the one format that fits all days, once one of them rules the others out', async () => {
    expect((await proposedOf(dated('03/04/2026', '05/16/2026'))).map['dates']).to.equal('MM/DD/YYYY');
    const mixed = await proposedOf(dated('13/04/2026', '05/16/2026'));
    expect(mixed.map['dates']).to.equal(null);
    expect(mixed.open[0]).to.include('no format that stl knows fits all 2');
  });

  it('asks for no format where all times have their offset, yet for the zone in which promised days end', async () => {
    const { map, open } = await proposedOf(dated('2026-10-01T10:00:00+02:00'));
    expect(map).to.not.have.property('dates');
    expect(open[0]).to.include('/timeZone').and.include('promised days end by its clocks');
  });

  it('extends a map that ships where all of its headings are there', async () => {
    const { map, open } = await proposedOf([
      'order_number,shipment_pickup_date,shipment_delivery_date,tag',
      '1,2026-10-01 10:00,,x',
    ]);
    expect(map['extends']).to.equal('aftership');
    expect(open.join('\n')).to.include('/constants/seller').and.not.include('promises');
  });

  it('proposes for rows of one kind what stl csv takes, with a table for strange words', async () => {
    const { map, open } = await proposedOf(
      ['Shop,Date,Status,reference', 'c17,2026-10-01,Shipped,T-1', 'c17,2026-10-02,In limbo,T-2'],
      '--kind',
      'fulfilment',
    );
    expect(map['columns']).to.include({ Date: 'at', Status: 'event', reference: 'reference' });
    expect(map['values']).to.deep.equal({ event: { Shipped: 'dispatched', 'In limbo': null } });
    expect(open[0]).to.include('/values/event/In limbo: one of dispatched, delivered');
  });

  it('writes a file with comments that is refused as long as something is to be filled in, and taken then', async () => {
    const file = await fileOf(
      'Shop,Certificate No,Scheme,Valid from,Valid until,Country',
      'c17,C-1,iso-9001,2026-03-01,2027-03-01,DE',
    );
    const out = join(dir, 'map.json');
    const { code, stdout } = await stl(['map', file, '--kind', 'certification', '--out', out]);
    expect(code).to.equal(0);
    expect(stdout)
      .to.include('/constants/assessmentLevel')
      .and.match(/certificate\s+C-1/);
    const dryRun = (): ReturnType<typeof stl> =>
      stl([
        'csv',
        'certification',
        file,
        '--map',
        out,
        '--as',
        'demo-certifier',
        '--dry-run',
        '--url',
        'http://127.0.0.1:9',
      ]);
    const open = await dryRun();
    expect([open.code, open.stderr]).to.deep.include(1);
    expect(open.stderr).to.match(/map\.json:\d+:\d+ \/constants\/subject is still to be filled in/);
    const text = await readFile(out, 'utf8');
    await writeFile(
      out,
      text
        .replace('"subject": null', '"subject": "organisation"')
        .replace('"assessmentLevel": null', '"assessmentLevel": "scheme-cab"'),
    );
    const filled = await dryRun();
    expect(filled.stderr).to.not.include('map.json');
    const again = await stl(['map', file, '--kind', 'certification', '--out', out]);
    expect(again.stderr).to.include('exists already');
  });

  it('shows what a hostile heading or word holds, and does not do it', async () => {
    const { stderr, stdout } = await stl([
      'map',
      await fileOf('Order ID,Order date,Channel,\u001b[2Jx', '1,2026-10-01,\u202eevil\u001b[2J,y'),
    ]);
    expect(stderr + stdout).to.not.match(/[\u001b\u202e]/);
    expect(stderr).to.include('\\u{1b}');
  });

  it('says what to do with a file whose headings say nothing', async () => {
    const { code, stderr } = await stl(['map', await fileOf('a,b', '1,2')]);
    expect(code).to.equal(1);
    expect(stderr).to.include('--kind KIND').and.include('headings of the file: a, b');
  });
});
