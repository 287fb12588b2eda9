import { expect } from 'chai';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { RecordView as AnsweredView } from '../../../gateway/services/read/record-view.js';
import type { AnsweredCount } from '../../../chaincode/domain/fold/record-count.js';
import type { RecordCount, RecordView } from '../../../gateway/sdk/client/index.js';
import { surfaceOf } from './surface.js';

const golden = fileURLToPath(new URL('../../../../test/sdk/client/surface.golden.txt', import.meta.url));

describe('the exported surface', () => {
  // A member that goes or changes breaks programs of others: change the file on purpose (STL_WRITE_GOLDEN=1), or not at all.
  it('is what test/sdk/client/surface.golden.txt shows', async function () {
    const surface = surfaceOf('seller-trust-ledger/client');
    if (process.env['STL_WRITE_GOLDEN']) await writeFile(golden, surface);
    expect(surface).to.equal(await readFile(golden, 'utf8'));
  });

  it('says of a record what gateways answer', () => {
    // The compiler decides: a gateway's answer that is no RecordView cannot be given for one.
    const published = (answer: AnsweredView): RecordView => answer;
    const hidden = { id: 'A.0', kind: 'order', visible: false } as const;
    expect(published(hidden)).to.equal(hidden);
  });

  it('says of a standing what gateways answer', () => {
    const published = (answer: AnsweredCount): RecordCount => answer;
    const unknown = { record: 'A.0', counts: null } as const;
    expect(published(unknown)).to.equal(unknown);
  });

  it('holds nothing else of the package', async () => {
    const hidden = 'seller-trust-ledger/dist/gateway/start/server.js';
    const error: unknown = await import(hidden).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'ERR_PACKAGE_PATH_NOT_EXPORTED');
  });
});
