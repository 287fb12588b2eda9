import { sha256 } from '@noble/hashes/sha2.js';
import { text } from '../../../chaincode/domain/bytes.js';
import {
  verifyCheckpoint,
  type AgreedCheckpoint,
  type Trust,
} from '../../../chaincode/domain/proofs/checkpoint.js';
import { ProofFailure } from '../../../chaincode/domain/proofs/failure.js';
import type { ProofCrypto } from '../../../chaincode/domain/ports.js';
import { verifyDecisionProof, type ProvenDecision } from '../../../chaincode/domain/proofs/decision.js';
import { verifyEntryProof, type ProvenEntry } from '../../../chaincode/domain/proofs/entry.js';
import { verifyOrderProof, type ProvenOrder } from '../../../chaincode/domain/proofs/order.js';
import { verifyReceipt } from '../../../chaincode/domain/proofs/receipt.js';
import { verifyRecordProof, type ProvenRecord } from '../../../chaincode/domain/proofs/record.js';
import { parseTlogProof } from '../../../chaincode/domain/proofs/tlog-proof.js';
import { verifySealProof, type ProvenSeal } from '../../../chaincode/domain/proofs/seal.js';
import { verifySellerProof, type ProvenSeller } from '../../../chaincode/domain/proofs/seller.js';
import type { Receipt, SignedBatch } from './batches.js';
import { ClientError } from '../platform/errors.js';
import { verifyWith } from '../platform/keys.js';

const crypto: ProofCrypto = {
  sha256,
  verify: (_alg, key, data, signature) => verifyWith(key, data, signature),
};

/**
 * Checks that a receipt is for this batch and that the log which k organisations agree on has it. Undefined while no agreed
 * checkpoint covers it: ask for the receipt again after the next Seal. Throws ProofFailure; ClientError.
 */
export async function checkReceipt(
  receipt: Receipt,
  batch: SignedBatch,
  trust: Trust,
): Promise<AgreedCheckpoint | undefined> {
  if (receipt.batch !== batch.id || receipt.root !== batch.root)
    throw new ClientError('answer_malformed', 'the receipt is for another batch');
  const { inclusion, time } = receipt;
  if (inclusion === undefined) return undefined;
  const { jws } = JSON.parse(text(batch.bytes.subarray(0, batch.bytes.indexOf(10)))) as { jws: string };
  return verifyReceipt(crypto, { jws, time }, inclusion, trust);
}

/** Checks a checkpoint by itself: the signed note that each proof has. Throws ProofFailure. */
export async function checkCheckpoint(signed: unknown, trust: Trust): Promise<AgreedCheckpoint> {
  if (typeof signed !== 'string') throw new ProofFailure('proof_malformed', 'not a signed checkpoint');
  return verifyCheckpoint(crypto, signed, trust);
}

/** Checks the answer of `/v1/records/{id}/proof`, wherever it came from. Throws ProofFailure. */
export function checkRecordProof(proof: unknown, trust: Trust): Promise<ProvenRecord> {
  return verifyRecordProof(crypto, proof, trust);
}

/** Checks a record's proof in the form of a `.tlog-proof` file (C2SP tlog-proof). Throws ProofFailure. */
export async function checkTlogProof(file: string, trust: Trust): Promise<ProvenRecord> {
  return verifyRecordProof(crypto, parseTlogProof(file), trust);
}

/** Checks an order's file, as `stl order` writes it, wherever it came from. Throws ProofFailure. */
export function checkOrderProof(proof: unknown, trust: Trust): Promise<ProvenOrder> {
  return verifyOrderProof(crypto, proof, trust);
}

/** Checks the answer of `/v1/sellers/{id}/proof`, wherever it came from. Throws ProofFailure. */
export function checkSellerProof(proof: unknown, trust: Trust): Promise<ProvenSeller> {
  return verifySellerProof(crypto, proof, trust);
}

/**
 * Checks the answer of `/v1/participants/{id}/proof`, `/v1/policies/{name}/{version}/proof` or `/v1/consortium/proof`, wherever it
 * came from. Whose it is stands in `key`: the proof of another entry holds just as well. Throws ProofFailure.
 */
export function checkEntryProof(proof: unknown, trust: Trust): Promise<ProvenEntry> {
  return verifyEntryProof(crypto, proof, trust);
}

/** Checks the answer of `/v1/proposals/{id}/proof`, wherever it came from. Throws ProofFailure. */
export function checkDecisionProof(proof: unknown, trust: Trust): Promise<ProvenDecision> {
  return verifyDecisionProof(crypto, proof, trust);
}

/** Checks the answer of `/v1/epochs/{n}/proof`, wherever it came from. Throws ProofFailure. */
export function checkSealProof(proof: unknown, trust: Trust): Promise<ProvenSeal> {
  return verifySealProof(crypto, proof, trust);
}
