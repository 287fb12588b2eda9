import { Bitstring } from '@digitalbazaar/bitstring';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { contexts } from '@digitalbazaar/credentials-context';
import jsonld from 'jsonld';
import { compactVerify, importJWK, type JWK } from 'jose';
import { emptyBits, setBit } from '../../chaincode/domain/status-lists/bits.js';
import type { BadgeCredential } from '../../chaincode/domain/badge/types.js';
import type { StatusListCredential } from '../../chaincode/domain/status-lists/types.js';
import type { Gateway } from '../../gateway/start/server.js';
import { orderRecord } from '../support/records.js';
import { BadgeMaker } from '../support/badge-maker.js';
import { World } from '../gateway/harness.js';

interface DidDocument {
  readonly id: string;
  readonly alsoKnownAs: readonly string[];
  readonly verificationMethod: readonly {
    readonly id: string;
    readonly controller: string;
    readonly publicKeyJwk: JWK;
  }[];
  readonly assertionMethod: readonly string[];
}

/** Contexts of the W3C from a package: nothing is fetched. */
const documentLoader = (url: string) => {
  const document = contexts.get(url);
  if (document === undefined) throw new Error(`no context ${url}`);
  return Promise.resolve({ documentUrl: url, document });
};

/** Expanded in safe mode, where what is lost is an error, and compacted again. */
async function throughJsonLd(credential: object): Promise<unknown> {
  const safe = { documentLoader, safe: true };
  const { '@context': context } = credential as { readonly '@context': unknown };
  return jsonld.compact(await jsonld.expand(credential, safe), context, safe);
}

/** JSON-LD does not tell a list of one from its only member; the values of evidence are no JSON-LD, and stay as they are. */
function withoutSingleLists(credential: object): unknown {
  return Object.fromEntries(
    Object.entries(credential).map(([name, value]: [string, unknown]) => {
      const isSingle = Array.isArray(value) && value.length === 1;
      return [name, isSingle ? (value as unknown[])[0] : value];
    }),
  );
}

describe('credentials, read by libraries that are not ours', () => {
  let world: World;
  let gateway: Gateway;
  before(async () => {
    world = await World.found();
    gateway = await world.start();
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
    await world.seal(gateway);
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  /** Checks a credential with jose and the key that the issuer's DID document gives for its kid. */
  const verified = async <T>(path: string): Promise<{ readonly claims: T; readonly did: DidDocument }> => {
    const did = (await (await fetch(`${gateway.url}/.well-known/did.json`)).json()) as DidDocument;
    const jws = await (await fetch(`${gateway.url}${path}`)).text();
    const { payload, protectedHeader } = await compactVerify(
      jws,
      ({ kid }) => {
        expect(did.assertionMethod).to.include(kid);
        const method = did.verificationMethod.find(({ id }) => id === kid);
        expect(method?.controller).to.equal(did.id);
        return importJWK(method?.publicKeyJwk ?? {});
      },
      { algorithms: ['ES256'] },
    );
    expect(protectedHeader).to.include({ typ: 'vc+jwt', cty: 'vc' });
    return { claims: JSON.parse(new TextDecoder().decode(payload)) as T, did };
  };

  it('badges are signed with the key of the DID document of their issuer', async () => {
    const { claims, did } = await verified<BadgeCredential>('/v1/badges/demo-platform.shop1');
    expect(claims.issuer).to.equal(did.id);
    const own = world.consortium.document.organisations.find(({ id }) => id === 'platform');
    expect(did.alsoKnownAs).to.deep.equal([own?.url]);
    expect(did.id).to.equal(`did:web:${new URL(own?.url ?? '').host}`);
  });

  it('expand as JSON-LD in safe mode, and come back with every member', async () => {
    const { claims: badge } = await verified<BadgeCredential>('/v1/badges/demo-platform.shop1');
    const { claims: list } = await verified<object>('/v1/status-lists/revocation/1/excellent/0');
    const dormant = new BadgeMaker().credential(
      new BadgeMaker().evidence({
        aggregate: { newestDay: 20_000, uncontested: { recent: [], lifetime: {} } },
      }),
    );
    for (const credential of [badge, new BadgeMaker().credential(), dormant, list])
      expect(await throughJsonLd(credential)).to.deep.equal(withoutSingleLists(credential));
    // Without the types of its own context a member that is null, or is named as one of RDF's, would be lost.
    const [v2, terms] = badge['@context'];
    const plain = { ...badge, '@context': [v2, { '@vocab': terms['@vocab'] }] };
    expect(await throughJsonLd(plain).catch(String)).not.to.deep.equal(withoutSingleLists(plain));
  });

  it('status lists have the bits of the Bitstring Status List', async () => {
    const path = '/v1/status-lists/revocation/1/excellent/0';
    const { claims } = await verified<StatusListCredential>(path);
    const encoded = claims.credentialSubject.encodedList;
    expect(encoded[0], 'multibase: base64url without padding').to.equal('u');
    const list = new Bitstring({ buffer: await Bitstring.decodeBits({ encoded: encoded.slice(1) }) });
    expect(list.length).to.be.at.least(131_072);

    const bits = emptyBits();
    const chosen = [0, 1, 7, 8, 9_999, 131_071];
    for (const index of chosen) setBit(bits, index);
    const read = new Bitstring({
      buffer: await Bitstring.decodeBits({ encoded: gzipSync(bits).toString('base64url') }),
    });
    const set = Array.from({ length: read.length }, (_, index) => index).filter((index) => read.get(index));
    expect(set).to.deep.equal(chosen);
  });
});
