import { keyDefects } from '../../chaincode/domain/participants/keys.js';
import type { Participant, ParticipantKey } from '../../chaincode/domain/consortium/participant.js';
import type { Sha256 } from '../../chaincode/domain/ports.js';
import { readEntryBundle, tilePath, tileWidth } from '../../chaincode/domain/tlog/tile.js';
import type { Client } from '../sdk/client/index.js';
import { readUpTo } from '../sdk/platform/read-up-to.js';
import type { KeyOf } from './audit-log.js';

/** The gateway does not give what every gateway gives. The message says what. */
export class GatewayUnreadable extends Error {
  readonly code = 'gateway_unreadable';
}

/** Milliseconds that one answer may take. */
const answerWaitMs = 30_000;

/** A tile of 256 entries has at most 16.8 MB; all else is smaller. */
const answerMiBMax = 32;

/**
 * What has no client of its own: checkpoint, tiles and status lists, each of which is signed or hashed by itself.
 * Throws GatewayUnreadable.
 */
export async function fetchBytes(gateway: string, path: string): Promise<Uint8Array> {
  const url = `${gateway.replace(/\/+$/, '')}${path}`;
  const signal = AbortSignal.timeout(answerWaitMs);
  let status: number;
  let body: Uint8Array | undefined;
  try {
    const answer = await fetch(url, { signal, redirect: 'error' });
    status = answer.status;
    body = answer.body === null ? new Uint8Array() : await readUpTo(answer.body, answerMiBMax * 1024 * 1024);
  } catch (cause) {
    throw new GatewayUnreadable(`${url} gives no answer`, { cause });
  }
  if (status !== 200) throw new GatewayUnreadable(`${url} answered ${status}`);
  if (body === undefined) throw new GatewayUnreadable(`${url} answered with more than ${answerMiBMax} MiB`);
  return body;
}

/** A tile of entries (C2SP tlog-tiles), from the first one that was asked for on; without any where it is none. */
export interface Bundle {
  readonly path: string;
  /** Of the whole tile. */
  readonly width: number;
  readonly entries: readonly Uint8Array[] | undefined;
}

/** Entries `from` (included) to `size` (excluded) of the log, a tile at a time. Throws GatewayUnreadable. */
export async function* entriesOf(gateway: string, from: number, size: number): AsyncGenerator<Bundle> {
  for (let next = from; next < size;) {
    const index = Math.floor(next / tileWidth);
    const first = index * tileWidth;
    const width = Math.min(tileWidth, size - first);
    const path = `/tlog/${tilePath({ level: 'entries', index, width })}`;
    const entries = readEntryBundle(await fetchBytes(gateway, path));
    yield { path, width, entries: entries?.length === width ? entries.slice(next - first) : undefined };
    next = first + width;
  }
}

/**
 * Every key that the gateway names, whose `kid` is really the key's hash: with that, the key is the one that a JWS names.
 * That it is the participant's is the gateway's word; badges and record proofs prove it.
 */
export async function keysOf(client: Client, sha256: Sha256): Promise<KeyOf> {
  const known = new Map<string, ParticipantKey>();
  for await (const { id, keys } of client.list<Participant>('/v1/participants')) {
    for (const key of keys) {
      // Keys come as they are now; some were revoked since they signed.
      const defects = keyDefects(key, sha256).filter(({ pointer }) => pointer !== '/revoked');
      if (defects.length === 0) known.set(`${id} ${key.kid}`, key);
    }
  }
  return (participant, kid) => known.get(`${participant} ${kid}`);
}
