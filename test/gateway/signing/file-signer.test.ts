import { expect } from 'chai';
import { fileSigner } from '../../../gateway/signing/file-signer.js';
import { KeyDirectory } from './key-directory.js';
import { signerSuite } from './signer-suite.js';

signerSuite('key files', async () => {
  const directory = await KeyDirectory.make();
  return {
    signer: fileSigner(directory.path),
    add: (name) => directory.add(name),
    remove: (name) => directory.remove(name),
    end: () => directory.end(),
  };
});

describe('a signer with key files', () => {
  it('has no keys where there is no directory', async () => {
    expect(await fileSigner('/nowhere/at/all').keys()).to.deep.equal([]);
  });
});
