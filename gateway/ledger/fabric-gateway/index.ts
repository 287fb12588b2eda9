import { createPrivateKey } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, credentials, type CallOptions } from '@grpc/grpc-js';
import {
  GatewayError,
  connect,
  signers,
  type Contract,
  type Gateway,
  type Network,
} from '@hyperledger/fabric-gateway';
import { commitFailure, endorsementFailure } from '../fabric-shared/failure.js';
import {
  validationCodeName,
  type LedgerQueries,
  type SystemChaincode,
} from '../fabric-shared/ledger-queries.js';
import { afterFailedBroadcast, askOutcome } from '../fabric-shared/outcome.js';
import { PeerLedger, type PeerClient } from '../fabric-shared/peer-ledger.js';
import { readConnectionProfile, type ConnectionProfile, type Identity } from '../fabric-shared/profile.js';
import { ledgerError } from '../fabric-shared/submit.js';
import {
  LedgerError,
  type Committed,
  type IdentityName,
  type LedgerPort,
  type TransactionCall,
} from '../port.js';

/**
 * Connects through the gateway service of the own peer (Fabric 2.4 and later), for Raft and BFT channels alike.
 * @param file the connection profile, see `readConnectionProfile`
 * @throws Error for a wrong profile; LedgerError `unavailable` where the peer does not answer
 */
export async function connectFabricGateway(file: string): Promise<LedgerPort> {
  const profile = readConnectionProfile(file);
  return PeerLedger.open('fabric-gateway', profile, new FabricGatewayClient(profile));
}

const unlimited = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };
const answerWaitMs = 30_000;
const outcomeWaitMs = 20_000;
const listenAgainAfterMs = 500;
const deadline = (): CallOptions => ({ deadline: Date.now() + answerWaitMs });

class FabricGatewayClient implements PeerClient {
  readonly #connection: Client;
  readonly #gateways: ReadonlyMap<string, Gateway>;

  readonly #profile: ConnectionProfile;

  constructor(profile: ConnectionProfile) {
    this.#profile = profile;

    const { peer, identities } = profile;
    const tls = credentials.createSsl(Buffer.from(peer.tlsAuthority));
    this.#connection = new Client(peer.address, tls, unlimited);
    this.#gateways = new Map([...identities].map(([name, identity]) => [name, this.#gatewayOf(identity)]));
  }

  async submitOnce(
    as: IdentityName,
    call: TransactionCall,
    endorsers: readonly string[],
    queries: LedgerQueries,
  ): Promise<Committed> {
    const proposal = this.#contract(as).newProposal(call.name, {
      ...inputsOf(call),
      endorsingOrganizations: [...endorsers],
    });
    const txId = proposal.getTransactionId();
    const transaction = await proposal.endorse().catch((error: unknown) => {
      throw endorsementFailure(textsOf(error), txId, error);
    });
    try {
      const commit = await transaction.submit();
      const status = await commit.getStatus().catch(() => undefined);
      if (!status) return await askOutcome(queries, txId, outcomeWaitMs);
      if (!status.successful) throw commitFailure(validationCodeName(status.code), txId);
      const block = await queries.block(Number(status.blockNumber));
      const tx = block.outcomes.findIndex((outcome) => outcome.txId === txId);
      return { txId, block: block.number, tx, result: decode(transaction.getResult()) };
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return await afterFailedBroadcast(
        queries,
        txId,
        new Error(textsOf(error).join('; '), { cause: error }),
      );
    }
  }

  async evaluate(as: IdentityName, call: TransactionCall): Promise<string> {
    try {
      return decode(await this.#contract(as).evaluate(call.name, { ...inputsOf(call), ...this.#ownPeer() }));
    } catch (error) {
      if (error instanceof LedgerError) throw error;
      throw ledgerError(endorsementFailure(textsOf(error), '', error));
    }
  }

  ask(chaincode: SystemChaincode, name: string, ...args: readonly string[]): Promise<Uint8Array> {
    return this.#network('gateway')
      .getContract(chaincode)
      .evaluate(name, { arguments: [...args], ...this.#ownPeer() });
  }

  onNewBlock(wake: () => void): Promise<() => void> {
    const released = new AbortController();
    void this.#listen(wake, released.signal);
    return Promise.resolve(() => released.abort());
  }

  close(): void {
    for (const gateway of this.#gateways.values()) gateway.close();
    this.#connection.close();
  }

  /** Wakes the reader for each new block. Listens again when events end, for the client does not reconnect by itself. */
  async #listen(wake: () => void, released: AbortSignal): Promise<void> {
    while (!released.aborted) {
      try {
        const events = await this.#network('gateway').getFilteredBlockEvents();
        released.addEventListener('abort', () => events.close(), { once: true });
        for await (const event of events) if (event.getNumber() >= 0) wake();
      } catch {
        wake(); // the reader then asks the peer, and meets the failure itself
      }
      if (!released.aborted) await pause(listenAgainAfterMs, undefined, { ref: false });
    }
  }

  #gatewayOf({ mspId, certificate, privateKey }: Identity): Gateway {
    return connect({
      client: this.#connection,
      identity: { mspId, credentials: Buffer.from(certificate) },
      signer: signers.newPrivateKeySigner(createPrivateKey(privateKey)),
      evaluateOptions: deadline,
      endorseOptions: deadline,
      submitOptions: deadline,
      commitStatusOptions: deadline,
    });
  }

  #contract(as: IdentityName): Contract {
    return this.#network(as).getContract(this.#profile.chaincode);
  }

  #network(as: IdentityName): Network {
    const gateway = this.#gateways.get(as);
    if (!gateway) throw new LedgerError('unavailable', `this gateway holds no identity ${as}`);
    return gateway.getNetwork(this.#profile.channel);
  }

  /** Names the own peer. Otherwise the service asks the peer that has most blocks, and an organisation trusts its own only. */
  #ownPeer(): { endorsingOrganizations: string[] } {
    return { endorsingOrganizations: [this.#profile.mspId] };
  }
}

function inputsOf(call: TransactionCall): { arguments: string[]; transientData: Record<string, Uint8Array> } {
  return { arguments: [...call.args], transientData: { ...call.transient } };
}

const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** The texts of all peers that the gateway service asked, then its own. */
function textsOf(error: unknown): string[] {
  const details = error instanceof GatewayError ? error.details.map((detail) => detail.message) : [];
  return [...details, (error as Error).message];
}
