import type { Level } from 'level';
import { text, utf8 } from '../../../chaincode/domain/bytes.js';
import { readable } from './jobs-database.js';
import type { CosignatureStore, KeptCosignature } from '../../services/sealing/witnesses.js';

const prefix = 'cosignature/';

/** Beside the queue, under `cosignature/<url>`. */
export function levelCosignatureStore(db: Level<string, Uint8Array>): CosignatureStore {
  return {
    async all() {
      const kept = new Map<string, KeptCosignature>();
      for await (const [key, value] of readable(db, db.iterator({ gt: prefix, lt: 'cosignature0' })))
        kept.set(key.slice(prefix.length), JSON.parse(text(value)) as KeptCosignature);
      return kept;
    },
    keep: (url, kept) => db.put(`${prefix}${url}`, utf8(JSON.stringify(kept)), { sync: true }),
  };
}
