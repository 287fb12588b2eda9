import { expect } from 'chai';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import { composeStatement, logNoteKey } from '../../../chaincode/domain/checkpoints/statement.js';
import type { Organisation } from '../../../chaincode/domain/consortium/document.js';
import { formatNote, noteLines, parseNote, signatureLine } from '../../../chaincode/domain/tlog/note.js';
import { verifyCheckpoint } from '../../../chaincode/domain/proofs/checkpoint.js';
import type { ProofCrypto } from '../../../chaincode/domain/ports.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import {
  verifyBadge,
  type Seen,
  type TrustedConsortium,
  type Verdict,
} from '../../../gateway/sdk/verify/index.js';
import { BadgeMaker, type Stated } from '../../support/badge-maker.js';
import { newSigner, newStatementKeys, signBytes } from '../../support/consortium.js';
import { signKeyOf } from '../../support/trust-lists.js';

describe('a badge on a checkpoint that somebody made up', () => {
  const maker = new BadgeMaker();
  const { trust } = maker;
  const verdict = (
    stated: Stated,
    { by = trust, change = (note: string): string => note, lastSeen = undefined as Seen | undefined } = {},
  ): Promise<Verdict> => {
    const evidence = maker.evidence(stated);
    const credential = maker.credential({ ...evidence, checkpoint: change(evidence.checkpoint) });
    const options = { ...maker.options(credential), ...(lastSeen && { lastSeen }) };
    return verifyBadge(utf8(maker.signed(credential)), by, options);
  };
  const judged = async (...args: Parameters<typeof verdict>): Promise<string> => {
    const { code, notices, state } = await verdict(...args);
    return [state, code, ...notices.map((notice) => notice.code)].join(' ');
  };
  /** The note with other signature lines. */
  const lines = (change: (lines: readonly string[]) => readonly string[]) => (note: string) => {
    const body = parseNote(utf8(note))?.text ?? '';
    return formatNote(body, change(noteLines(note)));
  };

  it('counts organisations, each with both of its keys', async () => {
    expect(await judged({})).to.equal('valid valid');
    expect(await judged({ by: ['alfa', 'bravo'] })).to.equal(
      'valid-with-notice valid_with_notice not_unanimous',
    );
    expect(await judged({ by: ['alfa'] })).to.equal('unchecked too_few_organisations');
    // alfa and bravo, and of charlie one line only.
    for (const kept of [
      [0, 1, 2],
      [0, 1, 3],
      [0, 2],
      [1, 3],
      [0, 3],
      [0, 1, 0, 1, 0, 1],
    ]) {
      expect(
        await judged({}, { change: lines((all) => kept.map((i) => all[i] as string)) }),
        kept.join(),
      ).to.equal('unchecked too_few_organisations');
    }
  });

  it('takes no witness for an organisation', async () => {
    const witness = newStatementKeys();
    const stranger = { id: 'witness', logKey: witness.log.jwk.x, cosignerKey: witness.cosigner.jwk.x };
    const own = (note: string): string => {
      const { text = '' } = parseNote(utf8(note)) ?? {};
      const key = logNoteKey(maker.ledger, stranger);
      return note + signatureLine(nodeCrypto.sha256, key, signBytes(witness.log, utf8(text)), 0);
    };
    expect(await judged({ by: ['alfa'] }, { change: own })).to.equal('unchecked too_few_organisations');
    expect(await judged({ by: ['alfa', 'bravo'] }, { change: own })).to.match(/^valid-with-notice/);
  });

  it('counts who is listed twice once, under whatever name', async () => {
    const { organisation } = maker.member('alfa');
    const again = { ...organisation, id: 'bravo' };
    // alfa signs for itself, and as bravo with the same keys.
    const both = (note: string): string => {
      const { text = '' } = parseNote(utf8(note)) ?? {};
      const [, line = ''] = noteLines(maker.statement('alfa', text, again));
      return note + line;
    };
    const listed: TrustedConsortium = { ...trust, organisations: [organisation, again] };
    expect(await judged({ by: ['alfa'] }, { by: listed, change: both })).to.equal(
      'unchecked too_few_organisations',
    );
    const repeated = { ...trust, organisations: [organisation, organisation] };
    expect(await judged({ by: ['alfa'] }, { by: repeated })).to.equal('unchecked too_few_organisations');
  });

  it('counts an organisation that changed its keys once, by the old ones, the new ones or both', async () => {
    const { organisation } = maker.member('alfa');
    const keys = newStatementKeys();
    const { logKey, cosignerKey } = organisation;
    const renewed = { ...organisation, logKey: keys.log.jwk.x, cosignerKey: keys.cosigner.jwk.x };
    const overlap = { ...renewed, previous: { logKey, cosignerKey } };
    const listed = (...first: Organisation[]): TrustedConsortium => ({
      ...trust,
      organisations: [...first, ...trust.organisations.slice(1)],
    });
    const consortium = (first: Organisation) => ({
      organisations: listed(first).organisations as readonly Organisation[],
    });
    /** alfa's word by its new keys instead of, or beside, the one by the old ones. */
    const signedAnew = (old: readonly number[], fresh: readonly number[]) => (note: string) => {
      const { text: body = '' } = parseNote(utf8(note)) ?? {};
      const parts = { ledger: maker.ledger, organisation: renewed, body, time: maker.asof + 5 };
      const anew = noteLines(
        composeStatement(nodeCrypto.sha256, parts, (use, data) => signBytes(keys[use], data)),
      );
      const all = noteLines(note);
      const kept = [...old.map((i) => all[i] as string), ...fresh.map((i) => anew[i] as string)];
      return formatNote(body, [...kept, ...all.slice(2)]);
    };
    const [asBefore, asNow] = [signedAnew([0, 1], []), signedAnew([], [0, 1])];
    const by = listed(overlap);
    // From before the change, from after it, and halfway.
    expect(await judged({}, { by, change: asBefore })).to.equal('valid valid');
    expect(await judged({ consortium: consortium(overlap) }, { by, change: asNow })).to.equal('valid valid');
    expect(await judged({}, { by, change: signedAnew([0], [1]) })).to.equal('valid valid');
    // Old and new together are one organisation, of two that are needed.
    const few = 'unchecked too_few_organisations';
    for (const [old, fresh] of [
      [
        [0, 1],
        [0, 1],
      ],
      [[0], [1]],
      [[0, 1], []],
    ] as const)
      expect(await judged({ by: ['alfa'] }, { by, change: signedAnew(old, fresh) })).to.equal(few);
    // Two log keys are no log key and cosigner key.
    expect(await judged({ by: ['alfa', 'bravo'] }, { by, change: signedAnew([0], [0]) })).to.equal(few);
    // Nor does it count for another that is listed with a key of its past.
    const twin = { ...renewed, id: 'twin', logKey, cosignerKey };
    const twice = { ...trust, organisations: [overlap, twin, maker.member('bravo').organisation] };
    expect(await judged({ by: ['alfa'] }, { by: twice, change: signedAnew([0, 1], [0, 1]) })).to.equal(few);
    // Once they are dropped they are a stranger's.
    expect(await judged({ by: ['alfa', 'bravo'] }, { by: listed(renewed) })).to.equal(few);
  });

  it('needs a trust in which two groups cannot contradict one another', async () => {
    for (const k of [0, -1, 1, 1.5, NaN, Infinity, undefined, null, '2']) {
      expect(await judged({}, { by: { ...trust, k } as TrustedConsortium }), String(k)).to.equal(
        'unchecked too_few_organisations',
      );
    }
    expect(await judged({}, { by: { ...trust, k: 1, organisations: [] } })).to.match(/^unchecked /);
    expect(await judged({}, { by: {} as TrustedConsortium })).to.match(/^unchecked /);
  });

  it('is forged where a trusted key’s line does not hold', async () => {
    const other = (all: readonly string[]): readonly string[] =>
      all.map((line, i) => (i === 4 ? line.replace(/.{8}\n$/, (end) => `AAAA${end.slice(4)}`) : line));
    expect(await judged({}, { change: lines(other) })).to.equal('forged signature_invalid');
  });

  it('keeps the word of all where two keys have the same four bytes of id', async () => {
    // As if somebody had searched for such a key: here each hash of a key begins alike.
    const alike: ProofCrypto = {
      sha256: (bytes) => (bytes.length < 200 ? new Uint8Array(32) : nodeCrypto.sha256(bytes)),
      verify: nodeCrypto.verify,
    };
    const body = parseNote(utf8(maker.note({})))?.text ?? '';
    const signed = formatNote(
      body,
      maker.members.flatMap(({ organisation, statement }) =>
        noteLines(
          composeStatement(
            alike.sha256,
            { ledger: maker.ledger, organisation, body, time: maker.now },
            (key, data) => signBytes(statement[key], data),
          ),
        ),
      ),
    );
    const { organisations } = await verifyCheckpoint(alike, signed, trust);
    expect(organisations).to.deep.equal(['alfa', 'bravo', 'charlie']);
  });

  it('is one text, and no other that reads alike', async () => {
    for (const change of [
      (note: string) => note.replace('\nfold 1\n', '\nfold 1\nmore 1\n'),
      (note: string) => note.replace('\nfold 1\n', '\nfold 01\n'),
      (note: string) => note.replace(/(epoch \d+)\n(asof [^\n]+)\n/, '$2\n$1\n'),
      (note: string) => note.replace(/\nmap [^\n]+/, (line) => line + line),
      (note: string) => note.replaceAll('\n', '\r\n'),
      (note: string) => note.trimEnd(),
      (note: string) => `${note}\n`,
      (note: string) => note.replaceAll('\u2014', '-'),
      () => '',
    ])
      expect(await judged({}, { change })).to.equal('unchecked proof_malformed');
    expect(await judged({ checkpoint: { ledger: 'b'.repeat(64) } })).to.equal('unchecked ledger_unknown');
  });

  it('says where the organisations are no longer those of the reader’s trust list', async () => {
    const organisations = trust.organisations as readonly Organisation[];
    const rotated = organisations.map((one) =>
      one.id === 'alfa' ? { ...one, signKey: signKeyOf(newSigner()) } : one,
    );
    const notice = 'valid-with-notice valid_with_notice trust_differs';
    // Whoever withholds the newest list keeps a key alive that was replaced, or an organisation that left.
    expect(await judged({ consortium: { organisations: rotated } })).to.equal(notice);
    expect(await judged({ consortium: { organisations: organisations.slice(1) } })).to.equal(notice);
    expect(await judged({ consortium: { k: 3 } })).to.equal(notice);
    const renamed = organisations.map((one) => ({ ...one, name: 'another name' }));
    expect(await judged({ consortium: { organisations: renamed } })).to.equal('valid valid');
  });

  it('says so, too, where the ledger had dropped a key that the reader still trusts, and not where it is the reader who did', async () => {
    const { organisation } = maker.member('alfa');
    const before = { ...organisation, logKey: newSigner('Ed25519').jwk.x };
    const overlap = { ...organisation, previous: { logKey: before.logKey } };
    const others = maker.members.slice(1).map((member) => member.organisation);
    const listed = (first: Organisation): readonly Organisation[] => [first, ...others];
    const notices = async (stated: Organisation, trusted: Organisation) =>
      (await judged(
        { consortium: { organisations: listed(stated) } },
        { by: { ...trust, organisations: listed(trusted) } },
      )) === 'valid valid'
        ? 'none'
        : 'trust_differs';
    const named = { before, overlap, after: organisation };
    const told = async (stated: keyof typeof named, trusted: keyof typeof named) =>
      notices(named[stated], named[trusted]);
    for (const each of ['overlap', 'after'] as const) expect(await told(each, each)).to.equal('none');
    expect(await told('before', 'overlap'), 'the list is newer').to.equal('none');
    expect(await told('overlap', 'after'), 'the list is newer').to.equal('none');
    expect(await told('after', 'overlap'), 'the list is older').to.equal('trust_differs');
    expect(await told('before', 'after'), 'nothing joins them').to.equal('trust_differs');
  });

  const seen = (change: Partial<Seen> = {}): Seen => ({
    ...{ ledger: maker.ledger, size: 100, root: '07'.repeat(32), epoch: 9 },
    ...change,
  });

  it('is forged where no ledger could be both what was seen and what it shows', async () => {
    const forged = 'forged inconsistent';
    // One epoch has one Seal, and a later Seal covers no less.
    expect(await judged({}, { lastSeen: seen({ size: 99 }) }), 'same epoch, larger').to.equal(forged);
    expect(await judged({}, { lastSeen: seen({ size: 101 }) }), 'same epoch, smaller').to.equal(forged);
    expect(await judged({}, { lastSeen: seen({ size: 101, epoch: 8 }) }), 'newer, smaller').to.equal(forged);
    expect(await judged({}, { lastSeen: seen({ size: 99, epoch: 10 }) }), 'older, larger').to.equal(forged);
    expect(await judged({}, { lastSeen: seen({ root: '08'.repeat(32) }) })).to.equal(forged);
    expect(await judged({}, { lastSeen: seen({ size: 101, epoch: 10 }) })).to.equal('expired backward');
    expect(await judged({}, { lastSeen: seen({ epoch: 10 }) })).to.equal('expired backward');
    expect(await judged({}, { lastSeen: seen({ size: 90, epoch: 8 }) })).to.equal('valid valid');
  });

  it('never makes a reader remember what was not shown to follow', async () => {
    const last = seen({ size: 90, epoch: 8 });
    for (const stated of [{ checkpoint: { fold: 7 } }, { checkpoint: { fold: 8, size: 99 } }]) {
      expect((await verdict(stated, { lastSeen: last })).seen, JSON.stringify(stated)).to.be.oneOf([
        undefined,
        last,
      ]);
    }
  });
});
