import { setTimeout as pause } from 'node:timers/promises';
import type { CommittedBlock } from '../port.js';
import type { DecodedBlock } from './block-decoder.js';

/** A peer, as far as its chain of blocks goes. */
export interface BlockSource {
  /** The number of blocks: the next block's number. */
  height(): Promise<number>;
  block(number: number): Promise<DecodedBlock>;
  /** Calls `wake` whenever there may be a new block. A missed call costs time, never a block. */
  onNewBlock(wake: () => void): Promise<() => void>;
}

const askAgainAfterMs = 1_000;
/** Blocks asked for at once while catching up. Several hide the round trip; more of them would take more memory. */
const blocksAhead = 4;

/**
 * Blocks from `from` on, none twice, none left out, each linked to the one before by its hash; then live ones. The
 * reader's pace decides: blocks are asked for one by one, never pushed, so a slow projector cannot fill the memory.
 * A peer that is away is asked again until the signal aborts.
 */
export async function* blockFeed(
  source: BlockSource,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<CommittedBlock> {
  const bell = new Bell(signal);
  const release = await source.onNewBlock(() => bell.ring());
  try {
    let previous: Uint8Array | undefined;
    for (let next = from; !signal.aborted;) {
      const height = await source.height().catch(() => next);
      if (height <= next) await bell.wait(askAgainAfterMs);
      for (; next < height && !signal.aborted;) {
        const blocks = await fetchSome(source, next, Math.min(height, next + blocksAhead));
        if (blocks.length === 0) await bell.wait(askAgainAfterMs);
        for (const block of blocks) {
          if (previous && !sameBytes(previous, block.previousHash)) {
            throw new Error(
              `Block ${block.number} does not follow from the one before: the peer's chain is broken.`,
            );
          }
          if (signal.aborted) return;
          yield block;
          previous = block.hash;
          next = block.number + 1;
        }
      }
    }
  } finally {
    release();
  }
}

/** The blocks of that range that the peer gave, up to the first it failed to give. */
async function fetchSome(source: BlockSource, from: number, to: number): Promise<DecodedBlock[]> {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  const answers = await Promise.allSettled(numbers.map((number) => source.block(number)));
  const blocks: DecodedBlock[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer.status === 'rejected') break;
    if (answer.value.number !== from + index)
      throw new Error('The peer gave another block than was asked for.');
    blocks.push(answer.value);
  }
  return blocks;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** Lets one reader sleep until it rings. A ring while nobody sleeps is kept. */
class Bell {
  #rung = false;
  #sleeper = new AbortController();

  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  ring(): void {
    this.#rung = true;
    this.#sleeper.abort();
  }

  async wait(waitMaxMs: number): Promise<void> {
    if (!this.#rung) {
      const woken = AbortSignal.any([this.#sleeper.signal, this.#signal]);
      await pause(waitMaxMs, undefined, { signal: woken }).catch(() => undefined);
    }
    this.#rung = false;
    this.#sleeper = new AbortController();
  }
}
