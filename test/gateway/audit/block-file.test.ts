import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { openBlockFile } from '../../../gateway/audit/block-file.js';
import { failureOf } from '../../support/failure.js';
import {
  blocksIn,
  closed,
  ended,
  signedByOthers,
  withBlock,
  withOneMore,
  type ExportedBlock,
} from './export-lines.js';
import { ExportedLedger } from './exported-ledger.js';

/** What somebody without the organisations' keys may do to an export on its way to an auditor. */
describe('an export', () => {
  let exported: ExportedLedger;
  let lines: string[];

  before(async () => {
    exported = await ExportedLedger.make(['after-the-newest-checkpoint']);
    ({ lines } = exported);
  });
  after(() => exported.remove());

  /** Neither audited nor imported; says why. */
  const refused = async (made: readonly string[], what = ''): Promise<string> => {
    const file = await exported.fileOfLines(made);
    const audited = await failureOf(exported.audit(file));
    expect(audited, what).to.have.property('code', 'export_damaged');
    expect(await failureOf(exported.import(file)), what).to.have.property('code', 'export_damaged');
    return (audited as Error).message;
  };
  const last = (): number => lines.length - 1;
  const changed = (at: number, change: (transaction: ExportedBlock['transactions'][number]) => void) =>
    lines.map((line, i) =>
      i === at
        ? withBlock(line, ({ transactions }) => {
            change(transactions[0]!);
          })
        : line,
    );
  const renumbered = (made: readonly string[]): string[] =>
    made.map((line, i) => line.replace(/"n":\d+/, `"n":${i - 1}`));

  it('is the ledger itself: signed again it is the same file', () => {
    const unsigned = (made: readonly string[]) => made.map((line) => line.replace(/"block":"[^"]*"/, ''));
    expect(unsigned(ended(lines)).slice(0, -1)).to.deep.equal(unsigned(lines));
  });

  it('has each block once, all of them, in order', async () => {
    const [a, b] = [lines[2]!, lines[3]!];
    for (const [what, made] of Object.entries({
      twice: [...lines.slice(0, 3), a, ...lines.slice(3)],
      'twice at the end': [...lines, lines.at(-1)!],
      'a gap': [...lines.slice(0, 2), ...lines.slice(3)],
      'another order': [...lines.slice(0, 2), b, a, ...lines.slice(4)],
      'without the first': [lines[0]!, ...lines.slice(2)],
    })) {
      expect(await refused(closed(made), what), what).to.match(/^line \d+ is not block \d+$/);
      // Numbers are easily written anew; those in the headers are hashed and signed.
      expect(await refused(closed(renumbered(made)), what), what).to.match(
        /^line \d+: block \d+ carries another number$/,
      );
    }
  });

  it('names the line of a transaction that was changed, also behind the newest checkpoint', async () => {
    for (const [what, change] of Object.entries({
      time: (one: { time: number }) => (one.time += 1),
      txId: (one: { txId: string }) => (one.txId = `${one.txId.slice(1)}0`),
      place: (one: { tx: number }) => (one.tx += 1),
      key: ({ writes }: ExportedBlock['transactions'][number]) => (writes[0]!.key += '0'),
      value: ({ writes }: ExportedBlock['transactions'][number]) => (writes[0]!.value += ' '),
      'no write': ({ writes }: ExportedBlock['transactions'][number]) => writes.pop(),
    })) {
      // With the data hash made anew, the header is another: it no longer bears the signatures.
      const made = closed(changed(last(), change));
      expect(await refused(made, what), what).to.include(`line ${last() + 1}: block ${last() - 1} lacks a`);
    }
  });

  it('names a value or data that its hashes do not hold', async () => {
    const at = lines.findIndex((line) => !line.includes('"values":[]') && line.includes('"values":'));
    const flipped = (pattern: RegExp): string[] =>
      lines.map((line, i) =>
        i === at
          ? line.replace(pattern, (_all, head: string, c: string) => `${head}${c === 'A' ? 'B' : 'A'}`)
          : line,
      );
    expect(await refused(closed(flipped(/("values":\["[^"]{40})(.)/)))).to.include('has a wrong value');
    expect(await refused(closed(flipped(/("block":"[^"]{2000})(.)/)))).to.include(
      'does not match its data hash',
    );
    const none = lines.map((line, i) => (i === at ? line.replace(/"values":\[.*\]/, '"values":[]') : line));
    expect(await refused(closed(none))).to.include('has not the values');
  });

  it('does not let a chain hang on another beginning than its anchor', async () => {
    const head = JSON.parse(lines[0]!) as { blocks: { anchor: string } };
    const withAnchor = (anchor: string): string[] =>
      closed([JSON.stringify({ ...head, blocks: { ...head.blocks, anchor } }), ...lines.slice(1)]);
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = publicKey.export({ format: 'jwk' }) as { x: string; y: string };
    const anchor = JSON.parse(head.blocks.anchor) as { organisations: { key: object }[] };
    anchor.organisations[0]!.key = { ...anchor.organisations[0]!.key, ...other };
    const text = `${JSON.stringify(anchor, undefined, 2)}\n`;
    expect(await refused(withAnchor(text))).to.include('block 0 does not follow');
    const nobody = `${JSON.stringify({ ...anchor, organisations: [] }, undefined, 2)}\n`;
    expect(await refused(withAnchor(nobody))).to.match(/^line \d/);
    for (const garbage of [
      '',
      'null',
      '{}',
      head.blocks.anchor.trim(),
      head.blocks.anchor.replace(/"[0-9a-f]{64}"/, '"x"'),
    ])
      expect(await refused(withAnchor(garbage)), garbage).to.match(/^line 1: /);
  });

  it('does not hold where its own keepers append a block a second time', async () => {
    const twice = withOneMore(lines, blocksIn(lines).at(-1)!);
    const { findings } = await exported.audit(await exported.fileOfLines(ended(twice)));
    expect(findings.map(({ code, reason }) => `${code}: ${reason}`)).to.include(
      `batch_does_not_hold: it was there before, in block ${last() - 1}`,
    );
  });

  it('is not believed where somebody else signed its blocks, though they chain and begin with their anchor', async () => {
    const later = changed(last(), (one) => (one.time += 1));
    const file = await exported.fileOfLines(signedByOthers(later));
    const { findings } = await exported.audit(file);
    expect(findings.map(({ code }) => code)).to.deep.equal(['signer_unknown']);
    const error = await failureOf(exported.import(file));
    expect(error).to.have.property('code', 'does_not_hold');
    expect(error).to.have.nested.property('defects[0].reason').that.includes('signer_unknown');
    const unsigned = await exported.fileOfLines(signedByOthers(lines, 0));
    expect((await exported.audit(unsigned)).findings).to.have.nested.property(
      '[0].reason',
      'nobody signed them',
    );
  });

  it('has a head of a known kind', async () => {
    const head = JSON.parse(lines[0]!) as object;
    for (const blocks of [
      undefined,
      null,
      {},
      { kind: 'embedded' },
      { kind: 'fabric' },
      { kind: 'other', chaincode: 'stl' },
    ]) {
      expect(await refused(closed([JSON.stringify({ ...head, blocks }), ...lines.slice(1)]))).to.include(
        'line 1',
      );
    }
    // Blocks of one kind of ledger are none of the other.
    const fabric = JSON.stringify({ ...head, blocks: { kind: 'fabric', chaincode: 'stl' } });
    expect(await refused(closed([fabric, ...lines.slice(1)]))).to.match(/^line 2: /);
  });

  it('is refused with a reason, whatever bytes stand in it', async () => {
    const line = (block: string | Buffer, values: unknown = []) =>
      JSON.stringify({ block: Buffer.from(block).toString('base64'), n: 0, values });
    for (const bad of [
      ...[
        '{}',
        '[]',
        'null',
        '{"block":"!","n":0,"values":[]}',
        '{"block":"","n":0,"values":[1]}',
        '{"block":"","n":0}',
      ],
      ...[
        line(''),
        line('\n\n'),
        line('null\nnull\n'),
        line('{}\n[]\n'),
        line(Buffer.alloc(64, 255)),
        line('{', {}),
      ],
    ])
      expect(await refused(closed([lines[0]!, bad, ...lines.slice(2)])), bad).to.match(/^line 2/);
  });

  it('gives its blocks as the ledger does', async () => {
    const { blocks, height } = await openBlockFile(exported.path);
    let count = 0;
    for await (const { number: at } of blocks(0, new AbortController().signal)) expect(at).to.equal(count++);
    expect(count).to.equal(await height());
  });
});
