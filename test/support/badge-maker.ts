import { gzipSync } from 'node:zlib';
import { newestFold } from '../../chaincode/domain/fold-version.js';
import { certifiersOf, scoreOf, statusEntriesOf, subjectOf } from '../../chaincode/domain/badge/subject.js';
import { didOf, keyIdOf } from '../../chaincode/domain/badge/issuer.js';
import {
  badgeForm,
  badgeLifeMaxSeconds,
  type BadgeCredential,
  type BadgeEvidence,
  type Proven,
} from '../../chaincode/domain/badge/types.js';
import { base64url, utf8 } from '../../chaincode/domain/bytes.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { composeStatement } from '../../chaincode/domain/checkpoints/statement.js';
import type { PublicAggregate } from '../../chaincode/domain/fold/aggregate.js';
import type { ConsortiumState, Organisation } from '../../chaincode/domain/consortium/document.js';
import type { PolicyDocument } from '../../chaincode/domain/consortium/policy-document.js';
import { empty, leafOf, type Node } from '../../chaincode/domain/map/node.js';
import { proveKey } from '../../chaincode/domain/map/proof.js';
import { mapRoot, setLeaves, type NodeReader } from '../../chaincode/domain/map/update.js';
import type { Participant } from '../../chaincode/domain/consortium/participant.js';
import { scorePolicy1 } from '../../chaincode/domain/policies/score-policy-1.js';
import { emptyBits, setBit } from '../../chaincode/domain/status-lists/bits.js';
import type { StatusEntry, StatusListCredential } from '../../chaincode/domain/status-lists/types.js';
import { formatTime, hourSeconds } from '../../chaincode/domain/time.js';
import { formatCheckpoint, type Checkpoint } from '../../chaincode/domain/tlog/checkpoint.js';
import { formatNote, noteLines } from '../../chaincode/domain/tlog/note.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import type { TrustedConsortium, VerifyOptions } from '../../gateway/sdk/verify/index.js';
import {
  aggregateOf,
  asOf,
  certificate,
  certifier,
  established,
  flawless,
} from '../domain/score/fixtures.js';
import {
  defaultAuthority,
  newOrganisation,
  newParticipant,
  newSigner,
  newStatementKeys,
  signBytes,
  type Signer,
  type StatementKeys,
} from './consortium.js';
import { signKeyOf } from './trust-lists.js';

const { sha256 } = nodeCrypto;

/** What a ledger that the organisations signed holds, where it is to differ from the usual. */
export interface Stated {
  readonly aggregate?: Partial<PublicAggregate>;
  readonly policy?: Partial<PolicyDocument>;
  readonly consortium?: Partial<ConsortiumState>;
  readonly checkpoint?: Partial<Checkpoint>;
  /** Who signs; all by default. */
  readonly by?: readonly string[];
}

interface Member {
  readonly organisation: Organisation;
  readonly signer: Signer;
  readonly statement: StatementKeys;
}

/** Organisations with all their keys, and badges of anything that they would sign: no gateway, no ledger. */
export class BadgeMaker {
  readonly ledger = 'a'.repeat(64);
  readonly members: readonly Member[];
  /** Time of the checkpoints, seconds. */
  readonly asof = asOf + hourSeconds;
  readonly now = this.asof + 60;

  constructor(ids: readonly string[] = ['alfa', 'bravo', 'charlie']) {
    this.members = ids.map((id) => {
      const [signer, statement] = [newSigner(), newStatementKeys()];
      const organisation = newOrganisation(id, `${id}MSP`, ['certifier'], statement);
      return { signer, statement, organisation: { ...organisation, signKey: signKeyOf(signer) } };
    });
  }

  get trust(): TrustedConsortium {
    return { ledger: this.ledger, k: 2, organisations: this.members.map(({ organisation }) => organisation) };
  }

  member(id = 'alfa'): Member {
    const found = this.members.find(({ organisation }) => organisation.id === id);
    if (found === undefined) throw new Error(`no organisation ${id}`);
    return found;
  }

  /** A seller of long standing with one certificate, proven under a checkpoint. */
  evidence({ aggregate, by, checkpoint, consortium, policy }: Stated = {}): BadgeEvidence {
    const facts = aggregateOf(established([flawless(900)]), {
      certifications: [certificate()],
      ...aggregate,
    });
    const state: ConsortiumState = {
      ...{ ledger: this.ledger, seq: 0, k: 2, authority: defaultAuthority, policies: { score: 1 } },
      ...{ fold: { version: newestFold, fromEpoch: 0 }, parameters: { demo: false } },
      organisations: this.trust.organisations as readonly Organisation[],
      ...consortium,
    };
    const rules = { ...scorePolicy1, ...policy };
    const lab: Participant = {
      ...newParticipant('lab', 'bravo', ['certifier'], []),
      accreditation: [...certifier.accreditation],
    };
    const values = new Map<string, unknown>([
      [`seller/${facts.seller}`, { detail: 'A'.repeat(43), public: facts }],
      ['consortium', state],
      [`policy/score/${rules.version}`, rules],
      ['participant/lab', lab],
      ...Array.from({ length: 40 }, (_, i) => [`seller/shop.${i}`, { i }] as const),
    ]);
    const nodes = new Map<string, Node>();
    const read: NodeReader = (position) => nodes.get(position) ?? empty;
    const leaves = [...values].map(([key, value]) => leafOf(sha256, key, value));
    for (const [position, node] of setLeaves(sha256, read, leaves)) nodes.set(position, node);
    const proven = <T>(key: string): Proven<T> => ({
      value: (values.get(key) ?? null) as T,
      proof: proveKey(sha256, read, key),
    });
    const seller: BadgeEvidence['seller'] = proven(`seller/${facts.seller}`);
    return {
      type: 'SellerTrustEvidence',
      checkpoint: this.note({ map: mapRoot(sha256, read), ...checkpoint }, by),
      seller,
      consortium: proven('consortium'),
      policy: proven(`policy/score/${state.policies['score'] ?? 0}`),
      certifiers: Object.fromEntries(certifiersOf({ seller }).map((id) => [id, proven(`participant/${id}`)])),
    };
  }

  /** A checkpoint signed by each of the organisations with both its keys. */
  note(
    checkpoint: Partial<Checkpoint>,
    by: readonly string[] = this.members.map(({ organisation }) => organisation.id),
  ): string {
    const body = formatCheckpoint({
      ...{ ledger: this.ledger, size: 100, root: new Uint8Array(32).fill(7), map: new Uint8Array(32) },
      ...{ epoch: 9, asof: this.asof, fold: 1 },
      ...checkpoint,
    });
    const lines = by.flatMap((id) => noteLines(this.statement(id, body)));
    return formatNote(body, lines);
  }

  /** One organisation's word for a body; `as`: under another name. */
  statement(id: string, body: string, as = this.member(id).organisation): string {
    const { statement } = this.member(id);
    const parts = { ledger: this.ledger, organisation: as, body, time: this.asof + 5 };
    return composeStatement(sha256, parts, (key, data) => signBytes(statement[key], data));
  }

  /** What an honest issuer states of the evidence. */
  credential(evidence = this.evidence(), issuer = 'alfa'): BadgeCredential {
    const subject = subjectOf(this.ledger, scoreOf(evidence, this.asof));
    const { url } = this.member(issuer).organisation;
    const entries = statusEntriesOf(sha256, { ledger: this.ledger, asof: this.asof }, evidence, subject, url);
    return {
      ...badgeForm,
      issuer: didOf(url),
      validFrom: formatTime(this.asof),
      validUntil: formatTime(this.asof + badgeLifeMaxSeconds),
      ...(entries.length === 0 ? {} : { credentialStatus: entries }),
      credentialSubject: subject,
      evidence: [evidence],
    };
  }

  /** The list that an entry names, with bits set; `change`: what its signer may make of it. */
  list(
    { statusListCredential: id, statusPurpose }: StatusEntry,
    set: readonly number[] = [],
    change: (list: StatusListCredential) => object = (list) => list,
    issuer = 'alfa',
  ): Uint8Array {
    const bits = emptyBits();
    for (const index of set) setBit(bits, index);
    const list: StatusListCredential = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: didOf(this.member(issuer).organisation.url),
      validFrom: formatTime(this.now - 60),
      validUntil: formatTime(this.now - 60 + hourSeconds),
      credentialSubject: {
        ...{ id: `${id}#list`, type: 'BitstringStatusList', statusPurpose, ttl: 300_000 },
        encodedList: `u${base64url(gzipSync(bits))}`,
      },
    };
    return utf8(this.signed(change(list), { as: this.member(issuer).signer }));
  }

  /** Lists in which no bit is set, for all entries of a badge. */
  lists({ credentialStatus = [] }: Pick<BadgeCredential, 'credentialStatus'>): Map<string, Uint8Array> {
    return new Map(credentialStatus.map((entry) => [entry.statusListCredential, this.list(entry)]));
  }

  /** The header of an organisation's credential; of a stranger's, as if it were the first one's. */
  headerOf(signer: Signer) {
    const { organisation } = this.members.find((one) => one.signer === signer) ?? this.member();
    return { alg: 'ES256', cty: 'vc', kid: keyIdOf(didOf(organisation.url), signer.kid), typ: 'vc+jwt' };
  }

  /** A compact JWS over anything, in the form that credentials have. `payload`: its bytes in place of the canonical ones. */
  signed(
    claims: unknown,
    { as = this.member().signer, header = {}, payload = canonicalText(claims) }: Signing = {},
  ): string {
    const head = typeof header === 'string' ? header : canonicalText({ ...this.headerOf(as), ...header });
    const input = `${base64url(utf8(head))}.${base64url(utf8(payload))}`;
    return `${input}.${base64url(signBytes(as, utf8(input)))}`;
  }

  /** Options under which an honest badge is plainly valid. */
  options(credential: Pick<BadgeCredential, 'credentialStatus'>): VerifyOptions {
    return { now: this.now, maxAge: 7_200, statusLists: this.lists(credential) };
  }
}

export interface Signing {
  readonly as?: Signer;
  /** Members to change, or its text. */
  readonly header?: object | string;
  readonly payload?: string;
}
