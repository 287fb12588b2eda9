import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { Organisation } from '../../../chaincode/domain/consortium/document.js';
import { createConsortium } from '../../../gateway/founding/create.js';
import { LedgerError } from '../../../gateway/ledger/port.js';
import {
  adminOf,
  newConsortium,
  newOrganisation,
  newSigner,
  newStatementKeys,
  signApproval,
  type TestConsortium,
} from '../../support/consortium.js';
import { failureOf } from '../../support/failure.js';
import { clock, privateJwk } from '../harness.js';

describe('founding a consortium of its own', () => {
  let dir: string;
  let consortium: TestConsortium;
  const at = (...names: string[]): string => join(dir, ...names);
  const member = (id: string): Organisation => {
    const found = consortium.document.organisations.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no organisation ${id}`);
    return found;
  };
  const approve = async (id: string, by = id): Promise<void> => {
    const jws = await signApproval({ ...member(by), id }, consortium.ledger, consortium.ledger);
    await writeFile(at('keys', id, 'approval.jws'), `${jws}\n`);
  };
  const found = (): Promise<string> => createConsortium(at('data'), at('consortium.json'), at('keys'), clock);

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-founding-'));
    const organisations: Organisation[] = [];
    for (const id of ['one', 'two', 'three']) {
      const [sign, statement] = [newSigner(), newStatementKeys()];
      if (sign.jwk.kty !== 'EC') throw new Error('an ES256 key is an EC key');
      const { x, y } = sign.jwk;
      const made = newOrganisation(id, `${id}MSP`, [], statement);
      organisations.push({ ...made, signKey: { kid: sign.kid, x, y } });
      await mkdir(at('keys', id), { recursive: true });
      for (const [use, key] of Object.entries({ sign, ...statement }))
        await writeFile(at('keys', id, `${use}.jwk.json`), JSON.stringify(privateJwk(key)));
    }
    consortium = newConsortium({ organisations, participants: [] });
    await writeFile(at('consortium.json'), canonicalText(consortium.document));
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('takes what administrators signed elsewhere', async () => {
    await approve('one');
    await approve('three');
    expect(await found()).to.equal(consortium.ledger);
  });

  it('takes admin keys that lie there, and leaves them where they are', async () => {
    await approve('one');
    const key = JSON.stringify(privateJwk(adminOf(member('two'))));
    await writeFile(at('keys', 'two', 'admin.jwk.json'), key);
    expect(await found()).to.equal(consortium.ledger);
    expect(await readdir(at('data', 'orgs', 'two'))).to.have.members([
      'sign.jwk.json',
      'log.jwk.json',
      'cosigner.jwk.json',
    ]);
  });

  it('makes nothing where fewer than k approve, and says what is missing', async () => {
    await approve('one');
    const failure = await failureOf(found());
    expect(String(failure)).to.include('2 organisations must approve').and.include('approval.jws');
    expect(await failureOf(access(at('data')))).to.include({ code: 'ENOENT' });
  });

  it("makes nothing with an approval that another's key signed", async () => {
    await approve('one');
    await approve('two', 'three');
    const failure = await failureOf(found());
    expect(failure).to.be.instanceOf(LedgerError).with.nested.property('cause.code', 'key_unknown');
    expect(await failureOf(access(at('data')))).to.include({ code: 'ENOENT' });
  });

  it('makes nothing with an approval of another document', async () => {
    await approve('one');
    const jws = await signApproval(member('two'), '0'.repeat(64), '0'.repeat(64));
    await writeFile(at('keys', 'two', 'approval.jws'), jws);
    expect(await failureOf(found())).to.have.nested.property('cause.code', 'audience_mismatch');
  });
});
