import type { Value } from '../../chaincode/domain/fold/state.js';

/** Stands for a deleted value, so that one look-up tells it from a key that a layer does not know. */
export const deleted = Symbol('deleted');

/** Changes that lie over a store until they are written to it. */
export class Layer {
  readonly values = new Map<string, Value | typeof deleted>();
  readonly texts = new Map<string, Uint8Array>();

  /** Bytes of batch text, the larger part of what a layer holds. */
  textBytes = 0;

  get isEmpty(): boolean {
    return this.values.size === 0 && this.texts.size === 0;
  }

  addText(batch: string, bytes: Uint8Array): void {
    this.texts.set(batch, bytes);
    this.textBytes += bytes.length;
  }

  /** Lays a newer layer's changes over this one's. */
  absorb(newer: Layer): void {
    for (const [key, value] of newer.values) this.values.set(key, value);
    for (const [batch, bytes] of newer.texts) this.addText(batch, bytes);
  }
}
