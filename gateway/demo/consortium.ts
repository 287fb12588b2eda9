import { canonicalText } from '../../chaincode/domain/canonical.js';
import type { ConsortiumDocument } from '../../chaincode/domain/consortium/document.js';
import { readGenesis } from '../../chaincode/domain/governance/genesis.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import type { FoundingApproval } from '../founding/approvals.js';
import { newNonce, standardTerms } from '../founding/standard-terms.js';
import { importSigner, signFounding } from '../sdk/client/index.js';
import { newOrganisations, type HostedMember } from './organisations.js';
import { newParticipants, type DemoParticipant } from './participants.js';

export interface DemoConsortium {
  readonly document: ConsortiumDocument;
  readonly members: readonly HostedMember[];
  readonly participants: readonly DemoParticipant[];
}

/**
 * A new consortium of three organisations of which two decide. `now`: seconds since the epoch. `urlOf`: the address of an
 * organisation's gateway; its badges name it.
 */
export async function newDemoConsortium(
  now: number,
  urlOf: (org: string) => string,
): Promise<DemoConsortium> {
  const [members, participants] = await Promise.all([newOrganisations(urlOf), newParticipants(now)]);
  const document: ConsortiumDocument = {
    v: 1,
    organisations: members.map(({ organisation }) => organisation),
    k: 2,
    ...standardTerms,
    participants: participants.map(({ participant }) => participant),
    parameters: { demo: true },
    nonce: newNonce(),
  };
  return { document, members, participants };
}

/** The approvals of k of its organisations, for the founding. */
export async function demoApprovals({ document, members }: DemoConsortium): Promise<FoundingApproval[]> {
  const { ledger } = readGenesis(canonicalText(document), nodeCrypto.sha256);
  return Promise.all(
    members.slice(0, document.k).map(async ({ keys, organisation: { id, mspId } }) => {
      const jws = await signFounding(ledger, { as: id, signer: await importSigner(keys.admin) });
      return { org: id, mspId, jws };
    }),
  );
}
