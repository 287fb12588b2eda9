import { expect } from 'chai';
import { SetupError } from '../../../gateway/data-dir/setup-error.js';
import { pkcs11Signer } from '../../../gateway/signing/pkcs11/index.js';
import { openSession, type Library } from '../../../gateway/signing/pkcs11/session.js';
import { parseTokenUri } from '../../../gateway/signing/pkcs11/uri.js';
import { verifyWith } from '../../../gateway/sdk/platform/keys.js';
import type { Signer } from '../../../gateway/signing/port.js';
import { failureOf } from '../../support/failure.js';
import { signerSuite } from './signer-suite.js';
import { SoftToken } from './soft-token.js';

describe('a PKCS#11 token that one more wrong PIN would lock', () => {
  it('is given no PIN: a service that starts again and again would lock it for good', async () => {
    const finalTry = 0x20000;
    let logins = 0;
    class Token {
      load(): void {}
      close(): void {}
      C_Initialize(): void {}
      C_Finalize(): void {}
      C_GetSlotList(): Buffer[] {
        return [Buffer.alloc(8)];
      }
      C_GetTokenInfo(): object {
        return { label: 'company'.padEnd(32), serialNumber: '1'.padEnd(16), flags: finalTry };
      }
      C_OpenSession(): Buffer {
        return Buffer.alloc(8);
      }
      C_Login(): void {
        logins += 1;
      }
    }
    const library = { PKCS11: Token, CKF_USER_PIN_FINAL_TRY: finalTry } as unknown as Library;
    const place = parseTokenUri('pkcs11:token=company?module-path=/lib/any.so&pin-source=env:PIN');
    const opened = Promise.resolve().then(() => openSession(library, place, '1234'));
    expect(await failureOf(opened)).to.include({ code: 'refused' });
    expect(logins).to.equal(0);
  });
});

describe('a PKCS#11 token', function () {
  this.timeout(60_000);
  before(async function () {
    // Skips, or fails, once for all.
    await (await SoftToken.make(this)).end();
  });

  signerSuite('keys in a PKCS#11 token', async (context) => {
    const token = await SoftToken.make(context);
    const signer = await pkcs11Signer(token.uri);
    return {
      signer,
      add: (name) => token.add(name),
      remove: (name) => token.remove(name),
      end: async () => {
        await signer.close();
        await token.end();
      },
    };
  });

  describe('whose operator does what operators do', () => {
    let token: SoftToken;
    let signer: Signer;
    beforeEach(async function () {
      token = await SoftToken.make(this);
      await token.add('sign');
      signer = await pkcs11Signer(token.uri);
    });
    afterEach(async () => {
      await signer.close();
      await token.end();
    });
    const bytes = new TextEncoder().encode('a');
    const signs = async (): Promise<boolean> => {
      const [key] = await signer.keys();
      return key !== undefined && verifyWith(key.publicKey, bytes, await key.sign(bytes));
    };

    it('is found again after it was taken out and put back, by keys that were known before', async () => {
      const [key] = await signer.keys();
      await token.takeOut();
      const lost = await failureOf(key!.sign(bytes));
      expect(lost).to.include({ code: 'unavailable' });
      expect(await failureOf(signer.keys())).to.include({ code: 'unavailable' });
      await token.putBack();
      expect(await verifyWith(key!.publicKey, bytes, await key!.sign(bytes))).to.equal(true);
    });

    it('is asked with a wrong PIN once, and with the right one as soon as that is there', async () => {
      await token.setPin('0000');
      // SoftHSM locks nothing, so the count is of what the token is asked: nothing, once it has refused.
      const first = await failureOf(signer.keys());
      expect(first).to.include({ code: 'refused' }).and.have.property('cause').that.is.instanceOf(Error);
      const again = await failureOf(signer.keys());
      expect(again).to.include({ code: 'refused' }).and.have.property('cause', undefined);
      for (const { message } of [first, again] as Error[])
        expect(message).to.include('stl test').and.not.include('0000');
      await token.setPin(token.pin);
      expect(await signs()).to.equal(true);
    });

    it('says where it looks for a PIN that is not there', async () => {
      const unset = await pkcs11Signer(
        token.uri.replace(/pin-source=.*/, 'pin-source=env:STL_TEST_NO_SUCH_PIN'),
      );
      expect(await failureOf(unset.keys()))
        .to.have.property('message')
        .that.includes('STL_TEST_NO_SUCH_PIN');
      const missing = await pkcs11Signer(token.uri.replace(/pin-source=.*/, 'pin-source=file:/no/such/pin'));
      expect(await failureOf(missing.keys()))
        .to.have.property('message')
        .that.includes('/no/such/pin');
    });

    it('says of a key without its public half, and of two that cannot be told apart, what is wrong', async () => {
      await token.add('sign-2', '77');
      await token.add('sign-2', '77');
      expect(await failureOf(signer.keys()))
        .to.have.property('message')
        .that.includes('"sign-2"')
        .and.includes('its own');
      await token.remove('sign-2');
      await token.remove('sign-2');
      await token.add('log');
      await token.remove('log', ['pubkey']);
      expect(await failureOf(signer.keys()))
        .to.have.property('message')
        .that.includes('"log"')
        .and.includes('public');
    });

    it('leaves keys aside whose labels are not of an organisation', async () => {
      await token.add('payroll');
      expect((await signer.keys()).map(({ use }) => use)).to.deep.equal(['sign']);
    });

    it('says that there is no such token, and that a library cannot be loaded', async () => {
      const other = await pkcs11Signer(token.uri.replace('stl%20test', 'other'));
      expect(await failureOf(other.keys()))
        .to.include({ code: 'unavailable' })
        .and.have.property('message')
        .that.includes('other');
      const library = await pkcs11Signer('pkcs11:token=a?module-path=/no/such/library.so');
      expect(await failureOf(library.keys()))
        .to.include({ code: 'refused' })
        .and.have.property('message')
        .that.includes('/no/such/library.so');
    });
  });
});

describe('a pkcs11: URI', () => {
  it('names the library, the token and where the PIN is read', () => {
    expect(
      parseTokenUri('pkcs11:token=stl%20a;serial=0%3A1?module-path=/a/b.so&pin-source=file:///run/pin'),
    ).to.deep.equal({ token: 'stl a', serial: '0:1', module: '/a/b.so', pin: { file: '/run/pin' } });
    expect(parseTokenUri('pkcs11:slot-id=3?pin-source=env:TOKEN_PIN&module-path=/a.so')).to.deep.equal({
      ...{ slot: 3, module: '/a.so' },
      pin: { variable: 'TOKEN_PIN' },
    });
  });

  for (const [uri, word] of [
    ['pkcs11:token=a?module-path=/a.so&pin-value=12345', 'pin-source'],
    ['pkcs11:token=a', 'module-path'],
    ['pkcs11:token=a?module-path=a.so', 'absolute'],
    ['pkcs11:?module-path=/a.so', 'token'],
    ['pkcs11:token=a;object=b?module-path=/a.so', 'object'],
    ['pkcs11:token=a;token=b?module-path=/a.so', 'well-formed'],
    ['pkcs11:token=%zz?module-path=/a.so', 'well-formed'],
    ['pkcs11:slot-id=x?module-path=/a.so', 'number'],
    ['pkcs11:token=a?module-path=/a.so&pin-source=|cat', 'pin-source'],
    ['pkcs11:token=a?module-path=/a.so&pin-source=pin', 'pin-source'],
  ] as const) {
    it(`is refused in words: ${uri}`, () => {
      expect(() => parseTokenUri(uri))
        .to.throw(SetupError)
        .with.property('message')
        .that.includes(word)
        .and.not.includes('12345');
    });
  }
});
