import { createPrivateKey } from 'node:crypto';
import { promisify } from 'node:util';
import { credentials, type CallOptions } from '@grpc/grpc-js';
import { hash, signers } from '@hyperledger/fabric-gateway';
import { discovery, msp, peer } from '@hyperledger/fabric-protos';
import type { ConnectionProfile, Identity } from './profile.js';

const answerWaitMs = 5_000;

/**
 * Asks the discovery service of the own peer whether peers that satisfy the chaincode's endorsement policy are alive, as its gossip
 * knows them: some 30 s after one has gone.
 */
export class EndorserDiscovery {
  readonly #client: InstanceType<typeof discovery.DiscoveryClient>;
  readonly #profile: ConnectionProfile;

  constructor(profile: ConnectionProfile) {
    this.#profile = profile;
    const tls = credentials.createSsl(Buffer.from(profile.peer.tlsAuthority));
    this.#client = new discovery.DiscoveryClient(profile.peer.address, tls);
  }

  /** Why there are too few; undefined where there are enough. Throws where the service does not say. */
  async obstacle(): Promise<string | undefined> {
    const discover = promisify<discovery.SignedRequest, CallOptions, discovery.Response>(
      (request, options, done) => void this.#client.discover(request, options as never, done as never),
    );
    const response = await discover(await this.#request(), { deadline: Date.now() + answerWaitMs });
    const error = response.getResultsList()[0]?.getError()?.getContent();
    if (error === undefined) return undefined;
    // Fabric, discovery/service.go: also where the chaincode is not defined; writes fail then, too.
    if (error.includes('failed constructing descriptor'))
      return 'the peer knows of too few live endorsers for the endorsement policy of the chaincode';
    throw new Error(error);
  }

  close(): void {
    this.#client.close();
  }

  async #request(): Promise<discovery.SignedRequest> {
    const identity = this.#profile.identities.get('gateway') as Identity;
    const creator = new msp.SerializedIdentity();
    creator.setMspid(identity.mspId);
    creator.setIdBytes(Buffer.from(identity.certificate));
    const authentication = new discovery.AuthInfo();
    authentication.setClientIdentity(creator.serializeBinary());
    const chaincode = new peer.ChaincodeCall();
    chaincode.setName(this.#profile.chaincode);
    const interest = new peer.ChaincodeInterest();
    interest.addChaincodes(chaincode);
    const chaincodeQuery = new discovery.ChaincodeQuery();
    chaincodeQuery.addInterests(interest);
    const query = new discovery.Query();
    query.setChannel(this.#profile.channel);
    query.setCcQuery(chaincodeQuery);
    const request = new discovery.Request();
    request.setAuthentication(authentication);
    request.addQueries(query);

    const payload = request.serializeBinary();
    const sign = signers.newPrivateKeySigner(createPrivateKey(identity.privateKey));
    const signed = new discovery.SignedRequest();
    signed.setPayload(payload);
    signed.setSignature(await sign(hash.sha256(payload)));
    return signed;
  }
}
