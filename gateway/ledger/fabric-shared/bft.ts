/** Why a channel ordered by BFT cannot be served by fabric-network. */
export const fabricNetworkWithBft =
  'fabric-network sends a transaction to one orderer only; with BFT ordering that one may drop it unseen. ' +
  'Use STL_LEDGER=fabric-gateway on this channel.';
