/** The real chaincode, and a transaction that moves the epoch on: what a Seal does, and nothing else. */
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { formatTime } from '../../chaincode/domain/time.js';
import { SellerTrustContract } from '../../chaincode/fabric/contract.js';
import { Contract, type Context } from '../../chaincode/fabric/fabric-api.js';
import { runTransaction } from '../../chaincode/fabric/run.js';
import { keys } from '../../chaincode/transactions/keys.js';
import { load, save, type Epoch } from '../../chaincode/transactions/state.js';

class Epochs extends Contract {
  constructor() {
    super('Epochs');
  }
}

Object.defineProperty(Epochs.prototype, 'Next', {
  value: (context: Context) =>
    runTransaction(
      context,
      async ({ state }) => {
        const epoch = (await load<Epoch>(state, keys.epoch))?.n ?? 0;
        await save(state, keys.epoch, { n: epoch + 1, time: formatTime(state.txTime) });
        return canonicalText({ n: epoch + 1 });
      },
      [],
    ),
});

export const contracts = [SellerTrustContract, Epochs];
