import type { Caller, WorldState } from '../world-state.js';
import { callerOf } from './caller.js';
import type { Context } from './fabric-api.js';

/** A copy without Node's Buffer around it, whose `slice` shares memory where that of Uint8Array copies. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

/** The world state of one transaction, over the stub of Fabric's chaincode shim. */
export class StubState implements WorldState {
  readonly caller: Caller;
  readonly txId: string;
  readonly txTime: number;
  readonly #stub: Context['stub'];

  constructor(context: Context) {
    this.#stub = context.stub;
    this.caller = callerOf(context.clientIdentity);
    this.txId = this.#stub.getTxID();
    this.txTime = Number(String(this.#stub.getTxTimestamp().seconds));
  }

  /** Fabric answers no bytes for a missing key; no value of ours is empty. */
  async get(key: string): Promise<Uint8Array | undefined> {
    const value = await this.#stub.getState(key);
    return value.length === 0 ? undefined : plainBytes(value);
  }

  async *range(start: string, end: string): AsyncIterable<readonly [key: string, value: Uint8Array]> {
    for await (const { key, value } of this.#stub.getStateByRange(start, end)) yield [key, plainBytes(value)];
  }

  async put(key: string, value: Uint8Array): Promise<void> {
    await this.#stub.putState(key, value);
  }

  emit(name: string, payload: Uint8Array): void {
    this.#stub.setEvent(name, payload);
  }
}
