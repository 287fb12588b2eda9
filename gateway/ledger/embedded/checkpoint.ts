import { open, type FileHandle } from 'node:fs/promises';
import { fdatasyncSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from './block.js';
import { StoreError } from './store-error.js';

/** The newest block known to be durable. */
export interface Checkpoint {
  /** Hash of block `height - 1`, hex. */
  readonly hash: string;
  readonly height: number;
}

const checkpointFile = 'CHECKPOINT';
/** A page each, so that a torn write spoils only one. */
const slotBytes = 4096;
/** The file is written at every block; every so many it is also forced to the disk. */
const syncEveryBlocks = 256;

export function checkpointPath(dir: string): string {
  return join(dir, checkpointFile);
}

/**
 * Says, outside level, how far the ledger had got. Level drops damaged log records without an error, which can leave
 * a shorter chain that is whole in itself; only something outside the database can tell.
 *
 * Two slots are overwritten in turn, in place: that needs no new disk space, and a torn write leaves the other. A
 * block is durable before it is written here, so the file never runs ahead of the database. After a power cut it
 * may be up to 256 blocks behind; after a crash of the process alone it is exact.
 */
export class CheckpointFile {
  readonly #file: FileHandle;
  #unsynced = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(dir: string, first: Checkpoint): Promise<void> {
    const file = await open(checkpointPath(dir), 'wx', 0o644);
    try {
      await file.write(Buffer.concat([encodeSlot(first), encodeSlot(first)]), 0, 2 * slotBytes, 0);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** @throws StoreError `damaged` if the file is missing or neither slot is whole */
  static async open(dir: string): Promise<{ file: CheckpointFile; newest: Checkpoint }> {
    const file = await open(checkpointPath(dir), 'r+').catch((cause: unknown) => {
      throw new StoreError('damaged', `${checkpointFile} cannot be opened`, { cause });
    });
    try {
      const newest = await readNewest(file);
      return { file: new CheckpointFile(file), newest };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  write(checkpoint: Checkpoint): void {
    writeSync(this.#file.fd, encodeSlot(checkpoint), 0, slotBytes, (checkpoint.height % 2) * slotBytes);
    this.#unsynced += 1;
    if (this.#unsynced >= syncEveryBlocks) this.#sync();
  }

  async close(): Promise<void> {
    this.#sync();
    await this.#file.close();
  }

  #sync(): void {
    fdatasyncSync(this.#file.fd);
    this.#unsynced = 0;
  }
}

async function readNewest(file: FileHandle): Promise<Checkpoint> {
  const bytes = Buffer.alloc(2 * slotBytes);
  await file.read(bytes, 0, bytes.length, 0);
  const slots = [bytes.subarray(0, slotBytes), bytes.subarray(slotBytes)].flatMap(decodeSlot);
  if (slots.length === 0) throw new StoreError('damaged', `${checkpointFile} holds no readable entry`);
  return slots.reduce((a, b) => (b.height > a.height ? b : a));
}

function encodeSlot({ hash, height }: Checkpoint): Buffer {
  const text = JSON.stringify({ hash, height });
  const line = `${text} ${sha256Hex(Buffer.from(text))}\n`;
  return Buffer.from(line.padEnd(slotBytes, ' '));
}

function decodeSlot(slot: Buffer): Checkpoint[] {
  const [text = '', check] = slot.toString().split('\n', 1)[0]?.split(' ') ?? [];
  if (sha256Hex(Buffer.from(text)) !== check) return [];
  return [JSON.parse(text) as Checkpoint];
}
