import { Refusal, type RefusalCode } from '../../../chaincode/domain/errors.js';
import type { WorldState } from '../../../chaincode/world-state.js';

/** A transaction as adapters run it, without the crypto port, which these do not need. */
type SuiteTransaction = (context: {
  readonly state: WorldState;
  readonly args: readonly string[];
  readonly transient: Readonly<Record<string, Uint8Array>>;
}) => Promise<string>;

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Small transactions that behave as the real ones do towards the ledger; `port-suite.ts` runs them. */
export const suiteTransactions: Readonly<Record<string, SuiteTransaction>> = {
  async PutOnce({ state, args: [key = '', value = ''] }) {
    const present = await state.get(key);
    if (present) {
      if (text.decode(present) === value) return JSON.stringify({ outcome: 'duplicate' });
      throw new Refusal({ code: 'jti_conflict', reason: 'the key holds other content' });
    }
    await state.put(key, utf8.encode(value));
    state.emit('put', utf8.encode('1'));
    return JSON.stringify({ outcome: 'accepted' });
  },

  async PutTransient({ state, args: [key = ''], transient }) {
    await state.put(key, transient['value'] ?? utf8.encode('none'));
    return '{}';
  },

  async PutThenGet({ state, args: [key = ''] }) {
    await state.put(key, utf8.encode('mine'));
    const seen = await state.get(key);
    return JSON.stringify({ seen: seen ? text.decode(seen) : null });
  },

  async Increment({ state, args: [key = ''] }) {
    const next = Number(text.decode((await state.get(key)) ?? utf8.encode('0'))) + 1;
    await state.put(key, utf8.encode(String(next)));
    return String(next);
  },

  /** Counts the keys of a range and writes the count: a new key in the range must not slip in between. */
  async CountInto({ state, args: [start = '', end = '', key = ''] }) {
    let count = 0;
    for await (const entry of state.range(start, end)) count += entry.length / 2;
    await state.put(key, utf8.encode(String(count)));
    return String(count);
  },

  async Get({ state, args: [key = ''] }) {
    const value = await state.get(key);
    if (!value) throw new Refusal({ code: 'not_found', reason: 'no such key' });
    return text.decode(value);
  },

  async List({ state, args: [start = '', end = ''] }) {
    const keys: string[] = [];
    for await (const [key] of state.range(start, end)) keys.push(key);
    return JSON.stringify(keys);
  },

  async AdminOnly({ state, args: [key = ''] }) {
    const { admin, mspId } = state.caller;
    if (!admin) throw new Refusal({ code: 'admin_required', reason: 'an administrator must do this' });
    await state.put(key, utf8.encode(mspId));
    return JSON.stringify({ mspId });
  },

  async Time({ state, args: [key = ''] }) {
    await state.put(key, utf8.encode(state.txId));
    return JSON.stringify({ time: state.txTime });
  },

  Refuse: ({ args: [code = ''] }) =>
    Promise.reject(new Refusal({ code: code as RefusalCode, reason: `refused as ${code}` })),

  Defects: () =>
    Promise.reject(
      new Refusal([
        { code: 'record_schema', reason: 'a member is missing', line: 3, pointer: '/seller' },
        { code: 'out_of_scope', reason: 'not a seller of this issuer', line: 7 },
      ]),
    ),
};
