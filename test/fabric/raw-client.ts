import { createPrivateKey } from 'node:crypto';
import { Client, credentials } from '@grpc/grpc-js';
import { common, gateway as messages, peer } from '@hyperledger/fabric-protos';
import { connect, signers, type Proposal } from '@hyperledger/fabric-gateway';
import { readConnectionProfile } from '../../gateway/ledger/fabric-shared/profile.js';
import type { TransactionCall } from '../../gateway/ledger/port.js';

/** An attacker's client: a valid Fabric identity, and every step of a transaction in its own hands. */
export interface RawClient {
  /** `time`: what it claims as the transaction's time, seconds; by default the clock's. */
  propose(call: TransactionCall, time?: number): Proposal;
  close(): void;
}

/** @param file connection profile of the gateway whose identity the client has */
export function rawClient(file: string): RawClient {
  const { peer: node, identities, channel, chaincode, endorsers } = readConnectionProfile(file);
  const identity = identities.get('gateway');
  if (identity === undefined) throw new Error('the profile has no gateway identity');
  const client = new Client(node.address, credentials.createSsl(Buffer.from(node.tlsAuthority)));
  const gateway = connect({
    client,
    identity: { mspId: identity.mspId, credentials: Buffer.from(identity.certificate) },
    signer: signers.newPrivateKeySigner(createPrivateKey(identity.privateKey)),
  });
  const contract = gateway.getNetwork(channel).getContract(chaincode);
  return {
    propose(call, time) {
      const proposal = contract.newProposal(call.name, {
        arguments: [...call.args],
        transientData: { ...call.transient },
        endorsingOrganizations: endorsers.mspIds.slice(0, endorsers.needed),
      });
      return time === undefined ? proposal : gateway.newProposal(dated(proposal.getBytes(), time));
    },
    close() {
      gateway.close();
      client.close();
    },
  };
}

/** The same proposal under another time. A transaction id is made of nonce and creator, so it stays valid. */
function dated(bytes: Uint8Array, time: number): Uint8Array {
  const proposed = messages.ProposedTransaction.deserializeBinary(bytes);
  const signed = proposed.getProposal()!;
  const proposal = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  (channelHeader.getTimestamp() as unknown as { setSeconds(seconds: number): void }).setSeconds(time);
  header.setChannelHeader(channelHeader.serializeBinary());
  proposal.setHeader(header.serializeBinary());
  signed.setProposalBytes(proposal.serializeBinary());
  proposed.setProposal(signed);
  return proposed.serializeBinary();
}
