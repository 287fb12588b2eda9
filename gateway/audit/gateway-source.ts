import { text } from '../../chaincode/domain/bytes.js';
import { readGenesis, type Genesis } from '../../chaincode/domain/governance/genesis.js';
import { readEntryBundle, tilePath, tileWidth } from '../../chaincode/domain/tlog/tile.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import type { Client } from '../sdk/client/index.js';
import { readUpTo } from '../sdk/platform/read-up-to.js';
import { isTexts, type ApprovalsBeside } from './audit-log.js';

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
 * The consortium document that the ledger was founded with. Whoever knows the ledger's id, which is its hash, needs nobody's
 * word for it. Throws GatewayUnreadable.
 */
export async function genesisOf(gateway: string): Promise<Genesis> {
  const path = '/v1/genesis';
  const bytes = await fetchBytes(gateway, path);
  try {
    return readGenesis(text(bytes), nodeCrypto.sha256);
  } catch (cause) {
    throw new GatewayUnreadable(`${path} is no consortium document`, { cause });
  }
}

/** What was signed for proposals whose leaves hold only its hashes. Throws ProblemError and ClientError of the client. */
export async function approvalsBeside(
  client: Client,
  leaves: readonly Uint8Array[],
): Promise<ApprovalsBeside> {
  const beside = new Map<string, readonly string[]>();
  for (const leaf of leaves) {
    const [, id] = /^\{"approvalHashes":.*"proposal":"([0-9a-f]{64})"/.exec(readable(leaf)) ?? [];
    if (id === undefined) continue;
    const { value } = await client.get<{ readonly signatures?: unknown }>(`/v1/proposals/${id}`);
    const { signatures } = value;
    if (isTexts(signatures)) beside.set(id, signatures);
  }
  return beside;
}

/** What is no text is no leaf, which is said where leaves are read. */
function readable(leaf: Uint8Array): string {
  try {
    return text(leaf);
  } catch {
    return '';
  }
}
