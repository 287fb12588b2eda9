import type { Participant } from '../../chaincode/domain/consortium/participant.js';
import { Refusal } from '../../chaincode/domain/errors.js';
import { GovernanceEntries } from '../../chaincode/domain/governance/entries.js';
import { approveFounding } from '../../chaincode/domain/governance/founding.js';
import type { Genesis } from '../../chaincode/domain/governance/genesis.js';
import type { Registry } from '../../chaincode/domain/governance/registry.js';
import { parseSignedApproval, parseSignedProposal } from '../../chaincode/domain/governance/signed.js';
import { approve, propose, type Scene } from '../../chaincode/domain/governance/transition.js';
import type { Crypto } from '../../chaincode/domain/ports.js';
import type { StateValue } from '../../chaincode/domain/state-writes.js';

/** Entries of the world state, as they are kept between audits. */
export type GovernanceMemo = readonly (readonly [string, StateValue])[];

/**
 * What governs, as the leaves of a log tell it: derived from the consortium document, whose hash is the ledger's id, and from
 * what organisations signed since. Nothing of it is a gateway's word.
 */
export class LogGovernance {
  readonly #crypto: Crypto;
  readonly #genesis: Genesis;
  readonly #entries: GovernanceEntries;

  constructor(crypto: Crypto, genesis: Genesis, memo?: GovernanceMemo) {
    this.#crypto = crypto;
    this.#genesis = genesis;
    this.#entries = new GovernanceEntries(memo);
  }

  memo(): GovernanceMemo {
    return this.#entries.entries();
  }

  /** As far as the leaves have told. */
  participant(id: string): Participant | undefined {
    return this.#entries.participant(id);
  }

  /** Why approvals do not put the consortium document in force; undefined where they do. `time` in seconds. */
  found(approvals: readonly string[], time: number): string | undefined {
    return refusalOf(() => {
      let approved: readonly string[] = [];
      let active = false;
      for (const jws of approvals) {
        if (active) return 'more approvals than it took';
        const scene = { approved, crypto: this.#crypto, time };
        const founding = approveFounding(this.#genesis, parseSignedApproval(jws), scene);
        ({ approvals: approved, active } = founding);
        this.#entries.take(founding.writes);
      }
      return active ? undefined : 'fewer organisations approved than it takes';
    });
  }

  /** Why approvals, the first of them the proposal, do not execute it; undefined where they do. */
  decide(id: string, approvals: readonly string[], time: number, epoch: number): string | undefined {
    return refusalOf(() => {
      const [first = '', ...others] = approvals;
      const signed = parseSignedProposal(first);
      const { action } = signed.proposal;
      // Seals are no leaves of the log: that an activation was ahead of them, those who signed its approvals saw.
      const seen = action.type === 'fold.activate' ? action.fold.fromEpoch - 1 : epoch;
      let { stored, writes } = propose(signed, this.#scene(seen, time));
      if (stored.id !== id) return 'another proposal was signed';
      // When it was proposed, it may have been more than its organisation could do alone.
      if (others.length > 0 && this.#entries.consortium()?.k !== 1) stored = { ...stored, status: 'open' };
      for (const jws of others) {
        if (stored.status === 'executed') return 'more approvals than it took';
        const open = stored;
        const proposal = (asked: string) => (asked === open.id ? open : undefined);
        const registry = { ...registryOf(this.#entries, seen), proposal };
        ({ stored, writes } = approve(parseSignedApproval(jws), { ...this.#scene(seen, time), registry }));
      }
      if (stored.status !== 'executed') return 'fewer organisations approved than it takes';
      this.#entries.take(writes);
      return undefined;
    });
  }

  #scene(epoch: number, time: number): Scene {
    return {
      registry: registryOf(this.#entries, epoch),
      crypto: this.#crypto,
      time,
      refuseUnknown: false,
    };
  }
}

const registryOf = (entries: GovernanceEntries, epoch: number): Registry => ({
  consortium: () => entries.consortium(),
  participant: (id) => entries.participant(id),
  ownerOfKey: (kid) => entries.ownerOfKey(kid),
  proposal: (id) => entries.proposal(id),
  epoch: () => epoch,
  newestTrustList: () => entries.newestTrustList(),
});

function refusalOf(decide: () => string | undefined): string | undefined {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
