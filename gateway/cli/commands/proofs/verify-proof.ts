import { isTlogProof } from '../../../../chaincode/domain/proofs/tlog-proof.js';
import { formatTime } from '../../../../chaincode/domain/time.js';
import {
  ProofFailure,
  checkDecisionProof,
  checkEntryProof,
  checkRecordProof,
  checkSealProof,
  checkSellerProof,
  checkTlogProof,
  type AgreedCheckpoint,
  type ProvenRecord,
  type Trust,
} from '../../../sdk/client/index.js';
import { quorumNotice, witnessedText } from '../../../sdk/verify/index.js';
import { CliFailure } from '../../frame/failure.js';
import { plainLines } from '../../frame/plain.js';

/** What one kind of proof shows, as data and in lines. */
interface Finding {
  readonly agreed: AgreedCheckpoint;
  readonly shown: object;
  readonly lines: readonly string[];
  readonly notices?: readonly string[];
}

type Check = (proof: unknown, trust: Trust) => Promise<Finding>;

/** Answers of a gateway, by the member that no other kind has. */
const checks: readonly (readonly [member: string, check: Check])[] = [
  ['line', async (proof, trust) => ofRecord(await checkRecordProof(proof, trust))],
  [
    'seller',
    async (proof, trust) => {
      const { aggregate = null, seller, ...agreed } = await checkSellerProof(proof, trust);
      return {
        agreed,
        shown: { seller, aggregate },
        lines: stated(`seller/${seller}`, aggregate ?? undefined),
      };
    },
  ],
  [
    'key',
    async (proof, trust) => {
      const { key, value, ...agreed } = await checkEntryProof(proof, trust);
      return { agreed, shown: { key, value: value ?? null }, lines: stated(key, value) };
    },
  ],
  [
    'approvals',
    async (proof, trust) => {
      const agreed = await checkDecisionProof(proof, trust);
      const { approvals, id, proposal, time } = agreed;
      const signers = approvals.map(
        ({ checked, org }) => `${org} (${checked ? 'signature checked' : 'key replaced since'})`,
      );
      return {
        agreed,
        shown: { id, time: formatTime(time), proposal, approvals },
        lines: [
          `proven: proposal ${id} was executed at ${formatTime(time)}`,
          JSON.stringify(proposal.action),
          `signed by ${signers.join(', ')}`,
        ],
      };
    },
  ],
  [
    'body',
    async (proof, trust) => {
      const { sealed, ...agreed } = await checkSealProof(proof, trust);
      const { asof, epoch, size } = sealed;
      return {
        agreed,
        shown: { sealed: { epoch, time: formatTime(asof), size } },
        lines: [`proven: Seal ${epoch} of ${formatTime(asof)} covers ${size} entries of the log`],
      };
    },
  ],
];

/** Whether a file is a proof, and no badge: a badge is a JWS. */
export const isProof = (file: string): boolean => isTlogProof(file) || file.trimStart().startsWith('{');

/** What a proof shows, and in which words. Asks nobody. Throws CliFailure with the code of what does not hold. */
export async function checkProof(
  file: Uint8Array,
  trust: Trust,
): Promise<{ readonly shown: object; readonly words: string }> {
  const {
    agreed,
    lines,
    notices = [],
    shown,
  } = await find(Buffer.from(file).toString(), trust).catch((cause: unknown) => {
    if (!(cause instanceof ProofFailure)) throw cause;
    throw new CliFailure(`the proof does not hold: ${cause.message}`, { code: cause.code, cause });
  });
  const { checkpoint, organisations, witnesses } = agreed;
  const { epoch } = checkpoint;
  const tooFew = quorumNotice(witnesses.length, trust);
  const all = [...notices, ...(tooFew === undefined ? [] : [tooFew])];
  return {
    shown: { ...shown, epoch, organisations, witnesses, quorum: trust.quorum ?? 0 },
    words: plainLines([
      ...lines,
      `epoch ${epoch}, cosigned by ${organisations.join(', ')}; ${witnessedText(witnesses.length, trust)}`,
      ...all.map((notice) => `notice: ${notice}`),
    ]),
  };
}

async function find(file: string, trust: Trust): Promise<Finding> {
  if (isTlogProof(file)) return ofRecord(await checkTlogProof(file, trust));
  const proof = parsed(file);
  const known = checks.find(([member]) => Object.hasOwn(proof, member));
  if (known === undefined)
    throw new ProofFailure('proof_malformed', 'not a proof of a kind that is known here');
  return known[1](proof, trust);
}

function parsed(file: string): object {
  try {
    return JSON.parse(file) as object;
  } catch {
    throw new ProofFailure('proof_malformed', 'not JSON');
  }
}

function ofRecord({ id, issuer, record, revoked, time, ...agreed }: ProvenRecord): Finding {
  return {
    agreed,
    shown: { id, issuer, time: formatTime(time), record, ...(revoked && { revoked }) },
    lines: [
      `proven: ${issuer} stated record ${id}, and it came to the ledger at ${formatTime(time)}`,
      JSON.stringify(record),
    ],
    notices: revoked ? [`the key that signed it was revoked since: ${revoked.reason}`] : [],
  };
}

const stated = (key: string, value: object | undefined): string[] =>
  value === undefined
    ? [`proven: the ledger has nothing under ${key}`]
    : [`proven: the ledger has this under ${key}`, JSON.stringify(value)];
