import { expect } from 'chai';
import type { JsonObject } from '../../../chaincode/domain/canonical.js';
import { checkDocument, checkPart } from '../../../gateway/founding/check.js';
import { newConsortium, now } from '../../support/consortium.js';

type Loose = Record<string, unknown> & { organisations: Record<string, unknown>[] };

/** A sound document of three organisations, changed. */
function changed(change: (document: Loose) => void): JsonObject {
  const document = structuredClone(newConsortium().document) as unknown as Loose;
  change(document);
  return document as unknown as JsonObject;
}

const mistakesOf = (change: (document: Loose) => void): string[] =>
  checkDocument(changed(change), now).mistakes.map(({ pointer, reason }) => `${pointer} ${reason}`);
const warningsOf = (change: (document: Loose) => void): string[] =>
  checkDocument(changed(change), now).warnings.map(({ pointer, reason }) => `${pointer} ${reason}`);

describe('the check of a consortium document', () => {
  it('finds nothing wrong with a sound one, and names its ledger', () => {
    const { document, ledger } = newConsortium();
    expect(checkDocument(document as unknown as JsonObject, now)).to.deep.include({ mistakes: [] });
    expect(checkDocument(document as unknown as JsonObject, now).genesis?.ledger).to.equal(ledger);
  });

  it('tells every mistake at once, of form and of meaning', () => {
    const found = mistakesOf((document) => {
      const [first, second, third] = document.organisations;
      second!['mspId'] = first!['mspId'];
      third!['url'] = 'http://trust.example';
      document['k'] = 1;
      document['nonce'] = '0'.repeat(64);
      document['fold'] = { version: 'new', fromEpoch: 0 };
      document['policies'] = [{ name: 'score', version: 2, body: {} }];
    });
    expect(found.join('\n')).to.include('/fold/version wrong type');
    expect(found.join('\n')).to.include('/k threshold must be a majority');
    expect(found.join('\n')).to.include('/organisations MSP ids are repeated');
    expect(found.join('\n')).to.include('/organisations/2/url https:// is needed');
    expect(found.join('\n')).to.include('/policies/0/version first version must be 1');
    expect(found.join('\n')).to.include('/nonce it was not drawn at random');
  });

  for (const [address, said] of [
    ['http://trust.example', 'https:// is needed'],
    ['https://trust.example/', 'without a path'],
    ['https://TRUST.example', 'in its one spelling: https://trust.example'],
    ['https://trust.example:443', 'in its one spelling'],
    ['https://me:secret@trust.example', 'in its one spelling'],
    ['https://trust.example?x=1', 'in its one spelling'],
    ['http://10.evil.example', 'https:// is needed'],
    ['http://127.evil.example', 'https:// is needed'],
    ['https://[::1', 'not an address'],
    ['https://a.example;id', 'its host is no name'],
    ['https://$(id).example', 'its host is no name'],
    ["https://a'b.example", 'its host is no name'],
  ] as const) {
    it(`refuses the address ${address}`, () => {
      const found = mistakesOf(({ organisations }) => (organisations[0]!['url'] = address));
      expect(found.join('\n')).to.include(said);
    });
  }

  for (const address of [
    'http://127.0.0.1:8080',
    'http://localhost:1',
    'http://[::1]:8080',
    'http://10.0.0.7:80',
  ]) {
    it(`takes the address ${address.replace(/:80$/, ':8000')}`, () => {
      const url = address.replace(/:80$/, ':8000');
      expect(mistakesOf(({ organisations }) => (organisations[0]!['url'] = url))).to.deep.equal([]);
      expect(warningsOf(({ organisations }) => (organisations[0]!['url'] = url)).join('\n')).to.include(
        '/url',
      );
    });
  }

  it('refuses a key that two use, and one that is no point of the curve', () => {
    const shared = mistakesOf(({ organisations: [one, two] }) => (two!['logKey'] = one!['logKey']));
    expect(shared).to.deep.equal(['/organisations keys are repeated']);
    const off = mistakesOf(({ organisations: [one] }) => {
      one!['signKey'] = { ...(one!['signKey'] as object), x: 'A'.repeat(43) };
    });
    expect(off.join('\n')).to.include('/organisations/0/signKey not a point of the curve');
  });

  it('warns of what is odd, and takes it', () => {
    const found = warningsOf((document) => {
      const [first, second] = document.organisations;
      second!['name'] = first!['name'];
      first!['roles'] = [];
      document['k'] = 3;
      document['policies'] = [];
    }).join('\n');
    for (const said of [
      '/k every organisation must agree',
      '/organisations/1/name another organisation has the same name',
      '/organisations/0/roles it can register no participant alone',
      '/policies without a policy named score',
    ])
      expect(found).to.include(said);
    const unseen = warningsOf(({ organisations: [one] }) => (one!['name'] = 'Acme\u202e'));
    expect(unseen.join('\n')).to.include('characters that nobody sees');
  });

  it('says of one part what it would say of the document', () => {
    const [part] = newConsortium().document.organisations;
    expect(checkPart(part as unknown as JsonObject)).to.deep.equal([]);
    const wrong = {
      ...part,
      url: 'http://x.example',
      signKey: { ...part!.signKey, kid: part!.adminKey.kid },
    };
    expect(checkPart(wrong as unknown as JsonObject).map(({ pointer }) => pointer)).to.have.members([
      '/signKey/kid',
      '/url',
    ]);
  });
});
