import { readable } from './jobs-database.js';
import type { CosignatureStore, KeptCosignature } from '../../services/sealing/witnesses.js';
import type { Store } from '../../store/store.js';

const prefix = 'cosignature/';

/** Beside the queue, under `cosignature/<url>`. */
export function storedCosignatures(store: Store<string>): CosignatureStore {
  return {
    async all() {
      const kept = new Map<string, KeptCosignature>();
      for await (const [key, value] of readable(store, { gte: prefix, lt: 'cosignature0' }))
        kept.set(key.slice(prefix.length), JSON.parse(value.toString()) as KeptCosignature);
      return kept;
    },
    keep: (url, kept) => store.write([{ key: `${prefix}${url}`, value: JSON.stringify(kept) }]),
  };
}
