import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { base64url, utf8 } from '../../../chaincode/domain/bytes.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import { verifyBadge } from '../../../gateway/sdk/verify/index.js';
import { BadgeMaker } from '../../support/badge-maker.js';

describe('status lists that somebody made up', () => {
  const maker = new BadgeMaker();
  const credential = maker.credential();
  const [revocation, suspension] = credential.credentialStatus!;
  const judged = async (lists: ReadonlyMap<string, Uint8Array>, change: object = {}): Promise<string> => {
    const options = { ...maker.options(credential), statusLists: lists };
    const bytes = utf8(maker.signed({ ...credential, ...change }));
    const { code, notices, state } = await verifyBadge(bytes, maker.trust, options);
    return [state, code, ...notices.map((notice) => notice.code)].join(' ');
  };
  const good = maker.lists(credential);
  const withList = (list: Uint8Array | undefined, entry = revocation!) => {
    const lists = new Map(good);
    if (list === undefined) lists.delete(entry.statusListCredential);
    else lists.set(entry.statusListCredential, list);
    return lists;
  };
  const notice = (code: string): string => `valid-with-notice valid_with_notice ${code}`;

  it('are asked for every entry: one that says nothing must not hide another that revokes', async () => {
    const revoked = maker.list(suspension!, [Number(suspension!.statusListIndex)]);
    const lists = withList(revoked, suspension);
    expect(await judged(lists)).to.equal('revoked certificate_withdrawn');
    lists.delete(revocation!.statusListCredential);
    expect(await judged(lists), 'the other is withheld').to.equal('revoked certificate_withdrawn');
    lists.set(revocation!.statusListCredential, utf8('x'));
    expect(await judged(lists), 'the other is spoilt').to.equal('revoked certificate_withdrawn');
    const backwards = { credentialStatus: [suspension, revocation] };
    const fallen = withList(maker.list(revocation!, [Number(revocation!.statusListIndex)]));
    fallen.delete(suspension!.statusListCredential);
    expect(await judged(fallen, backwards)).to.equal('revoked band_fallen');
    expect(await judged(new Map())).to.equal(notice('status_unchecked'));
  });

  it('hold for an hour at most, from a time that has come', async () => {
    const { now } = maker;
    const dated = (from: number, until: number) =>
      withList(
        maker.list(revocation!, [], (list) => ({
          ...list,
          validFrom: formatTime(from),
          validUntil: formatTime(until),
        })),
      );
    expect(await judged(dated(now - 60, now + 3_540))).to.equal('valid valid');
    expect(await judged(dated(now - 3_600, now))).to.equal('valid valid');
    expect(await judged(dated(now - 3_601, now - 1))).to.equal(notice('status_stale'));
    for (const [from, until] of [
      [now - 60, now + 3_541],
      [0, now + 60],
      [now - 60, now + 10 ** 9],
      [now + 301, now + 3_600],
      [now + 60, now],
    ] as const) {
      expect(await judged(dated(from, until)), `${from - now} to ${until - now}`).to.equal(
        notice('status_list_invalid'),
      );
    }
  });

  it('are lists, of the one purpose, by one that signs its own', async () => {
    const changed = (change: Parameters<BadgeMaker['list']>[2], issuer = 'alfa') =>
      judged(withList(maker.list(revocation!, [], change, issuer)));
    const bits = (bytes: Uint8Array, after = ''): Promise<string> =>
      changed((list) => ({
        ...list,
        credentialSubject: {
          ...list.credentialSubject,
          encodedList: `u${base64url(gzipSync(bytes))}${after}`,
        },
      }));
    expect(await changed((list) => list)).to.equal('valid valid');
    // Any organisation may say of a bit what follows from the ledger.
    expect(await changed((list) => list, 'bravo')).to.equal('valid valid');
    for (const verdict of [
      await changed((list) => ({ ...list, issuer: 'https://bravo.example' })),
      await changed((list) => ({ ...list, id: suspension!.statusListCredential })),
      await changed((list) => ({ ...list, type: ['VerifiableCredential', 'SellerTrustBadge'] })),
      await changed(({ credentialSubject, ...list }) => ({
        ...list,
        credentialSubject: { ...credentialSubject, statusPurpose: 'suspension' },
      })),
      await changed(({ credentialSubject, ...list }) => ({
        ...list,
        credentialSubject: { ...credentialSubject, statusPurpose: ['revocation'] },
      })),
      await changed(({ credentialSubject, ...list }) => ({
        ...list,
        credentialSubject: { ...credentialSubject, type: 'Other' },
      })),
      await changed((list) => ({ ...list, credentialSubject: undefined })),
      await changed(() => credential),
      await bits(new Uint8Array(16_383)),
      await bits(new Uint8Array(2 ** 24)),
      await bits(new Uint8Array(16_384), '='),
    ])
      expect(verdict).to.equal(notice('status_list_invalid'));
    const outsider = new BadgeMaker();
    expect(await judged(withList(outsider.list(revocation!)))).to.equal(notice('status_list_invalid'));
  });

  it('are named by addresses of one form, all at one site', async () => {
    const at = (base: string, { statusListCredential: url, statusListIndex } = revocation!) => {
      const list = `${base}${url.slice(url.indexOf('/v1/'))}`;
      return { statusListCredential: list, id: `${list}#${statusListIndex}` };
    };
    const moved = (base: string, other = base): Promise<string> =>
      judged(good, {
        credentialStatus: [
          { ...revocation!, ...at(base) },
          { ...suspension!, ...at(other, suspension) },
        ],
      });
    expect(await moved('https://status.alfa.example')).to.equal(notice('status_unchecked'));
    expect(await moved('http://127.0.0.1:8080')).to.equal(notice('status_unchecked'));
    // An address for each badge would tell its owner who looks at which.
    for (const base of [
      'https://alfa.example/badge-17',
      'https://alfa.example/?badge=17&x=',
      'https://alfa.example/#',
      'https://badge-17@alfa.example',
      'HTTPS://alfa.example',
      'javascript:alert(1)//',
      '//alfa.example',
      '',
    ])
      expect(await moved(base), base).to.equal('forged status_missing');
    expect(await moved('https://alfa.example', 'https://bravo.example')).to.equal('forged status_missing');
    for (const [from, to] of [
      [/\/0$/, '/00'],
      [/\/0$/, '/'],
      [/\/0$/, '/0/0'],
      [/\/0$/, '/9999999'],
      [/excellent|good/, 'poor'],
      [/revocation\/1/, 'revocation/2'],
      [/revocation/, 'suspension'],
    ] as const) {
      const statusListCredential = revocation!.statusListCredential.replace(from, to);
      const id = `${statusListCredential}#${revocation!.statusListIndex}`;
      const entry = { ...revocation!, statusListCredential, id };
      expect(await judged(good, { credentialStatus: [entry, suspension] }), to).to.equal(
        'forged status_missing',
      );
    }
    for (const statusListIndex of ['05', '-1', '5.0', '1e3', '131072', ' 5', '', '\u0665']) {
      const entry = {
        ...revocation!,
        statusListIndex,
        id: `${revocation!.statusListCredential}#${statusListIndex}`,
      };
      expect(await judged(good, { credentialStatus: [entry, suspension] }), statusListIndex).to.equal(
        'forged status_missing',
      );
    }
  });
});
