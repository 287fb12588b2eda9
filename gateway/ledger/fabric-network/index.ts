import type { Network } from 'fabric-network';
import { CommitWatch } from './commit.js';
import { Session } from './session.js';
import { fabricNetworkWithBft } from '../fabric-shared/bft.js';
import { SubmitFailure, endorsementFailure } from '../fabric-shared/failure.js';
import type { LedgerQueries, SystemChaincode } from '../fabric-shared/ledger-queries.js';
import { afterFailedBroadcast } from '../fabric-shared/outcome.js';
import { PeerLedger, type PeerClient } from '../fabric-shared/peer-ledger.js';
import { readConnectionProfile, type ConnectionProfile } from '../fabric-shared/profile.js';
import { ledgerError } from '../fabric-shared/submit.js';
import {
  LedgerError,
  type Committed,
  type IdentityName,
  type LedgerPort,
  type TransactionCall,
} from '../port.js';

/**
 * Connects over fabric-network 2.2, for channels ordered by Raft.
 * @param file the connection profile, see `readConnectionProfile`
 * @throws Error for a wrong profile or a BFT channel; LedgerError `unavailable` where the peer does not answer
 */
export async function connectFabricNetwork(file: string): Promise<LedgerPort> {
  const profile = readConnectionProfile(file);
  if (profile.consensus === 'bft') throw new Error(fabricNetworkWithBft);

  return PeerLedger.open('fabric-network', profile, new FabricNetworkClient(profile));
}

class FabricNetworkClient implements PeerClient {
  readonly #sessions: ReadonlyMap<string, Session>;

  readonly #profile: ConnectionProfile;

  constructor(profile: ConnectionProfile) {
    this.#profile = profile;

    this.#sessions = new Map(
      [...profile.identities].map(([name, identity]) => [name, new Session(profile, identity)]),
    );
  }

  async submitOnce(
    as: IdentityName,
    call: TransactionCall,
    endorsers: readonly string[],
    queries: LedgerQueries,
  ): Promise<Committed> {
    const network = await this.#network(as);
    const contract = network.getContract(this.#profile.chaincode);
    const transaction = contract.createTransaction(call.name);
    const txId = transaction.getTransactionId();
    const watch = new CommitWatch(txId, network, this.#profile.mspId, queries);
    transaction
      .setTransient(transientOf(call))
      .setEndorsingOrganizations(...endorsers)
      .setEventHandler(() => watch);
    try {
      const result = await transaction.submit(...call.args);
      return { ...watch.position, txId, result: result.toString('utf8') };
    } catch (error) {
      if (error instanceof SubmitFailure) throw error;
      if (!watch.sent) {
        const failure = endorsementFailure(textsOf(error), txId, error);
        // The client keeps what discovery said for five minutes. Peers may have come or moved since, so it asks anew.
        if (failure.kind === 'unavailable') contract.resetDiscoveryInterests();
        throw failure;
      }
      watch.cancelListening();
      return await afterFailedBroadcast(queries, txId, error as Error);
    }
  }

  async evaluate(as: IdentityName, call: TransactionCall): Promise<string> {
    const network = await this.#network(as);
    const transaction = network.getContract(this.#profile.chaincode).createTransaction(call.name);
    transaction.setTransient(transientOf(call));
    try {
      return (await transaction.evaluate(...call.args)).toString('utf8');
    } catch (error) {
      throw ledgerError(endorsementFailure(textsOf(error), transaction.getTransactionId(), error));
    }
  }

  async ask(chaincode: SystemChaincode, name: string, ...args: readonly string[]): Promise<Uint8Array> {
    const network = await this.#network('gateway');
    return network.getContract(chaincode).evaluateTransaction(name, ...args);
  }

  async onNewBlock(wake: () => void): Promise<() => void> {
    const network = await this.#network('gateway');
    const listener = (): Promise<void> => {
      wake();
      return Promise.resolve();
    };
    await network.addBlockListener(listener, { type: 'filtered' });
    return () => network.removeBlockListener(listener);
  }

  close(): void {
    for (const session of this.#sessions.values()) session.close();
  }

  async #network(as: IdentityName): Promise<Network> {
    const session = this.#sessions.get(as);
    if (!session) throw new LedgerError('unavailable', `this gateway holds no identity ${as}`);
    try {
      return await session.network();
    } catch (error) {
      throw new LedgerError('unavailable', 'the peer cannot be reached', { cause: error });
    }
  }
}

function transientOf(call: TransactionCall): Record<string, Buffer> {
  return Object.fromEntries(
    Object.entries(call.transient ?? {}).map(([name, value]) => [name, Buffer.from(value)]),
  );
}

/** Every text in an error of fabric-network: its own, and those of each endorser that it hides inside. */
function textsOf(error: unknown): string[] {
  const { message, errors, responses, endorsements, response } = error as {
    message?: string;
    errors?: unknown[];
    responses?: unknown[];
    endorsements?: unknown[];
    response?: { message?: string };
  };
  const inner = [...(errors ?? []), ...(responses ?? []), ...(endorsements ?? [])].flatMap(textsOf);
  return [response?.message, ...inner, message].filter((text) => typeof text === 'string');
}
