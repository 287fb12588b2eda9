import { createHmac } from 'node:crypto';
import { SetupError } from '../../data-dir/setup-error.js';
import type { PartnersReference, ReferenceStore, SellersOrder } from '../../services/common/ports.js';
import { openStore } from '../../store/open-store.js';
import type { Change, Store } from '../../store/store.js';
import { StoreFailure } from '../../store/store-failure.js';
import { durably } from './durably.js';

/** A payment may be of a whole basket. More would be a reference that tells no orders apart. */
const ordersOfReference = 50;
/** Ended orders that are forgotten in one go. */
const forgottenAtOnce = 200;

/** Opens the store of references, or makes a new one where there never was one. Throws SetupError. */
export async function openReferences(directory: string): Promise<Store<string>> {
  return openStore<string>({ directory, keys: 'utf8', synced: true, create: 'if-absent' }).catch(
    (cause: unknown) => {
      if (!(cause instanceof StoreFailure)) throw cause;
      const whatToDo =
        cause.code === 'damaged'
          ? ' Restore it from a backup; or move it away, with the file beside it, and have importers send references again.'
          : '';
      throw new SetupError(
        `The partners' references in ${directory} cannot be used (${cause.code}): ${cause.detail}.${whatToDo} ` +
          'See docs/runbooks/damaged-store.md.',
        { cause },
      );
    },
  );
}

/** Whether any is kept. */
export async function holdsReferences(store: Store<string>): Promise<boolean> {
  for await (const row of store.rows({ gte: 'reference/', lt: 'reference0' })) return row.length > 0;
  return false;
}

/**
 * Keys: `reference/<hash>` -> JSON list of orders; `order/<order>/<seller>/<hash>` and `at/<accepted>/<order>/<seller>` -> nothing, to
 * find what is to be forgotten. The hash is a keyed one: tracking numbers are few enough to try them all. Looking for one
 * compares no secret bytes, so that time tells nothing of it: who does not hold the key cannot choose a hash.
 */
export function storedReferences(store: Store<string>, key: Uint8Array, ledger: string): ReferenceStore {
  const hashOf = (partner: string, reference: string): string =>
    createHmac('sha256', key)
      .update(['stl-reference/v1', ledger, partner, reference].join('\n'), 'utf8')
      .digest('base64url');
  const ordersAt = (hash: string): readonly SellersOrder[] => {
    const value = store.get(`reference/${hash}`);
    return value === undefined ? [] : (JSON.parse(value.toString()) as SellersOrder[]);
  };
  /** A change depends on what it reads: one at a time. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };

  const keep = async (
    references: readonly (PartnersReference & { readonly at: number })[],
  ): Promise<readonly boolean[]> => {
    const changed = new Map<string, readonly SellersOrder[]>();
    const changes: Change<string>[] = [];
    const kept = references.map(({ partner, reference, seller, order, at }) => {
      const hash = hashOf(partner, reference);
      const orders = changed.get(hash) ?? ordersAt(hash);
      if (orders.some((one) => isSame(one, { seller, order }))) return true;
      if (orders.length >= ordersOfReference) return false;
      changed.set(hash, [...orders, { seller, order }]);
      changes.push(
        { key: `order/${order}/${seller}/${hash}`, value: '' },
        { key: `at/${fixed(at)}/${order}/${seller}`, value: '' },
      );
      return true;
    });
    for (const [hash, orders] of changed)
      changes.push({ key: `reference/${hash}`, value: JSON.stringify(orders) });

    if (changes.length > 0) await durably(store.directory, () => store.write(changes));
    return kept;
  };

  const forget = async (order: SellersOrder): Promise<number> => {
    const prefix = `order/${order.order}/${order.seller}`;
    const changes: Change<string>[] = [];
    let count = 0;
    for await (const [row] of store.rows({ gte: `${prefix}/`, lt: `${prefix}0` })) {
      const hash = row.slice(prefix.length + 1);
      const others = ordersAt(hash).filter((one) => !isSame(one, order));
      count += 1;
      const left = others.length === 0 ? {} : { value: JSON.stringify(others) };
      changes.push({ key: row }, { key: `reference/${hash}`, ...left });
    }
    if (changes.length > 0) await store.write(changes);
    return count;
  };

  /** Whether there may be more. */
  const forgetSome = async (before: number): Promise<boolean> => {
    const ended: string[] = [];
    for await (const [row] of store.rows({ gte: 'at/', lt: `at/${fixed(before)}` })) {
      ended.push(row);
      if (ended.length === forgottenAtOnce) break;
    }
    for (const row of ended) {
      const [, , order = '', seller = ''] = row.split('/');
      await forget({ order, seller });
    }
    if (ended.length > 0) await store.write(ended.map((row) => ({ key: row })));
    return ended.length === forgottenAtOnce;
  };

  return {
    find: (partner, reference) => ordersAt(hashOf(partner, reference)),
    keep: (references) => inTurn(() => keep(references)),
    forget: (order) => inTurn(() => forget(order)),
    async forgetBefore(time) {
      while (await inTurn(() => forgetSome(time)));
    },
  };
}

const isSame = (a: SellersOrder, b: SellersOrder): boolean => a.order === b.order && a.seller === b.seller;
const fixed = (seconds: number): string => String(seconds).padStart(12, '0');
