import { readFile, readdir } from 'node:fs/promises';
import { expect } from 'chai';
import { referenceBlocks, schemaFiles } from './reference.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { canonicalText, type JsonObject } from '../../chaincode/domain/canonical.js';
import { newConsortium } from '../support/consortium.js';

const hint = 'write them anew: node dist/test/docs/write-blocks.js';

describe('docs/reference', () => {
  it('holds the schemas, and none that is no more', async () => {
    const files = await schemaFiles();
    for (const [path, text] of files) expect(await readFile(path, 'utf8'), `${path}: ${hint}`).to.equal(text);
    const present = (await readdir('docs/reference')).filter((name) => name.endsWith('.schema.json'));
    expect(present.map((name) => `docs/reference/${name}`)).to.have.members(files.map(([path]) => path));
  });

  it('says of every member what it is', async () => {
    for (const { page, text } of await referenceBlocks()) {
      const silent = [...text.matchAll(/^\| `([^`]+)`.*\| +\|$/gm)]
        .map(([, name = '']) => name)
        // A key's parts, a list of one value and a type say what they are by their form.
        .filter(
          (name) =>
            !/(^type|\.[xy]|\.reason|\.\*|levels\.[a-z-]+|\.(ppm|points|certificate|key))$/.test(name),
        );
      expect(silent, page).to.deep.equal([]);
    }
  });

  it('gives other programs schemas that take what the ledger takes', async () => {
    const ajv = new Ajv2020({ strict: false });
    const text = await readFile('docs/reference/consortium.schema.json', 'utf8');
    const validate = ajv.compile(JSON.parse(text) as JsonObject);
    const document = JSON.parse(canonicalText(newConsortium().document)) as JsonObject;
    expect(validate(document), JSON.stringify(validate.errors)).to.equal(true);
    expect(validate({ ...document, k: 0 })).to.equal(false);
  });
});
