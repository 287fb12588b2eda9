import { fdatasync, fdatasyncSync, writeSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';

/** A write as it is known outside the store. */
export interface Newest {
  readonly n: number;
  readonly digest: Buffer;
}

/** A page each, so that a torn write spoils only one. */
const slotBytes = 4096;
/** The file is forced to the disk this long after a write, at the latest: it need not hold up the write's answer. */
const syncAfterMs = 50;
const synchronised = promisify(fdatasync);

/**
 * Says outside level which write was the newest: level may drop the last ones, and what is left is a chain that is whole in
 * itself. Two slots are overwritten in turn, in place: that needs no new disk space, and a torn write leaves the other.
 *
 * A write is in the store before it is named here, so the file never runs ahead of a synced store. It is exact after a crash
 * of the process; after a power cut it may be some 50 ms behind.
 */
export class NewestFile {
  readonly #file: FileHandle;
  readonly #synced: boolean;
  #timer: NodeJS.Timeout | undefined;
  #syncing: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle, synced: boolean) {
    this.#file = file;
    this.#synced = synced;
  }

  /** Makes one that names `newest`. Throws where the file is there, or as the system does. */
  static async create(path: string, newest: Newest): Promise<void> {
    const file = await open(path, 'wx', 0o644);
    try {
      await file.write(Buffer.concat([encodeSlot(newest), encodeSlot(newest)]), 0, 2 * slotBytes, 0);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** `newest` is undefined where no slot can be read. Throws as the system does, `ENOENT` where there is no file. */
  static async open(
    path: string,
    synced: boolean,
  ): Promise<{ file: NewestFile; newest: Newest | undefined }> {
    const file = await open(path, 'r+');
    try {
      const bytes = Buffer.alloc(2 * slotBytes);
      await file.read(bytes, 0, bytes.length, 0);
      const slots = [bytes.subarray(0, slotBytes), bytes.subarray(slotBytes)].flatMap(decodeSlot);
      const newest = slots.reduce<Newest | undefined>(
        (a, b) => (a !== undefined && a.n > b.n ? a : b),
        undefined,
      );
      return { file: new NewestFile(file, synced), newest };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Throws as the system does. */
  name(newest: Newest): void {
    writeSync(this.#file.fd, encodeSlot(newest), 0, slotBytes, (newest.n % 2) * slotBytes);
    if (!this.#synced || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // Where it fails the disk fails: level's own sync will say so.
      this.#syncing = synchronised(this.#file.fd).catch(() => undefined);
    }, syncAfterMs);
  }

  /** Both slots: for a store that went on from an earlier write. */
  reset(newest: Newest): void {
    writeSync(this.#file.fd, Buffer.concat([encodeSlot(newest), encodeSlot(newest)]), 0, 2 * slotBytes, 0);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#syncing;
    if (this.#synced) fdatasyncSync(this.#file.fd);
    await this.#file.close();
  }
}

/** `{"digest","n"}` and its CRC-32 in hex: anyone can read it. */
function encodeSlot({ digest, n }: Newest): Buffer {
  const text = JSON.stringify({ digest: digest.toString('hex'), n });
  return Buffer.from(`${text} ${checksum(text)}\n`.padEnd(slotBytes, ' '));
}

function decodeSlot(slot: Buffer): Newest[] {
  const [text = '', sum] = slot.toString().split('\n', 1)[0]?.split(' ') ?? [];
  if (text === '' || checksum(text) !== sum) return [];
  const { digest, n } = JSON.parse(text) as { digest: string; n: number };
  return [{ n, digest: Buffer.from(digest, 'hex') }];
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');
