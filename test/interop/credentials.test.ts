import { Bitstring } from '@digitalbazaar/bitstring';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { compactVerify, importJWK, type JWK } from 'jose';
import { emptyBits, setBit } from '../../chaincode/domain/status-lists/bits.js';
import type { StatusListCredential } from '../../chaincode/domain/status-lists/types.js';
import type { Gateway } from '../../gateway/start/server.js';
import { orderRecord } from '../support/records.js';
import { World } from '../gateway/harness.js';

interface DidDocument {
  readonly id: string;
  readonly alsoKnownAs: readonly string[];
  readonly verificationMethod: readonly { readonly id: string; readonly publicKeyJwk: JWK }[];
  readonly assertionMethod: readonly string[];
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
        const method = `${did.id}#${kid ?? ''}`;
        expect(did.assertionMethod).to.include(method);
        return importJWK(did.verificationMethod.find(({ id }) => id === method)?.publicKeyJwk ?? {});
      },
      { algorithms: ['ES256'] },
    );
    expect(protectedHeader).to.include({ typ: 'vc+jwt', cty: 'vc' });
    return { claims: JSON.parse(new TextDecoder().decode(payload)) as T, did };
  };

  it('badges are signed with the key of the DID document of their issuer', async () => {
    const { claims, did } = await verified<{ issuer: string }>('/v1/badges/demo-platform.shop1');
    expect(did.id).to.equal(`did:web:${encodeURIComponent(new URL(gateway.url).host)}`);
    expect(did.alsoKnownAs).to.include(claims.issuer);
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
