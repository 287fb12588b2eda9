import { expect } from 'chai';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import { verifyBadge, type TrustedConsortium, type Verdict } from '../../../gateway/sdk/verify/index.js';
import { BadgeMaker } from '../../support/badge-maker.js';
import { newWitness, type TestWitness } from '../../support/witnesses.js';

describe('a badge and the outside witnesses of its ledger', () => {
  const maker = new BadgeMaker();
  const [one, two, three] = [
    newWitness('one.example'),
    newWitness('two.example/log'),
    newWitness('3.example'),
  ];
  const all = [one, two, three];
  const asking = (quorum: number, witnesses: readonly TestWitness[] = all): Required<TrustedConsortium> => ({
    ...maker.trust,
    witnesses: witnesses.map(({ vkey }) => vkey),
    quorum,
  });

  /** `change`: what somebody does to the note on its way. */
  const verdict = (
    trust: Required<TrustedConsortium>,
    seenBy: readonly TestWitness[],
    change = (note: string): string => note,
  ): Promise<Verdict> => {
    const { quorum, witnesses } = trust;
    const evidence = maker.evidence({ consortium: { quorum, witnesses } });
    const note = seenBy.reduce((seen, witness) => witness.see(seen), evidence.checkpoint);
    const credential = maker.credential({ ...evidence, checkpoint: change(note) });
    return verifyBadge(utf8(maker.signed(credential)), trust, maker.options(credential));
  };
  const codes = ({ code, notices }: Verdict): string => [code, ...notices.map((one) => one.code)].join(' ');

  it('says how many have seen it, and gives a notice where that is fewer than the trust list asks for', async () => {
    const enough = await verdict(asking(2), [three, one]);
    expect(codes(enough)).to.equal('valid');
    expect(enough.badge).to.deep.include({
      witnessed: ['3.example', 'one.example'],
      unwitnessed: ['two.example/log'],
      quorum: 2,
    });
    expect(enough.checks.find(({ name }) => name === 'checkpoint')?.reason).to.include(
      'seen by 2 of 3 outside witnesses; quorum 2',
    );
    const few = await verdict(asking(2), [two]);
    expect(codes(few)).to.equal('valid_with_notice quorum_not_reached');
    expect(few.notices[0]?.reason).to.match(/^seen by 1 outside witnesses where the trust list asks for 2/);
    expect(codes(await verdict(asking(2), []))).to.equal('valid_with_notice quorum_not_reached');
    expect(codes(await verdict(asking(0), []))).to.equal('valid');
    expect(codes(await verdict(asking(0, []), []))).to.equal('valid');
  });

  it('is forged where a line claims a witness of the list and does not hold', async () => {
    const spoil = (note: string): string =>
      note.replace(
        /(one\.example \S{30})(.)/,
        (_, head: string, at: string) => head + (at === 'A' ? 'B' : 'A'),
      );
    expect(codes(await verdict(asking(1), [one, two], spoil))).to.equal('signature_invalid');
    // A cosignature of another state, put under this one.
    const foreign =
      one
        .see(maker.note({ size: 99 }))
        .split('\n')
        .at(-2) ?? '';
    expect(codes(await verdict(asking(1), [two], (note) => `${note}${foreign}\n`))).to.equal(
      'signature_invalid',
    );
  });

  it('counts no strangers, and a key once', async () => {
    const stranger = newWitness('one.example');
    expect(codes(await verdict(asking(1), [stranger, newWitness('none.example')]))).to.equal(
      'valid_with_notice quorum_not_reached',
    );
    const twice = await verdict(asking(2), [one, one, one]);
    expect(codes(twice)).to.equal('valid_with_notice quorum_not_reached');
    // One outsider under two names, as a list could have it that no chaincode checked.
    const alias = newWitness('alias.example', one.signer);
    const aliased = await verdict(asking(2, [one, alias]), [one, alias]);
    expect(codes(aliased)).to.equal('valid_with_notice quorum_not_reached');
    expect(aliased.badge?.witnessed).to.deep.equal(['one.example']);
  });

  it('counts no organisation as an outsider of itself', async () => {
    const { statement } = maker.member('alfa');
    const inside = newWitness('friend.example', statement.cosigner);
    expect(codes(await verdict(asking(1, [inside]), [inside]))).to.equal(
      'valid_with_notice quorum_not_reached',
    );
  });

  it('passes over lines of a list that are no verifier keys: nobody can have signed for them', async () => {
    const trust = {
      ...asking(1),
      witnesses: ['3.example', 'x+00000000+AAAA', `${two.vkey.slice(0, -4)}AAA=`],
    };
    expect(codes(await verdict(trust, all))).to.equal('valid_with_notice quorum_not_reached');
  });

  it('differs from a list with other witnesses or another quorum: somebody may be keeping the newest one back', async () => {
    const evidence = maker.evidence({ consortium: { quorum: 1, witnesses: [one.vkey] } });
    const credential = maker.credential({ ...evidence, checkpoint: one.see(evidence.checkpoint) });
    const badge = utf8(maker.signed(credential));
    const against = async (trust: TrustedConsortium): Promise<string> =>
      codes(await verifyBadge(badge, trust, maker.options(credential)));
    expect(await against(asking(1, [one]))).to.equal('valid');
    for (const trust of [asking(0, [one]), asking(1, [one, two]), maker.trust])
      expect(await against(trust)).to.equal('valid_with_notice trust_differs');
  });
});
