import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { CliFailure } from '../../../gateway/cli/frame/failure.js';
import { checkCredentials } from '../../../gateway/cli/untp/check-files.js';
import { readIssuerKeys } from '../../../gateway/cli/untp/issuer-keys.js';
import { credential, map, newIssuer, type Issuer } from './credentials.js';

const did = 'did:web:cab.example';

describe('a signed UNTP credential', () => {
  let dir: string;
  let issuer: Issuer;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-untp-'));
    issuer = await newIssuer();
  });
  after(() => rm(dir, { recursive: true }));

  const write = async (name: string, content: string): Promise<string> => {
    await writeFile(join(dir, name), content);
    return join(dir, name);
  };
  const didDocument = (assertionMethod: readonly unknown[]): string =>
    JSON.stringify({
      id: did,
      verificationMethod: [{ id: `${did}#key-1`, type: 'JsonWebKey', publicKeyJwk: issuer.publicJwk }],
      assertionMethod,
    });
  /** What is wrong with it; empty where nothing is. */
  const wrong = async (text: string, keyFile: string): Promise<string> => {
    const keys = await readIssuerKeys(await write('keys.json', keyFile));
    const reading = { ledger: 'a'.repeat(64), map };
    const file = await write('credential', text);
    return checkCredentials([file], { keys, isUnsignedTaken: false, reading }).then(
      () => '',
      (error: unknown) => {
        if (!(error instanceof CliFailure)) throw error;
        return [error.message, ...error.details].join('\n');
      },
    );
  };

  it('is taken by the key of its issuer, in each of the forms in which a key may come', async () => {
    const jws = await issuer.sign(credential());
    const { publicJwk } = issuer;
    for (const keyFile of [
      publicJwk,
      { keys: [{ kty: 'RSA', n: 'x', e: 'AQAB' }, publicJwk] },
      JSON.parse(didDocument(['#key-1'])) as object,
      JSON.parse(didDocument([{ id: '#key-1', publicKeyJwk: publicJwk }])) as object,
    ])
      expect(await wrong(jws, JSON.stringify(keyFile))).to.equal('');
    const edwards = await newIssuer('Ed25519');
    expect(await wrong(await edwards.sign(credential()), JSON.stringify(edwards.publicJwk))).to.equal('');
  });

  it('is refused for whatever keeps one from knowing who made it', async () => {
    const stranger = await newIssuer();
    const other = await newIssuer('Ed25519');
    const jws = await issuer.sign(credential());
    const [header = '', payload = '', signature = ''] = jws.split('.');
    const altered = Buffer.from(JSON.stringify(credential({ validUntil: '2039-01-01T00:00:00Z' }))).toString(
      'base64url',
    );
    const none = Buffer.from('{"alg":"none","typ":"vc+jwt"}').toString('base64url');
    const bad: readonly (readonly [text: string, reason: RegExp])[] = [
      [await stranger.sign(credential()), /its signature does not hold/],
      [`${header}.${altered}.${signature}`, /its signature does not hold/],
      [`${none}.${payload}.${signature}`, /an algorithm that is not taken/],
      [await other.sign(credential()), /none of the given keys/],
      [await issuer.sign(credential(), { kid: '#key-2' }), /none of the given keys/],
      [await issuer.sign(credential(), { typ: 'JWT' }), /no signed credential/],
      [await issuer.sign(credential(), { crit: ['b64'], b64: true }), /must be understood/],
      [
        await issuer.sign(credential({ issuer: 'did:web:other.example' })),
        /another one than the keys are of/,
      ],
      [await issuer.sign(`${'['.repeat(40)}${']'.repeat(40)}`), /nested deeper/],
      [await issuer.sign('{"type":["DigitalConformityCredential"],"type":"x"}'), /a member twice: \/type/],
      ['{"@context": [', /is not JSON/],
      ['', /is not JSON/],
    ];
    for (const [text, reason] of bad) expect(await wrong(text, didDocument(['#key-1']))).to.match(reason);
  });

  it('is not taken by a key that its owner keeps for other purposes, or by one that is none', async () => {
    for (const keyFile of [didDocument([]), '[]', '"x"', '{"kty":"oct","k":"AA"}']) {
      const failed: unknown = await readIssuerKeys(await write('keys.json', keyFile)).catch(
        (error: unknown) => error,
      );
      expect(failed, keyFile).to.be.instanceOf(CliFailure).and.have.property('code', 'issuer_key_malformed');
    }
    const jws = await issuer.sign(credential());
    const noPoint = { ...issuer.publicJwk, y: issuer.publicJwk.x };
    expect(await wrong(jws, JSON.stringify(noPoint))).to.include('its signature does not hold');
  });
});
