/** One of three companies, each with its own machine, its own PKI and a place in a network that works already. */
export interface Company {
  /** Its id in the consortium, and the name of its host. */
  readonly org: string;
  readonly name: string;
  readonly msp: string;
  /** Names on the network; each answers on the company's own address. */
  readonly peer: string;
  readonly orderer: string;
  readonly chaincode: string;
  readonly gateway: string;
  /** The roles that it may give to participants alone. */
  readonly roles: readonly string[];
}

const company = (org: string, name: string, msp: string, roles: readonly string[]): Company => ({
  org,
  name,
  msp,
  peer: `peer0.${org}.example`,
  orderer: `orderer0.${org}.example`,
  chaincode: `chaincode.${org}.example`,
  gateway: `trust.${org}.example`,
  roles,
});

export const companies = [
  company('platform', 'A platform', 'PlatformMSP', ['platform', 'seller']),
  company('certifier', 'A certifier', 'LabsMSP', ['certifier', 'inspector']),
  company('payments', 'A payment provider', 'PayCoMSP', ['payment-provider']),
] as const;

/** The channel that the ledger shares with what is on it already, and another one on the same peers. */
export const channel = 'wholesale';
export const otherChannel = 'returns';
