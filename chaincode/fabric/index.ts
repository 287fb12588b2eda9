import { SellerTrustContract } from './contract.js';

/** What `fabric-chaincode-node` looks for. */
export const contracts = [SellerTrustContract];
