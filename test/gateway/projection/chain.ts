import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { newestFold } from '../../../chaincode/domain/fold-version.js';
import { composeBatch } from '../../../chaincode/domain/batch/compose.js';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import type { ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import { thumbprint } from '../../../chaincode/domain/participants/thumbprint.js';
import type { Participant, ParticipantKey, Role } from '../../../chaincode/domain/consortium/participant.js';
import type { PublicJwk } from '../../../chaincode/domain/ports.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { formatTime, hourSeconds } from '../../../chaincode/domain/time.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import type { CommittedBlock, KeyWrite, LedgerPort } from '../../../gateway/ledger/port.js';

export const ledgerId = 'a'.repeat(64);
/** 2025-01-01T00:00:00Z: after all that the stories of test/domain/fold tell. */
const now = 1_735_689_600;

export interface Signer {
  readonly participant: Participant;
  readonly kid: string;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

export function newKey(): { key: ParticipantKey; sign: Signer['sign'] } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' }) as { x: string };
  const jwk: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x };
  const kid = thumbprint(jwk, nodeCrypto.sha256);
  const window = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2030-01-01T00:00:00Z' };
  return {
    key: { kid, alg: 'Ed25519', jwk, ...window },
    sign: (bytes) => sign(null, bytes, privateKey),
  };
}

export function newSigner(id: string, roles: Role[], sellers?: string[]): Signer {
  const { key, sign } = newKey();
  const participant: Participant = {
    id,
    org: 'org',
    roles,
    keys: [key],
    scope: sellers === undefined ? {} : { sellers },
    accreditation: [],
    status: 'active',
    validFrom: '2020-01-01T00:00:00Z',
    validUntil: '2030-01-01T00:00:00Z',
  };
  return { participant, kid: key.kid, sign };
}

const everything = [
  ...['identity', 'order', 'fulfilment', 'inspection', 'review', 'certification'],
  ...['certification-status', 'payment', 'case', 'correction'],
];

const json = (value: unknown): Uint8Array => utf8(JSON.stringify(value));

/** A ledger in memory: blocks of one transaction, whose writes are given, not computed by a chaincode. */
export class Chain implements Pick<LedgerPort, 'blocks' | 'height'> {
  readonly blocksSoFar: CommittedBlock[] = [];
  #batches = 0;
  readonly #growth = new Set<() => void>();

  constructor(readonly signers: readonly Signer[]) {
    this.governance({});
  }

  /** Commits the consortium's state and participants, with changes of it. */
  governance(change: Partial<ConsortiumState>, epoch = 0): number {
    const consortium = {
      ledger: ledgerId,
      seq: 0,
      organisations: [{ id: 'org' }],
      k: 1,
      authority: Object.fromEntries(
        this.signers.flatMap(({ participant }) => participant.roles.map((role) => [role, everything])),
      ),
      fold: { version: newestFold, fromEpoch: 0 },
      parameters: { demo: true },
      policies: {},
      ...change,
    };
    return this.commit([
      { key: 'consortium', value: json(consortium) },
      ...this.signers.map(({ participant }) => participantWrite(participant)),
      { key: 'epoch', value: json({ n: epoch, time: formatTime(now) }) },
    ]);
  }

  async compose(
    signer: Signer,
    records: readonly FactRecord[],
    jti = `batch-${++this.#batches}`,
  ): Promise<{ id: string; bytes: Uint8Array }> {
    return composeBatch({
      records,
      iss: signer.participant.id,
      kid: signer.kid,
      alg: 'Ed25519',
      jti,
      aud: ledgerId,
      iat: now,
      exp: now + hourSeconds,
      sha256: nodeCrypto.sha256,
      sign: signer.sign,
    });
  }

  /** Signs and commits records; gives the batch id. */
  async state(signer: Signer, ...records: FactRecord[]): Promise<string> {
    const { id, bytes } = await this.compose(signer, records);
    this.commit([batchWrite(id, bytes)]);
    return id;
  }

  /** Gives the block's number. */
  commit(...transactions: KeyWrite[][]): number {
    const number = this.blocksSoFar.length;
    this.blocksSoFar.push({
      number,
      hash: createHash('sha256').update(`block ${number}`).digest(),
      transactions: transactions.map((writes, tx) => ({ tx, txId: `${number}.${tx}`, time: now, writes })),
    });
    for (const grow of this.#growth) grow();
    return number;
  }

  height(): Promise<number> {
    return Promise.resolve(this.blocksSoFar.length);
  }

  async *blocks(from: number, signal: AbortSignal): AsyncIterable<CommittedBlock> {
    for (let number = from; !signal.aborted;) {
      const block = this.blocksSoFar[number];
      if (block === undefined) {
        await this.#grown(signal);
      } else {
        number++;
        yield block;
      }
    }
  }

  #grown(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#growth.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#growth.add(done);
      signal.addEventListener('abort', done);
    });
  }
}

export function batchWrite(id: string, bytes: Uint8Array): KeyWrite {
  return { key: `batch/${id}`, value: bytes };
}

export function participantWrite(participant: Participant): KeyWrite {
  return { key: `participant/${participant.id}`, value: json(participant) };
}
