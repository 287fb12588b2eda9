import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { foldRevision } from '../../../chaincode/domain/fold/revision.js';
import { Layer } from '../../../gateway/projection/layer.js';
import { ProjectionStore } from '../../../gateway/projection/store.js';

describe('the projection on disk', () => {
  it('gives bytes back as bytes and documents as documents, whatever they look like', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'stl-store-'));
    const values = {
      'empty-bytes': new Uint8Array(),
      'zero-bytes': new Uint8Array(32),
      'bytes-like-json': new TextEncoder().encode('{"a":1}'),
      document: { a: ['\0', 1, null] },
      text: '\0',
      number: 0,
    } as const;
    try {
      const written = new Layer();
      for (const [key, value] of Object.entries(values)) written.values.set(key, value);
      let store = await ProjectionStore.open(dir);
      await store.write(written, { height: 1, hash: '', foldVersion: 1, foldRevision, time: 0 });
      await store.close();
      store = await ProjectionStore.open(dir);
      for (const [key, value] of Object.entries(values)) expect(store.get(key), key).to.deep.equal(value);
      await store.close();
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});
