import { randomBytes } from 'node:crypto';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import type { AuthorityMatrix, ConsortiumDocument } from '../../chaincode/domain/consortium/document.js';
import { newestFold } from '../../chaincode/domain/fold-version.js';
import { readGenesis } from '../../chaincode/domain/governance/genesis.js';
import { scorePolicy1 } from '../../chaincode/domain/policies/score-policy-1.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import type { FoundingApproval } from '../founding/approvals.js';
import { importSigner, signFounding } from '../sdk/client/index.js';
import { newOrganisations, type HostedMember } from './organisations.js';
import { newParticipants, type DemoParticipant } from './participants.js';

/** Who may state what, unless a consortium decides otherwise. */
export const authority: AuthorityMatrix = {
  platform: ['identity', 'order', 'fulfilment', 'review', 'case', 'correction'],
  carrier: ['fulfilment', 'trace', 'correction'],
  'customs-broker': ['trace', 'correction'],
  inspector: ['inspection', 'correction'],
  certifier: ['identity', 'inspection', 'certification', 'certification-status', 'correction'],
  'payment-provider': ['payment', 'correction'],
  arbiter: ['case', 'correction'],
  seller: ['identity', 'case', 'reply', 'correction'],
};

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
    authority,
    policies: [scorePolicy1],
    participants: participants.map(({ participant }) => participant),
    fold: { version: newestFold, fromEpoch: 0 },
    parameters: { demo: true },
    nonce: randomBytes(32).toString('hex'),
  };
  return { document, members, participants };
}

/** The approvals of k of its organisations, for the founding. */
export async function demoApprovals({ document, members }: DemoConsortium): Promise<FoundingApproval[]> {
  const { ledger } = readGenesis(canonicalText(document), nodeCrypto.sha256);
  return Promise.all(
    members.slice(0, document.k).map(async ({ keys, organisation: { id, mspId } }) => {
      const jws = await signFounding(ledger, { as: id, signer: await importSigner(keys.admin) });
      return { mspId, jws };
    }),
  );
}
