/** Names of the world state's entries. Values are canonical JSON unless said otherwise. */
export const keys = {
  consortium: 'consortium',
  /** The consortium document itself, so that whoever holds the state can check the ledger's id. */
  genesis: 'genesis',
  /** Text: what the organisation signed, a compact JWS. */
  consortiumApproval: (ledger: string, org: string) => `consortium-approval/${ledger}/${org}`,
  epoch: 'epoch',
  seal: (n: number) => `seal/${n}`,
  /** Text: the organisation's checkpoint with its two signatures. */
  cosign: (n: number, org: string) => `cosign/${n}/${org}`,
  /** Number of the newest version; there is none while version 1 is in force. */
  newestTrustList: 'newest-trust-list',
  /** `TrustListEntry`; written with the change that ends version 1. */
  trustList: (version: number) => `trust-list/${version}`,
  /** Text: the organisation's signature, a compact JWS. */
  trustListSignature: (version: number, org: string) => `trust-list/${version}/${org}`,
  participant: (id: string) => `participant/${id}`,
  /** Text: the id of the participant that registered the key. */
  kid: (kid: string) => `kid/${kid}`,
  policy: (name: string, version: number) => `policy/${name}/${version}`,
  proposal: (id: string) => `proposal/${id}`,
  /** Text: what the organisation signed, a compact JWS; the proposer's is the proposal itself. */
  approval: (proposal: string, org: string) => `approval/${proposal}/${org}`,
  /** The batch's own bytes. */
  batch: (id: string) => `batch/${id}`,
  /** Text: the batch's id. */
  jti: (iss: string, jti: string) => `jti/${iss}/${jti}`,
} as const;
