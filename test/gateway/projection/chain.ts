import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { newestFold } from '../../../chaincode/domain/fold-version.js';
import { composeBatch } from '../../../chaincode/domain/batch/compose.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { nextSeal, type Epoch } from '../../../chaincode/domain/checkpoints/next-seal.js';
import type { Action, Proposal } from '../../../chaincode/domain/consortium/action.js';
import type {
  ConsortiumDocument,
  ConsortiumState,
  Organisation,
} from '../../../chaincode/domain/consortium/document.js';
import { GovernanceEntries } from '../../../chaincode/domain/governance/entries.js';
import { approveFounding } from '../../../chaincode/domain/governance/founding.js';
import { readGenesis, type Genesis } from '../../../chaincode/domain/governance/genesis.js';
import type { StoredProposal } from '../../../chaincode/domain/governance/proposal.js';
import { parseSignedApproval, parseSignedProposal } from '../../../chaincode/domain/governance/signed.js';
import { approve, propose, type Scene } from '../../../chaincode/domain/governance/transition.js';
import { thumbprint } from '../../../chaincode/domain/participants/thumbprint.js';
import {
  roles,
  type Participant,
  type ParticipantKey,
  type Role,
} from '../../../chaincode/domain/consortium/participant.js';
import type { PublicJwk } from '../../../chaincode/domain/ports.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { stateBytes, type StateWrites } from '../../../chaincode/domain/state-writes.js';
import { formatTime, hourSeconds, parseTime } from '../../../chaincode/domain/time.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import type { CommittedBlock, KeyWrite, LedgerPort } from '../../../gateway/ledger/port.js';
import { newOrganisation, signApproval, signProposal } from '../../support/consortium.js';

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

/** What a transaction writes; one of another time than the chain's has it beside. */
type Committed = readonly KeyWrite[] | { readonly time: number; readonly writes: readonly KeyWrite[] };

const writesOf = (writes: StateWrites): KeyWrite[] =>
  [...writes].map(([key, value]) => ({ key, value: stateBytes(value) }));

/**
 * A ledger in memory: blocks whose writes are given, and of which only what governs comes of the rules that a chaincode has. By
 * default one organisation decides all.
 */
export class Chain implements Pick<LedgerPort, 'blocks' | 'height'> {
  readonly blocksSoFar: CommittedBlock[] = [];
  readonly ledgerId: string;
  readonly organisations: readonly Organisation[];
  readonly #entries = new GovernanceEntries();
  #batches = 0;
  #proposals = 0;
  readonly #growth = new Set<() => void>();

  private constructor(genesis: Genesis) {
    this.ledgerId = genesis.ledger;
    this.organisations = genesis.document.organisations;
  }

  /** In block 0 the k-th organisation approves the document; the others have in a transaction before, of the same block. */
  static async found(signers: readonly Signer[], change: Partial<ConsortiumDocument> = {}): Promise<Chain> {
    const document: ConsortiumDocument = {
      v: 1,
      organisations: [newOrganisation('org', 'OrgMSP', roles)],
      k: 1,
      authority: Object.fromEntries(
        signers.flatMap(({ participant }) => participant.roles.map((role) => [role, everything])),
      ),
      policies: [],
      participants: signers.map(({ participant }) => participant),
      fold: { version: newestFold, fromEpoch: 0 },
      parameters: { demo: true },
      nonce: '0'.repeat(64),
      ...change,
    };
    const genesis = readGenesis(canonicalText(document), nodeCrypto.sha256);
    const chain = new Chain(genesis);
    let approved: readonly string[] = [];
    const founding: KeyWrite[][] = [];
    for (const organisation of document.organisations.slice(0, document.k)) {
      const jws = await signApproval(organisation, genesis.ledger, genesis.ledger, now);
      const scene = { approved, crypto: nodeCrypto, time: now };
      const { approvals, writes } = approveFounding(genesis, parseSignedApproval(jws), scene);
      approved = approvals;
      founding.push(chain.#take(writes));
    }
    chain.commit(...founding);
    return chain;
  }

  /** Has k organisations approve an action, each in a block of its own; gives the number of the last. */
  async decide(action: Action): Promise<number> {
    const { id, status } = await this.propose(action);
    if (status === 'executed') return this.blocksSoFar.length - 1;
    const { k } = this.consortium;
    for (const organisation of this.organisations.slice(1, k)) await this.approve(id, organisation);
    return this.blocksSoFar.length - 1;
  }

  async propose(action: Action, expires = formatTime(now + hourSeconds)): Promise<StoredProposal> {
    const { ledger, seq } = this.consortium;
    const proposal: Proposal = { ledger, seq: ++this.#proposals, base: seq, action, expires };
    const [first] = this.organisations as [Organisation];
    const signed = parseSignedProposal(await signProposal(first, proposal, now));
    const { stored, writes } = propose(signed, this.#scene());
    this.commit(this.#take(writes));
    return stored;
  }

  async approve(id: string, organisation: Organisation): Promise<void> {
    const signed = parseSignedApproval(await signApproval(organisation, this.ledgerId, id, now));
    this.commit(this.#take(approve(signed, this.#scene()).writes));
  }

  get consortium(): ConsortiumState {
    return this.#entries.consortium() as ConsortiumState;
  }

  /** The next Seal, to be committed: one second after the one before. */
  nextSeal(): { readonly time: number; readonly writes: readonly KeyWrite[] } {
    const newest = this.#entries.newestSeal() as Epoch;
    const time = (parseTime(newest.time) ?? 0) + 1;
    return { time, writes: this.#take(nextSeal(newest, this.consortium, time).writes) };
  }

  /** Seals so many epochs. */
  seal(count = 1): void {
    for (let i = 0; i < count; i++) this.commit(this.nextSeal());
  }

  #take(writes: StateWrites): KeyWrite[] {
    this.#entries.take(writes);
    return writesOf(writes);
  }

  #scene(): Scene {
    // As a chaincode that is newer than the program under test.
    return { registry: this.#entries, crypto: nodeCrypto, time: now, refuseUnknown: false };
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
      aud: this.ledgerId,
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
  commit(...transactions: Committed[]): number {
    const number = this.blocksSoFar.length;
    this.blocksSoFar.push({
      number,
      hash: createHash('sha256').update(`block ${number}`).digest(),
      transactions: transactions.map((given, tx) => {
        const { time, writes } = 'writes' in given ? given : { time: now, writes: given };
        return { tx, txId: `${number}.${tx}`, time, writes };
      }),
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
