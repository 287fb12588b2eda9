import { expect } from 'chai';
import type { OrganisationKeyUse } from '../../../gateway/data-dir/key-files.js';
import type { Signer, SigningKey } from '../../../gateway/signing/port.js';
import { verifyWith, type NamedPublicJwk } from '../../../gateway/sdk/platform/keys.js';
import { failureOf } from '../../support/failure.js';

/** A signer under test, and the hand of its operator. */
export interface SignerWorld {
  readonly signer: Signer;
  /** Puts a new key there under `<use>` or `<use>-<anything>`, and takes keys of that name away. */
  add(name: string): Promise<void>;
  remove(name: string): Promise<void>;
  end(): Promise<void>;
}

const uses = ['sign', 'log', 'cosigner'] as const;
const data = (text: string): Uint8Array => new TextEncoder().encode(text);
const holds = async ({ publicKey, sign }: SigningKey, bytes: Uint8Array): Promise<boolean> =>
  verifyWith(publicKey, bytes, await sign(bytes));

/** What every signer does, wherever its keys lie. */
export function signerSuite(title: string, start: (context: Mocha.Context) => Promise<SignerWorld>): void {
  describe(`a signer: ${title}`, () => {
    let world: SignerWorld;
    beforeEach(async function () {
      world = await start(this);
      for (const use of uses) await world.add(use);
    });
    afterEach(() => world.end());

    const keyFor = async (use: OrganisationKeyUse): Promise<SigningKey> => {
      const key = (await world.signer.keys()).find((one) => one.use === use);
      if (key === undefined) throw new Error(`no ${use} key`);
      return key;
    };

    it('names each key as the consortium does, and says where they lie', async () => {
      const named = ({ kty, kid, x }: NamedPublicJwk): string => (kty === 'EC' ? kid : x);
      const keys = await world.signer.keys();
      expect(keys.map(({ use }) => use)).to.have.members([...uses]);
      for (const { name, publicKey, use } of keys) {
        expect(publicKey.alg).to.equal(use === 'sign' ? 'ES256' : 'Ed25519');
        expect(name).to.equal(named(publicKey));
      }
      expect(world.signer.place).not.to.equal('');
    });

    it('signs what verifies by the public key, and nothing else does', async () => {
      for (const use of uses) {
        const key = await keyFor(use);
        for (const text of ['a', 'b'.repeat(300_000)])
          expect(await holds(key, data(text)), use).to.equal(true);
        const signature = await key.sign(data('a'));
        expect(signature).to.have.length(64);
        expect(await verifyWith(key.publicKey, data('b'), signature)).to.equal(false);
      }
    });

    it('signs many things at once, each with the signature of its own', async () => {
      const keys = await world.signer.keys();
      const all = Array.from({ length: 60 }, (_, i) => holds(keys[i % 3]!, data(`text ${i}`)));
      expect(await Promise.all(all)).to.deep.equal(Array(60).fill(true));
    });

    it('finds a key that comes later, behind the first of its use, in an order of its own', async () => {
      const first = await keyFor('sign');
      await world.add('sign-2027');
      const all = await world.signer.keys();
      expect(all.map(({ use }) => use)).to.deep.equal(['sign', 'sign', 'log', 'cosigner']);
      const keys = all.slice(0, 2);
      expect(keys[0]?.name).to.equal(first.name);
      expect(keys[1]?.name).not.to.equal(first.name);
      for (const key of keys) expect(await holds(key, data('a'))).to.equal(true);
    });

    it('refuses a key that is not of the kind of its use, by name', async () => {
      await world.remove('log');
      await world.add('log-es256');
      const failure = await failureOf(world.signer.keys());
      expect(failure).to.be.instanceOf(Error).with.property('message').that.includes('log-es256');
    });
  });
}
