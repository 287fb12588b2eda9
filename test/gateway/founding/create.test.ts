import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { Organisation } from '../../../chaincode/domain/consortium/document.js';
import { readGenesis } from '../../../chaincode/domain/governance/genesis.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import { readApprovals, type ApprovalFile } from '../../../gateway/founding/approvals.js';
import { createConsortium } from '../../../gateway/founding/create.js';
import { FoundingFailure } from '../../../gateway/founding/founding-failure.js';
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
  let files: ApprovalFile[];
  const at = (...names: string[]): string => join(dir, ...names);
  const member = (id: string): Organisation => {
    const found = consortium.document.organisations.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no organisation ${id}`);
    return found;
  };
  const approve = async (id: string, by = id): Promise<void> => {
    const jws = await signApproval({ ...member(by), id }, consortium.ledger, consortium.ledger);
    files.push({ path: `${id}.approval.jws`, text: `${jws}\n` });
  };
  const found = async (): Promise<boolean> => {
    const genesis = readGenesis(canonicalText(consortium.document), nodeCrypto.sha256);
    const approvals = readApprovals(files, genesis, clock());
    return createConsortium(at('data'), { genesis, approvals, keyDir: at('keys'), clock });
  };

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
    files = [];
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('takes what administrators signed elsewhere, and copies no admin key', async () => {
    await approve('one');
    await approve('three');
    const key = JSON.stringify(privateJwk(adminOf(member('two'))));
    await writeFile(at('keys', 'two', 'admin.jwk.json'), key);
    expect(await found()).to.equal(true);
    expect((await new DataDir(at('data')).genesis()).ledger).to.equal(consortium.ledger);
    expect(await readdir(at('data', 'orgs', 'two'))).to.have.members([
      'sign.jwk.json',
      'log.jwk.json',
      'cosigner.jwk.json',
    ]);
  });

  it('leaves a directory that has the ledger already, and refuses one of another ledger', async () => {
    await approve('one');
    await approve('two');
    expect(await found()).to.equal(true);
    expect(await found()).to.equal(false);
    const { organisations } = consortium.document;
    consortium = newConsortium({ organisations, participants: [], nonce: 'ab'.repeat(32) });
    files = [];
    await approve('one');
    await approve('two');
    expect(await failureOf(found())).to.include({ code: 'other_ledger' });
  });

  it('makes nothing where fewer than k approve, and says who could', async () => {
    await approve('one');
    const failure = await failureOf(found());
    expect(String(failure)).to.include('2 organisations must approve').and.include('two, three');
    expect(await failureOf(access(at('data')))).to.include({ code: 'ENOENT' });
  });

  it('counts the approvals of one organisation once', async () => {
    await approve('one');
    await approve('one');
    expect(await failureOf(found())).to.include({ code: 'approvals_missing' });
  });

  it("makes nothing with an approval that another's key signed", async () => {
    await approve('one');
    await approve('two', 'three');
    const failure = await failureOf(found());
    expect(failure).to.be.instanceOf(FoundingFailure).with.property('code', 'approval_unusable');
    expect(String(failure)).to.include('two.approval.jws').and.include('admin key');
    expect(await failureOf(access(at('data')))).to.include({ code: 'ENOENT' });
  });

  it('makes nothing with an approval of another document', async () => {
    await approve('one');
    const jws = await signApproval(member('two'), '0'.repeat(64), '0'.repeat(64));
    files.push({ path: 'two.approval.jws', text: jws });
    expect(String(await failureOf(found())))
      .to.include('0'.repeat(64))
      .and.include('was changed since');
  });

  it('makes nothing with what is no approval', async () => {
    files.push({ path: 'consortium.json', text: '{}' });
    expect(String(await failureOf(found()))).to.include('consortium.json: it is not an approval');
  });

  it('makes nothing where a key of a hosted organisation is missing', async () => {
    await approve('one');
    await approve('two');
    await rm(at('keys', 'three', 'sign.jwk.json'));
    expect(await failureOf(found())).to.include({ code: 'keys_missing' });
    expect(await failureOf(access(at('data')))).to.include({ code: 'ENOENT' });
  });
});
