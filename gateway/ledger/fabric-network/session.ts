import './quiet.js';
import { DefaultQueryHandlerStrategies, Gateway, type Network } from 'fabric-network';
import type { ConnectionProfile, Identity } from '../fabric-shared/profile.js';

const answerWaitSeconds = 30;

/** One identity's long-lived connection to the channel, made when first used. */
export class Session {
  readonly #gateway = new Gateway();
  #connected: Promise<Network> | undefined;

  readonly #profile: ConnectionProfile;
  readonly #identity: Identity;

  constructor(profile: ConnectionProfile, identity: Identity) {
    this.#profile = profile;
    this.#identity = identity;
  }

  network(): Promise<Network> {
    this.#connected ??= this.#connect().catch((error: unknown) => {
      this.#connected = undefined; // the next call tries again
      throw error;
    });
    return this.#connected;
  }

  close(): void {
    this.#gateway.disconnect();
  }

  async #connect(): Promise<Network> {
    const { certificate, privateKey, mspId } = this.#identity;
    await this.#gateway.connect(this.#commonConnectionProfile(), {
      identity: { type: 'X.509', mspId, credentials: { certificate, privateKey } } as never,
      // Peers name themselves by addresses that clients on other machines reach, too.
      discovery: { enabled: true, asLocalhost: false },
      eventHandlerOptions: { endorseTimeout: answerWaitSeconds, commitTimeout: answerWaitSeconds },
      queryHandlerOptions: {
        strategy: DefaultQueryHandlerStrategies.MSPID_SCOPE_SINGLE,
        timeout: answerWaitSeconds,
      },
    });
    return this.#gateway.getNetwork(this.#profile.channel);
  }

  #commonConnectionProfile(): Record<string, unknown> {
    const { peer, mspId } = this.#profile;
    return {
      name: 'seller-trust',
      version: '1.0.0',
      client: { organization: mspId },
      organizations: { [mspId]: { mspid: mspId, peers: [peer.address] } },
      peers: { [peer.address]: { url: `grpcs://${peer.address}`, tlsCACerts: { pem: peer.tlsAuthority } } },
    };
  }
}
